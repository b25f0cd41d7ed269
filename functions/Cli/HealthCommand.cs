using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class HealthCommand
{
    public static Command Of(ApiClient front) => front.Reads("health", "Whether the system lives, is ready, and has given messages up.", "assist health", Look);

    /// <summary>For each of three questions. The system itself waits 2 s for its storage; a cold instance needs a few to start.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Each line is shown as soon as it is known: somebody waits for it who may have an outage.</summary>
    private static async Task<int> Look(Call call)
    {
        var live = Tell(call, "live", Said(await call.TryWithin(Limit, HttpMethod.Get, "health/live")));
        var ready = Tell(call, "ready", Said(await call.TryWithin(Limit, HttpMethod.Get, "health/ready")));
        var poison = await call.TryWithin(Limit, HttpMethod.Get, "operations/poison");
        if (poison is { Status: HttpStatusCode.Unauthorized } refused)
            throw new EndException(Exit.Failed, Problems.Say(refused.Status, refused.Answer));
        var list = poison is { Status: HttpStatusCode.OK } answered ? answered.Answer : (JsonElement?)null;
        var storage = Tell(call, "storage", list is null ? "does not answer" : "answers");
        var givenUp = Tell(call, "given up", list?.GetArrayLength().ToString(CultureInfo.InvariantCulture) ?? "unknown");
        call.Show(new { live, ready, storage, givenUp }, () => []);
        var isWell = list is not null && live is ("live" or "not offered here") && ready is ("ready" or "not offered here");
        return isWell ? Exit.Done : Exit.Failed;
    }

    private static string Tell(Call call, string what, string said)
    {
        call.Tell($"{what,-8}  {said}");
        return said;
    }

    /// <summary>A host may have its own way of telling, and none of these routes.</summary>
    private static string Said((HttpStatusCode Status, JsonElement Answer)? answer) => answer switch
    {
        null => "does not answer within 10 s",
        { Status: HttpStatusCode.NotFound } => "not offered here",
        { Answer.ValueKind: JsonValueKind.String } said => said.Answer.GetString()!,
        { Status: HttpStatusCode.OK } => "ready",
        { Status: var status } => $"answers {((int)status).ToString(CultureInfo.InvariantCulture)}",
    };
}
