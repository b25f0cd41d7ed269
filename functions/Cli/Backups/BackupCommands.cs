using System.CommandLine;

namespace ServerlessAssist.Functions.Cli.Backups;

internal static class BackupCommands
{
    /// <summary>How long a keys file may be kept where nobody says otherwise.</summary>
    private const int Days = 30;

    public static Option<string> KeysFrom { get; } = new("--keys-from") { Description = "The folder of the keys files; else the folder keys in the other." };

    public static Command Of(ApiClient front)
    {
        var to = new Option<string>("--to") { Description = "The folder that it is written to: sealed rows and a manifest. Keep it off this system.", Required = true };
        var keysTo = new Option<string>("--keys-to") { Description = "The folder for the keys file; else the folder keys in the other. Best on another disk, in other hands." };
        var days = new Option<int>("--keys-days") { Description = "After how many days the keys file is to be deleted, 1 to 90.", DefaultValueFactory = _ => Days };
        var from = new Option<string>("--from") { Description = "The folder that backups were written to.", Required = true };
        return new Command("backup", "Storage tables have no backups of their own: these are. Rows are sealed and read by nobody; the keys stand in a file of their own with a short life, so that whoever was erased can be read from no backup once the keys files from before are gone. Neither is worth anything without the house's own keys (Protection__…): keep those apart, and do keep them.")
        {
            front.Changes("take", "Writes all that is stored into three files: rows, keys, manifest. Nothing stands under its name before it is whole; interrupted, begin again. Lists and wake-ups are not in it: they are made from the streams.", "assist backup take --to /mnt/backups --keys-to /mnt/keys --by Mira",
                call => BackupTake.Run(call, call.Typed(to)!, call.Typed(keysTo), call.Typed(days)), to, keysTo, days),
            front.Reads("check", "Whether each backup's files are there, are what the manifest says, and whether keys files are past their date and must be deleted. It asks the system nothing.", "assist backup check --from /mnt/backups --keys-from /mnt/keys",
                call => BackupCheck.Run(call, BackupFolder.Find(call.Typed(from)!, call.Typed(KeysFrom))), from, KeysFrom),
        };
    }
}
