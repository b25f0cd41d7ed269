using System.IO.Compression;
using System.Text;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Spreadsheets;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Files of cases: spreadsheets and CSV that are none, more than they should be, or hold what is no text; and whoever asks for a person's file.</summary>
internal static class CaseDoors
{
    private static readonly string[] Names = [.. CaseFields.Columns, "Notes", "", "prs_gender", "rfl_Region", "\u202eabc"];

    private static readonly (string Name, string Cell)[] Good =
    [
        (CaseFields.Consent, "TRUE"), (CaseFields.Gender, "Feminine"), (CaseFields.PrimaryLanguage, "sqi"), (CaseFields.Region, "al-north"), (CaseFields.Urgency, "urgent"), (CaseFields.AgeGroup, "adult"), (CaseFields.Needs, "shelter;medical"),
    ];

    private static readonly JsonTemplate Person = new("""{"reference":"RA-7F3K-9","approval":"0123456789ab"}"""u8.ToArray());

    private static readonly byte[] Workbook = Sheet([[.. Good.Select(one => one.Name)], [.. Good.Select(one => one.Cell)]]);

    /// <summary>Small files that would unfold to much, or to very many small things.</summary>
    private static readonly byte[][] Bombs =
    [
        .. new[] { ("x", 50_000_000), ("<c/>", 3_000_000), ("<c><v>1</v></c>", 60_000), ("<c><is><t>a</t></is></c>", 38_000) }.Select(one => Bomb("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">{Repeat(one.Item1, one.Item2)}</row></sheetData></worksheet>")),
        Bomb("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{Repeat("<row/>", 150_000)}</sheetData></worksheet>"),
        Bomb("xl/worksheets/sheet1.xml", Repeat("<a>", 100_000)),
        .. new[] { ("<is><t>a</t></is>", 50_000), ("<f/>", 200_000), ("<is>", 90_000) }.Select(one => Bomb("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c>{Repeat(one.Item1, one.Item2)}")),
        Bomb("[Content_Types].xml", Repeat(" ", 40_000_000)),
        Bomb("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" TargetMode=\"External\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"http://169.254.169.254/latest\"/></Relationships>"),
    ];

    private static readonly string[] Queries = ["", "", "?region=al-north", "?region=' or 1", "?urgency=immediate", "?urgency=", "?needs=shelter;medical", "?needs=;;;,", "?dryRun=true", "?dryRun=TRUE", "?dryRun=true&dryRun=false", "?rows=each", "?rows=each&dryRun=true", "?rows=EACH", "?languages=sqi;en", "?languages=;;", "?age=adult", "?age=\u202e"];

    public static HostileInput Refer(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = ApiDoors.Keys(draw, SandboxSystem.FunctionKey);
        headers.Add(("X-Api-Key", "ngo-kukes-demo-key"));
        headers.Add(("Idempotency-Key", draw.Id));
        var isCsv = draw.OneIn(2);
        headers.Add(("Content-Type", draw.OneIn(20) ? "text/csv; charset=utf-16" : isCsv != draw.OneIn(20) ? CaseTable.CsvType : CaseTable.XlsxType));
        return new HostileInput("OpenCaseFile", new HttpAsk("POST", $"/api/v1/case-files{draw.Of(Queries)}", headers, isCsv ? Lines(draw) : Book(draw)), mayComeIn);
    }

    public static HostileInput PersonFile(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = StaffDoors.Headers(draw);
        var body = draw.OneIn(2) ? HostileJson.Body(draw, Person) : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Person.Good).Replace("RA-7F3K-9", draw.Of(scene.References), StringComparison.Ordinal));
        return new HostileInput("GivePersonFile", new HttpAsk("POST", $"/api/operations/persons/files{ApiDoors.Query(draw)}", headers, body), mayComeIn);
    }

    private static byte[] Lines(Draw draw)
    {
        if (draw.OneIn(12)) return Encoding.UTF8.GetBytes(HostileText.Any(draw, 70_000));
        if (draw.OneIn(30)) return Encoding.UTF8.GetBytes(Repeat(draw.Of(["\"", ",", "\n", "\"\"\"", ";\r", "a\n", "\"a"]), 20_000));
        var bytes = draw.OneIn(2) ? Csv.Write(Rows(draw)) : Encoding.UTF8.GetBytes(string.Join('\n', Rows(draw).Select(row => string.Join(draw.OneIn(6) ? ';' : ',', row))));
        return draw.OneIn(3) ? HostileJson.Damaged(draw, bytes) : bytes;
    }

    private static byte[] Book(Draw draw) => draw.Next(10) switch
    {
        0 => draw.Of(Bombs),
        < 5 => HostileJson.Damaged(draw, Workbook),
        _ => Sheet(Rows(draw)),
    };

    /// <summary>A good case with some cells and headings that are others.</summary>
    private static List<string[]> Rows(Draw draw)
    {
        var names = Good.Select(one => one.Name).ToList();
        var rows = Enumerable.Range(0, draw.OneIn(15) ? 25 : 1 + draw.Next(3)).Select(_ => Good.Select(one => one.Cell).ToList()).ToList();
        for (var left = draw.Next(4); left > 0; left--)
        {
            names.Add(draw.Of(Names));
            foreach (var row in rows) row.Add(HostileText.Any(draw, 5_000));
        }
        if (draw.OneIn(3)) names[draw.Next(names.Count)] = HostileText.Any(draw, 500);
        foreach (var row in rows) if (!draw.OneIn(4)) row[draw.Next(row.Count)] = HostileText.Any(draw, 5_000);
        return [[.. names], .. rows.Select(row => row.ToArray())];
    }

    private static byte[] Sheet(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var file = new MemoryStream();
        Shared.Spreadsheets.Workbook.Write(file, "Cases", rows, (_, _) => 10);
        return file.ToArray();
    }

    /// <summary>A good workbook with another part in the place of one of its own.</summary>
    private static byte[] Bomb(string part, string content)
    {
        using var file = new MemoryStream();
        file.Write(Workbook);
        using (var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(part)?.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(part, CompressionLevel.SmallestSize).Open());
            writer.Write(content);
        }
        return file.ToArray();
    }

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));
}
