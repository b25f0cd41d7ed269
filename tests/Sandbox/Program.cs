using System.Runtime.InteropServices;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Page;

return await Entry.Run(args);

internal static class Entry
{
    public static async Task<int> Run(string[] args)
    {
        if (Arguments.Parse(args) is not { } arguments) return 2;
        if (arguments.IsHelp)
        {
            Console.WriteLine(Arguments.Help);
            return 0;
        }
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var closed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
        try
        {
            await using var playground = new Playground(new PlaygroundOptions(arguments.Data, arguments.StoragePorts, Say));
            await using var page = await PhonesPage.Start(playground, arguments.Port, stop.Token);
            Say($"The page is at {page.Address} (it shows how the start goes on).");
            await playground.Open(arguments.IsFresh, stop.Token);
            Say($"Ready. Play on {page.Address} ; Ctrl-C ends everything.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Say("Everything has ended; what was stored is kept for the next start.");
        }
        catch (SandboxException mend)
        {
            Console.Error.WriteLine(mend.Message);
            return 1;
        }
        return 0;

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static void Say(string line)
    {
        try
        {
            Console.WriteLine(line);
        }
        catch (IOException)
        {
            // The terminal was closed: nobody reads it, and what ends still ends well.
        }
    }
}
