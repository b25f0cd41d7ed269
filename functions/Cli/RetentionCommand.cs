using System.CommandLine;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class RetentionCommand
{
    public static Command Of(ApiClient front) => front.Reads("retention", "What is kept why, and how many days after what, as the settings have it.", "assist retention", async call =>
    {
        var all = await call.Ask(HttpMethod.Get, "operations/retention");
        call.Show(all, () => TextTable.Of(all.EnumerateArray().Select(one => new[]
        {
            one.GetProperty("kind").GetString()!, one.GetProperty("days") is { ValueKind: JsonValueKind.Number } days ? $"{days} days after {one.GetProperty("after").GetString()}" : $"until {one.GetProperty("after").GetString()}",
            one.GetProperty("purpose").GetString()!,
        })));
        return Exit.Done;
    });
}
