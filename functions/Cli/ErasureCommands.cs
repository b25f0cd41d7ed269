using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

/// <summary>A person is erased for good, by two persons.</summary>
internal static class ErasureCommands
{
    public static Command Erase(ApiClient front)
    {
        var reference = new Argument<string>("reference") { Description = "Of her referral, e.g. RA-7F3K-9." };
        return front.Changes("erase", "Erases a person by her closed referral, for good: her referrals, the record of assistance, lines, drafts, the carrier's copy of texts, the keys. The first run asks a second person; the second, with --approval, begins; it goes on by itself and takes an hour or more. The dry run says what there is.",
            "assist person erase RA-7F3K-9 --by Mira", call => Erase(call, call.Typed(reference)!, call.Typed(front.Approval)), reference, front.Approval);
    }

    public static Command Status(ApiClient front)
    {
        var id = new Argument<string>("id") { Description = "What erase gave." };
        return front.Reads("status", "How far an erasure is, and from when on no backup can be read either.", "assist person status 0123…", async call =>
        {
            var answer = await call.Ask(HttpMethod.Get, $"operations/persons/erasures/{Uri.EscapeDataString(call.Typed(id)!)}");
            call.Show(answer, () => Words(answer));
            return Exit.Done;
        }, id);
    }

    private static async Task<int> Erase(Call call, string reference, string? approval)
    {
        var answer = await call.Ask(HttpMethod.Post, "operations/persons/erasures", JsonContent.Create(approval is null ? new Dictionary<string, string> { ["reference"] = reference } : new() { ["reference"] = reference, ["approval"] = approval }));
        call.Show(answer, () => answer.TryGetProperty("approval", out var waits)
            ? [$"A second person is asked on her phone. When she has agreed, run it again with --approval {waits.GetString()}, until {Time(answer.GetProperty("until"))}."]
            : answer.TryGetProperty("found", out var found) ? ["Nothing was changed. There is of her:", .. Counts(found), .. Elsewhere(answer)] : Words(answer));
        return Exit.Done;
    }

    private static IEnumerable<string> Words(JsonElement answer) =>
    [
        answer.GetProperty("isDone").GetBoolean() ? $"Erased; proven at {Time(answer.GetProperty("ended"))}. From {Time(answer.GetProperty("unreadable"))} on no backup can be read either." : $"It is at the step {answer.GetProperty("step").GetString()} and goes on at {Time(answer.GetProperty("goesOn"))}.",
        .. Counts(answer.GetProperty("counts")), .. Elsewhere(answer), $"id  {answer.GetProperty("erasure").GetString()}",
    ];

    private static IEnumerable<string> Counts(JsonElement counts) => TextTable.Of(counts.EnumerateObject().Select(one => new[] { one.Name, $"{one.Value}" }));

    private static IEnumerable<string> Elsewhere(JsonElement answer) => answer.TryGetProperty("elsewhere", out var other) && other.ValueKind == JsonValueKind.Object
        ? [$"Another country has {other.GetProperty("reference").GetString()}: it is a case of its own, and is erased by that reference."] : [];

    private static string Time(JsonElement time) => time.ValueKind == JsonValueKind.Null ? "-" : time.GetDateTimeOffset().ToUniversalTime().ToString("u", System.Globalization.CultureInfo.InvariantCulture);
}
