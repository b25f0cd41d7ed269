using System.CommandLine;

namespace ServerlessAssist.Functions.Cli.Backups;

internal static class RestoreCommands
{
    public static Command Of(ApiClient front)
    {
        var from = new Option<string?>("--from") { Description = "The folder that backups were written to." };
        var backup = new Option<string?>("--backup") { Description = "Which one, as its manifest's name has it, e.g. 20261125T020000Z; else the newest." };
        var clean = new Option<bool>("--clean") { Description = "Only take away what interrupted rehearsals have left in storage." };
        return new Command("restore", "What a backup is worth, tried before it is needed.")
        {
            front.Changes("rehearse", "Writes a backup's rows into a table made for it, beside what lives; opens every row, follows every chain, compares with the manifest and with the house; deletes the table; and says how long it took. The newest keys file is taken: it holds no key of whoever was erased, so they stay erased; their rows are left out and counted. A keys file past its date is refused. What lives is never written. Do it once a month.", "assist restore rehearse --from /mnt/backups --keys-from /mnt/keys --by Mira",
                call => call.Typed(clean) ? Clean(call) : RestoreRehearsal.Run(call, BackupFolder.Find(call.Typed(from) ?? throw new EndException(Exit.WrongUsage, "Give the folder of the backups with --from, or --clean."), call.Typed(BackupCommands.KeysFrom)), call.Typed(backup)),
                from, BackupCommands.KeysFrom, backup, clean),
        };
    }

    private static async Task<int> Clean(Call call)
    {
        var answer = await call.AskAgain(HttpMethod.Delete, RestoreRehearsal.Route);
        call.Show(answer, () => [$"{answer.GetProperty("cleaned")} {(call.IsDryRun ? "would be" : "were")} taken away."]);
        return Exit.Done;
    }
}
