using System.CommandLine;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class PoisonCommands
{
    public static Command Of(ApiClient front)
    {
        var queue = new Argument<string>("queue") { Description = "delivery-urgent, delivery-routine, inbound or webhooks." };
        return new Command("poison", "Messages that were given up after five tries. They are kept until somebody puts them back.")
        {
            front.Reads("list", "The first 32 of each queue: where, since when, how large. What they say stays sealed.", "assist poison list", List),
            front.Changes("put-back", "Puts all of a queue's back, once the cause is mended.", "assist poison put-back delivery-urgent --by Mira", call => PutBack(call, call.Typed(queue)!), queue),
        };
    }

    private static async Task<int> List(Call call)
    {
        var all = await call.Ask(HttpMethod.Get, "operations/poison");
        call.Show(all, () => all.GetArrayLength() == 0
            ? ["Nothing was given up."]
            : TextTable.Of(all.EnumerateArray().Select(one => new[] { one.GetProperty("queue").GetString()!, Since(one.GetProperty("since")), $"{one.GetProperty("bytes")} bytes", one.GetProperty("id").GetString()! })));
        return Exit.Done;
    }

    private static async Task<int> PutBack(Call call, string queue)
    {
        var answer = await call.Ask(HttpMethod.Post, $"operations/poison/{Uri.EscapeDataString(queue)}");
        call.Show(answer, () => [$"{answer.GetProperty("putBack")} {(call.IsDryRun ? "would go back" : "went back")} into {queue}."]);
        return Exit.Done;
    }

    private static string Since(JsonElement time) => time.ValueKind == JsonValueKind.Null ? "-" : time.GetDateTimeOffset().ToUniversalTime().ToString("u", System.Globalization.CultureInfo.InvariantCulture);
}
