namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>Has the house write a backup into a table made for it and look it through; the table goes whatever comes.</summary>
internal static class RestoreRehearsal
{
    public const string Route = "operations/rehearsals";
    private static readonly string[] Head = ["kind", "streams", "rows", "events", "to send", "left out", "not in the house"];

    public static async Task<int> Run(Call call, BackupFolder folder, string? stamp)
    {
        var backup = await ChosenBackup.Choose(folder, stamp, call.Now, call.Stop);
        var began = call.Now;
        var begun = await call.AskAgain(HttpMethod.Post, Route);
        if (call.IsDryRun)
        {
            call.Show(new { dryRun = true, backup = backup.Manifest.Taken, streams = backup.Keys.Count, wrong = backup.Wrong }, () => [$"The backup of {backup.Manifest.Taken:u} would be tried with the keys of {backup.KeysHead.Taken:u}. Nothing was written.", .. backup.Wrong]);
            return backup.Wrong.Count == 0 ? Exit.Done : Exit.Failed;
        }
        var route = $"{Route}/{begun.GetProperty("id").GetString()}";
        using var upload = new Upload(call, backup);
        var found = new Rehearsed(backup, upload);
        var isClean = false;
        try
        {
            await upload.Run(route);
            string? from = null;
            do
            {
                var page = await call.AskAgain(HttpMethod.Get, route, null, from);
                found.Add(page);
                from = page.GetProperty("next").GetString();
            }
            while (from is not null);
        }
        finally
        {
            isClean = await Ended(call, route);
        }
        return Say(call, backup, found, call.Now - began, isClean);
    }

    private static int Say(Call call, ChosenBackup backup, Rehearsed found, TimeSpan took, bool isClean)
    {
        var wrong = found.Wrong();
        var (leftOut, gone) = (found.Kinds.Values.Sum(kind => kind.LeftOut), found.Kinds.Values.Sum(kind => kind.Gone));
        call.Show(new { backup = backup.Manifest.Taken, keys = backup.KeysHead.Taken, keysUntil = backup.KeysHead.Until, kinds = found.Kinds, wrong, seconds = Math.Round(took.TotalSeconds, 1), cleaned = isClean }, () =>
        [
            $"The backup of {backup.Manifest.Taken:u} with the keys of {backup.KeysHead.Taken:u}, which must be deleted on {backup.KeysHead.Until:yyyy-MM-dd}:",
            .. TextTable.Of([Head, .. found.Kinds.Select(one => new[] { one.Key, $"{one.Value.Streams}", $"{one.Value.Rows}", $"{one.Value.Events}", $"{one.Value.ToSend}", $"{one.Value.LeftOut}", $"{one.Value.Gone}" })]),
            .. leftOut > 0 ? [$"{leftOut} streams have no key any more, for they were erased or are over and past their days: a restore leaves them out."] : Array.Empty<string>(),
            .. gone > 0 ? [$"{gone} streams could be restored that the house no longer has. If they were erased: take a backup now and delete the keys files from before, else they can come back. If nobody erased them, they were lost."] : Array.Empty<string>(),
            .. wrong.Count == 0 ? ["All rows open, all chains are whole, and all is as the manifest says."] : wrong.Prepend("NOT AS IT MUST BE:"),
            $"It took {took.TotalSeconds:0.0} s. {(isClean ? "The rehearsal's table is deleted." : "The rehearsal's table could not be deleted; do it with: assist restore rehearse --clean")}",
        ]);
        return wrong.Count == 0 && isClean ? Exit.Done : Exit.Failed;
    }

    /// <summary>Also when the user has ended it. What cannot be deleted now is taken away at night.</summary>
    private static async Task<bool> Ended(Call call, string route)
    {
        try
        {
            await call.AskAgain(HttpMethod.Delete, route, stop: CancellationToken.None);
            return true;
        }
        catch (Exception left) when (left is EndException or OperationCanceledException)
        {
            return false;
        }
    }
}
