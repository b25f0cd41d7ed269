using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class PeopleCommands
{
    public static Command Of(ApiClient front)
    {
        var file = new Argument<FileInfo>("file") { Description = "The people file (JSON): organisations, regions with their rota, staff with their channels." };
        return new Command("people", "Who works here.")
        {
            front.Changes("load", "Takes the people file in: all of it, or nothing and what is wrong with it. The dry run checks it and says who comes, goes and changes.", "assist people load people.json --dry-run", call => Load(call, call.Typed(file)!), file),
        };
    }

    private static async Task<int> Load(Call call, FileInfo file)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(file.FullName);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new EndException(Exit.WrongUsage, $"{file.Name} cannot be read.");
        }
        var body = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var answer = await call.Ask(HttpMethod.Put, "operations/people", body);
        call.Show(answer, () =>
        [
            call.IsDryRun ? "The file is good. Nothing was changed; loaded, it would hold:" : "Loaded. It holds:",
            .. TextTable.Of([["organisations", $"{answer.GetProperty("organisations")}"], ["regions", $"{answer.GetProperty("regions")}"], ["staff", $"{answer.GetProperty("staff")}"], Ids("comes"), Ids("goes"), Ids("changes")]),
        ]);
        return Exit.Done;

        string[] Ids(string name) => [name, answer.GetProperty(name) is { ValueKind: JsonValueKind.Array } ids && ids.GetArrayLength() > 0 ? string.Join(", ", ids.EnumerateArray().Select(one => one.GetString())) : "nobody"];
    }
}
