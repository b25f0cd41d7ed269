using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

/// <summary>What the system's refusals mean, in words.</summary>
internal static class Problems
{
    public static string Say(HttpStatusCode status, JsonElement answer)
    {
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        var isExplained = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("detail", out _);
        if (status == HttpStatusCode.Unauthorized && !isExplained) return "The key does not open the operators' routes. Give the system's master key in ASSIST_KEY, or with --key.";
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("detail", out var detail)) return $"The system answers {number} and does not say why. Look at --url: it ends in /api.";
        var said = $"{detail.GetString()} ({number})";
        return answer.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
            ? string.Join(Environment.NewLine, [said, .. TextTable.Of(errors.EnumerateObject().Select(field => new[] { $"  {field.Name}", string.Join("; ", field.Value.EnumerateArray().Select(one => one.GetString())) }))])
            : said;
    }
}
