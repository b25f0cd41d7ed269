using System.CommandLine;
using System.Net;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class ChainCommands
{
    public static Command Of(ApiClient front)
    {
        var name = new Argument<string?>("name") { Description = "A referral's reference, or staff.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every stream of every kind. It reads everything; it changes nothing." };
        return new Command("chain", "The chains of events, which show what was changed from outside.")
        {
            front.Reads("verify", "Walks one chain, or all, and compares them with their states.", "assist chain verify --all", call => (call.Typed(name), call.Typed(all)) switch
            {
                ({ } one, false) => One(call, one),
                (null, true) => All(call),
                _ => throw new EndException(Exit.WrongUsage, "Give a referral's reference, or staff, or --all."),
            }, name, all, front.After),
        };
    }

    private static async Task<int> One(Call call, string name)
    {
        var answer = await call.Ask(HttpMethod.Get, $"operations/chain/{Uri.EscapeDataString(name)}", also: HttpStatusCode.Conflict);
        var isWhole = answer.GetProperty("whole").GetBoolean();
        call.Show(answer, () => [isWhole ? $"Whole: {answer.GetProperty("events")} events." : $"NOT WHOLE: {answer.GetProperty("fault").GetString()}."]);
        return isWhole ? Exit.Done : Exit.Failed;
    }

    private static async Task<int> All(Call call)
    {
        var (streams, events, faults) = (0, 0L, new List<JsonElement>());
        await call.Walk(HttpMethod.Get, "operations/chain", page =>
        {
            streams += page.GetProperty("streams").GetInt32();
            events += page.GetProperty("events").GetInt64();
            faults.AddRange(page.GetProperty("faults").EnumerateArray());
        }, call.After);
        call.Show(new { streams, events, faults }, () =>
        [
            $"{streams} streams, {events} events looked at.",
            faults.Count == 0 ? "All are whole." : $"{faults.Count} NOT WHOLE:",
            .. TextTable.Of(faults.Select(one => new[] { $"  {one.GetProperty("stream").GetString()}", one.GetProperty("fault").GetString()! })),
        ]);
        return faults.Count == 0 ? Exit.Done : Exit.Failed;
    }
}
