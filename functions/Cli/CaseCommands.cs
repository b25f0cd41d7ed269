using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

/// <summary>Cases as files of the Human Trafficking Case Data Standard 2.0. These call the API as whoever's key or token is given: the master key refers nobody and shares nothing.</summary>
internal sealed class CaseCommands(ApiClient front, CliEnvironment around)
{
    private readonly Option<string> _apiKey = new("--api-key") { Description = "Your organisation's key; better in ASSIST_API_KEY." };
    private readonly Option<string> _token = new("--token") { Description = "Your own token (Entra ID); better in ASSIST_TOKEN." };
    private readonly Option<string> _region = new("--region") { Description = "Where all cases of the file are referred; else rfl_Region." };
    private readonly Option<string> _urgency = new("--urgency") { Description = "immediate, urgent or routine, for all; else rfl_Urgency." };
    private readonly Option<string> _needs = new("--needs") { Description = "For all, e.g. shelter;medical; else rfl_Needs." };
    private readonly Option<string> _languages = new("--languages")
        { Description = "Of those who name none, e.g. sqi;eng; else prs_PrimaryLanguage." };
    private readonly Option<string> _age = new("--age")
        { Description = "adult or child, where neither a day of birth nor rfl_AgeGroup says it." };
    private readonly Option<string> _rows = new("--rows")
        { Description = "each: good rows are taken, bad ones named; else all are good, or none is taken." };

