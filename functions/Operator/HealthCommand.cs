using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ServerlessAssist.Functions.Operator;

internal static class HealthCommand
{
    public static Command Of(Front front) => front.Reads("health", "Whether the system lives, is ready, and has given messages up.", "assist health", Look);

    private static async Task<int> Look(Call call)
    {
        var live = Said(await call.Try(HttpMethod.Get, "health/live"));
        var ready = Said(await call.Try(HttpMethod.Get, "health/ready"));
        var (status, poison) = await call.Try(HttpMethod.Get, "operations/poison");
        if (status == HttpStatusCode.Unauthorized) throw new EndException(Exit.Failed, Problems.Say(status, poison));
        var storage = status == HttpStatusCode.OK ? "answers" : "does not answer";
        var givenUp = status == HttpStatusCode.OK ? poison.GetArrayLength().ToString(CultureInfo.InvariantCulture) : "unknown";
        call.Show(new { live, ready, storage, givenUp }, () => Aligned.Of([["live", live], ["ready", ready], ["storage", storage], ["given up", givenUp]]));
        return status == HttpStatusCode.OK && live is ("live" or "not offered here") && ready is ("ready" or "not offered here") ? Exit.Done : Exit.Failed;
    }

    /// <summary>A host may have its own way of telling, and none of these routes.</summary>
    private static string Said((HttpStatusCode Status, JsonElement Answer) answer) => answer switch
    {
        { Status: HttpStatusCode.NotFound } => "not offered here",
        { Answer.ValueKind: JsonValueKind.String } => answer.Answer.GetString()!,
        _ => answer.Status == HttpStatusCode.OK ? "ready" : $"answers {((int)answer.Status).ToString(CultureInfo.InvariantCulture)}",
    };
}
