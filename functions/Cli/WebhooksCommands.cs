using System.CommandLine;
using System.Net;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class WebhooksCommands
{
    public static Command Of(ApiClient front) => new("webhooks", "Where the carriers bring what people write.")
    {
        front.Changes("set", "Has every carrier told where to send, and shows what it has noted.", "assist webhooks set --by Mira", Set),
    };

    private static async Task<int> Set(Call call)
    {
        var all = await call.Ask(HttpMethod.Post, "operations/webhooks", also: HttpStatusCode.BadGateway);
        if (all.ValueKind != JsonValueKind.Array) throw new EndException(Exit.Failed, Problems.Say(HttpStatusCode.BadGateway, all));
        call.Show(all, () => TextTable.Of(all.EnumerateArray().Select(one => new[]
        {
            one.GetProperty("carrier").GetString()!, one.GetProperty("address").GetString()!, call.IsDryRun ? "dry run" : one.GetProperty("set").GetBoolean() ? "set" : "NOT SET", one.GetProperty("reported").GetString() ?? "",
        })));
        return call.IsDryRun || all.EnumerateArray().All(one => one.GetProperty("set").GetBoolean()) ? Exit.Done : Exit.Failed;
    }
}