    public Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A spreadsheet (.xlsx) or CSV, names of fields of the standard in the first row, a row a case." };
        var reference = new Argument<string>("reference") { Description = "Which case, e.g. RA-7F3K-9." };
        var with = new Option<string>("--with") { Description = "The organisation that gets it: it is written down with the case.", Required = true };
        var basis = new Option<string>("--basis") { Description = "consent: the whole case. life-at-risk: the stated subset.", Required = true };
        var to = new Option<FileInfo>("--to") { Description = "Where it goes: .xlsx or .csv." };
        return new Command("case", "Cases for those who work in another system, as files of the Human Trafficking Case Data Standard 2.0 of IOM.")
        {
            front.Reads(
                "export", "Takes a case out as a file. The first time it asks a second person, and shows the approval's id; once she has agreed on her phone, again with --approval. Who you are your token says.",
                "assist case export RA-7F3K-9 --with \"Shelter Sarajevo\" --basis consent --to case.xlsx --approval 0123456789ab",
                call => Export(call, call.Typed(reference)!, call.Typed(with)!, call.Typed(basis)!, call.Typed(to), call.Typed(front.Approval)), reference, with, basis, to, front.Approval, _token),
            front.Reads("import", "Refers everybody in a file, as the API's POST v1/referrals does: all rows are good, or nothing is opened, unless --rows each says otherwise. The same file again opens nothing twice.", "assist case import cases.xlsx --region al-north", call => Import(call, call.Typed(file)!, ""), file, _region, _urgency, _needs, _languages, _age, _rows, _apiKey, _token),
            front.Reads("check", "Looks at a file: what is wrong with it, and what of it would not be kept. Nothing is opened.", "assist case check cases.csv --region al-north", call => Import(call, call.Typed(file)!, "dryRun=true"), file, _region, _urgency, _needs, _languages, _age, _rows, _apiKey, _token),
        };
    }

    private async Task<int> Export(Call call, string reference, string with, string basis, FileInfo? to, string? approval)
    {
        var file = approval is null ? to : LocalCopy.Free(to);
        var format = file is { Extension: ".csv" } ? "csv" : "xlsx";
        if (file is not null && file.Extension is not (".csv" or ".xlsx")) throw new EndException(Exit.WrongUsage, "--to must end in .xlsx or .csv.");
        // The same command again is the same call: its answer, the file, can be fetched again.
        var key = KeyOf(Encoding.UTF8.GetBytes($"{reference}\n{with}\n{basis}\n{format}\n{approval}"));
        var (status, bytes) = await call.Fetch(HttpMethod.Post, $"v1/referrals/{Uri.EscapeDataString(reference)}/case-file", PersonCommands.JsonContent(new { with, basis, format, approval }), [("Idempotency-Key", key), Who(call, Tokens.Only)]);
        if (status == HttpStatusCode.Accepted)
        {
            var answer = JsonElement.Parse(bytes);
            call.Show(answer, () => PersonCommands.Waiting(answer));
            return Exit.Done;
        }
        if (file is null) throw new EndException(Exit.WrongUsage, "Say where the file goes with --to FILE.");
        await LocalCopy.Write(file, bytes);
        call.Show(new { file = file.FullName }, () => [$"{reference} for {with}, on the ground of {basis}: {file.FullName}"]);
        return Exit.Done;
    }

    private async Task<int> Import(Call call, FileInfo file, string look)
    {
        var type = file.Extension.ToLowerInvariant() switch
        {
            ".csv" => "text/csv", ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ => throw new EndException(Exit.WrongUsage, "The file must be .xlsx or .csv."),
        };
        var bytes = await LocalCopy.Read(file);
        string[] query =
        [
            look, Said("region", call.Typed(_region)), Said("urgency", call.Typed(_urgency)), Said("needs", call.Typed(_needs)),
            Said("languages", call.Typed(_languages)), Said("age", call.Typed(_age)), Said("rows", call.Typed(_rows)),
        ];
        var route = $"v1/case-files?{string.Join('&', query.Where(one => one.Length > 0))}".TrimEnd('?');
        var (_, answered) = await call.Fetch(
            HttpMethod.Post, route, new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } }, [("Idempotency-Key", KeyOf([.. bytes, .. Encoding.UTF8.GetBytes(route)])), Who(call, Tokens.OrKeys)]);
        var answer = JsonElement.Parse(answered);
        call.Show(answer, () => answer.GetProperty("cases").EnumerateArray().SelectMany(Lines).Concat(Refused(answer)));
        return answer.TryGetProperty("refused", out var refused) && refused.GetArrayLength() > 0 ? Exit.Failed : Exit.Done;
    }

    private static IEnumerable<string> Lines(JsonElement one)
    {
        yield return $"row {one.GetProperty("row")}: {(one.TryGetProperty("reference", out var reference) ? $"{reference.GetString()} {one.GetProperty("status").GetString()}" : "good")}";
        foreach (var near in one.GetProperty("near").EnumerateObject()) yield return $"  {near.Name}: {near.Value.GetString()}";
        if (one.GetProperty("notKept") is var left && left.GetArrayLength() > 0) yield return $"  not kept: {string.Join(", ", left.EnumerateArray().Select(name => name.GetString()))}";
    }

    /// <summary>With <c>--rows each</c>: the rows that were not taken.</summary>
    private static IEnumerable<string> Refused(JsonElement answer)
    {
        if (!answer.TryGetProperty("refused", out var refused)) yield break;
        foreach (var one in refused.EnumerateArray())
        {
            yield return $"row {one.GetProperty("row")}: NOT TAKEN";
            foreach (var fault in one.GetProperty("faults").EnumerateObject()) yield return $"  {fault.Name}: {fault.Value.GetString()}";
        }
    }

    private enum Tokens { Only, OrKeys }

    private (string Name, string Value) Who(Call call, Tokens which)
    {
        if ((call.Typed(_token) ?? around.Setting("ASSIST_TOKEN")) is { Length: > 0 } token) return ("Authorization", $"Bearer {token}");
        if (which == Tokens.OrKeys && (call.Typed(_apiKey) ?? around.Setting("ASSIST_API_KEY")) is { Length: > 0 } key) return ("X-Api-Key", key);
        throw new EndException(Exit.WrongUsage, which == Tokens.Only ? "Give your own token in ASSIST_TOKEN, or with --token: a person answers for what leaves." : "Give your organisation's key in ASSIST_API_KEY, or your own token in ASSIST_TOKEN.");
    }

    private static string Said(string name, string? value) => value is null ? "" : $"{name}={Uri.EscapeDataString(value)}";

    private static string KeyOf(byte[] content) => $"assist-{Convert.ToHexStringLower(SHA256.HashData(content))[..40]}";
}
