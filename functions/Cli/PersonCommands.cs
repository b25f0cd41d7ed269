using System.CommandLine;
using System.Net;
using System.Text;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class PersonCommands
{
    public static Command Of(ApiClient front)
    {
        var reference = new Argument<string>("reference") { Description = "One of her references; those that were found to be hers too come along." };
        var to = new Option<FileInfo>("--to") { Description = "Where it goes; as text where the name ends in .txt, else as JSON." };
        return new Command("person", "What a person may ask of the house: all that is kept of her, or that it is erased.")
        {
            front.Changes(
                "export", "Everything that the house holds about a person, for herself. The first time it asks a second person, and shows the approval's id; once she has agreed on her phone, again with --approval. An approval gives the file once, and there are five files a day.",
                "assist person export RA-7F3K-9 --to file.txt --by Mira --approval 0123456789ab", call => Export(call, call.Typed(reference)!, call.Typed(to), call.Typed(front.Approval)), reference, to, front.Approval),
            ErasureCommands.Erase(front),
            ErasureCommands.Status(front),
        };
    }

    private static async Task<int> Export(Call call, string reference, FileInfo? to, string? approval)
    {
        if (call.IsDryRun) throw new EndException(Exit.WrongUsage, "This has no dry run: without --approval nothing is read.");
        var file = approval is null ? null : LocalCopy.Free(to);
        var answer = await call.Ask(HttpMethod.Post, "operations/persons/files", JsonContent(new { reference, approval }));
        if (file is null)
        {
            call.Show(answer, () => Waiting(answer));
            return Exit.Done;
        }
        await LocalCopy.Write(file, file.Extension == ".txt" ? Encoding.UTF8.GetBytes(string.Join(Environment.NewLine, Formatter.Lines(answer))) : Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, Formatter.Json)));
        call.Show(new { file = file.FullName, referrals = answer.GetProperty("referrals").GetArrayLength() }, () =>
        [
            $"{answer.GetProperty("referrals").GetArrayLength()} referrals: {file.FullName}", "Before you hand it over:", .. answer.GetProperty("readFirst").EnumerateArray().Select(one => $"  {one.GetString()}"),
        ]);
        return Exit.Done;
    }

    internal static ByteArrayContent JsonContent(object body) => new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new("application/json") } };

    internal static IEnumerable<string> Waiting(JsonElement answer) =>
    [
        "A second person has been asked; nothing was read.", $"Once she has agreed, the same with --approval {answer.GetProperty("approval").GetString()}",
    ];
}
