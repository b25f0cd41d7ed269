using System.CommandLine;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class AuditCommand
{
    public static Command Of(ApiClient front)
    {
        var month = new Option<string>("--month") { Description = "A year and a month, e.g. 2026-11; else this month." };
        return front.Reads("audit", "What operators, and the house itself at night, have changed: when, who, what, and what it came to.", "assist audit --month 2026-11", call => Show(call, call.Typed(month)), month);
    }

    private static async Task<int> Show(Call call, string? month)
    {
        var all = await call.Ask(HttpMethod.Get, month is null ? "operations/audit" : $"operations/audit?month={Uri.EscapeDataString(month)}");
        call.Show(all, () => all.GetArrayLength() == 0 ? ["Nothing was changed."] : TextTable.Of(all.EnumerateArray().Select(Line)));
        return Exit.Done;
    }

    private static string[] Line(JsonElement one) =>
    [
        one.GetProperty("at").GetDateTimeOffset().ToUniversalTime().ToString("u", System.Globalization.CultureInfo.InvariantCulture), one.GetProperty("by").GetString()!, one.GetProperty("what").GetString()!,
        one.GetProperty("on").GetString() ?? "-", one.GetProperty("step").GetString()!,
        one.GetProperty("counts") is { ValueKind: JsonValueKind.Object } counts ? string.Join(" ", counts.EnumerateObject().Select(count => $"{count.Name}={count.Value}")) : "",
    ];
}
