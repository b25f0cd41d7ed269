using System.Text;
using System.Text.Json.Nodes;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.Referrals.Api;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>An organisation that sends files of cases to the API. Its girl was born on 15 June 2010.</summary>
internal static class CaseFileSender
{
    public const string Birthdate = "prs_Birthdate";

    /// <summary>A row that is good, by its fields.</summary>
    public static Dictionary<string, string> Girl => new(StringComparer.Ordinal)
    {
        ["con_Consent"] = "TRUE", ["prs_FirstName"] = "Markera", [Birthdate] = "2010-06-15", ["prs_Gender"] = "Feminine",
        ["prs_Citizenship"] = "XK", ["prs_PrimaryLanguage"] = "sqi", ["vic_TraffickingStatus"] = "", ["cas_Status"] = "",
        ["rfl_Region"] = "al-north", ["rfl_Urgency"] = "urgent", ["rfl_Needs"] = "shelter", ["rfl_ExternalReference"] = "T-1",
    };

    public static Dictionary<string, string> With(string field, string value) => new(Girl, StringComparer.Ordinal) { [field] = value };

    /// <summary>A CSV file of rows that have the same fields.</summary>
    public static string Csv(IReadOnlyList<Dictionary<string, string>> rows, string separator = ",")
    {
        var all = rows.Select(row => row.Values).Prepend<IEnumerable<string>>(rows[0].Keys);
        return string.Concat(all.Select(cells => string.Join(separator, cells.Select(cell => $"\"{cell}\"")) + "\r\n"));
    }

    public static string Csv(params Dictionary<string, string>[] rows) => Csv(rows, ",");

    /// <summary>Heading and one row, for a workbook.</summary>
    /// <param name="birthdate">The element c of the day of birth, at {0}; null: left out.</param>
    public static string Rows(string? birthdate, int at = 1)
    {
        var cells = Girl.Select((field, column) => CellOf(field.Key, field.Value, $"{RawWorkbook.Letter(column)}{at + 1}", birthdate));
        return RawWorkbook.Texts(at, [.. Girl.Keys]) + RawWorkbook.Row(at + 1, [.. cells]);
    }

    public static Task<HttpReply> Send(Stage stage, string csv, string query = "?dryRun=true", string? call = null) =>
        Send(stage, Encoding.UTF8.GetBytes(csv), CaseTable.CsvType, query, call);

    public static Task<HttpReply> Send(Stage stage, RawWorkbook book, string query = "?dryRun=true") =>
        Send(stage, book.Bytes(), CaseTable.XlsxType, query);

    public static Task<HttpReply> Send(
        Stage stage, byte[] file, string type, string query = "?dryRun=true", string? call = null) =>
        stage.Ask(new HttpAsk(
            "POST", $"/api/v1/case-files{query}",
            [
                ("x-functions-key", SandboxSystem.FunctionKey), ("X-Api-Key", Client.Ngo), ("Idempotency-Key", call ?? Client.NewKey()),
                ("Content-Type", type),
            ],
            file));

    private static string CellOf(string field, string value, string where, string? birthdate)
    {
        if (field == Birthdate) return birthdate?.Replace("{0}", where, StringComparison.Ordinal) ?? "";
        return value.Length > 0 ? RawWorkbook.Text(where, value) : "";
    }

    /// <summary>What was read of the first case, or what is at fault.</summary>
    public static string Read(HttpReply reply)
    {
        var answer = Client.Read(reply);
        if (reply.Status is not (200 or 201)) return answer["errors"] is JsonObject errors
            ? string.Join("; ", errors.Select(one => $"{one.Key} {one.Value![0]}")) : $"{reply.Status} {answer["detail"]}";
        var cases = answer["cases"]!.AsArray();
        return $"{cases.Count}: {cases[0]!["near"]![Birthdate] ?? "no day"}";
    }
}
