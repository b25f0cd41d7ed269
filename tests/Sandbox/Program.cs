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
            using var log = new LogLines(Say);
            var options = new PlaygroundOptions(arguments.Data, arguments.StoragePorts, Say) { FunctionsPort = 7071, Log = log };
            await using var playground = new Playground(options);
            await using var page = await PhonesPage.Start(playground, arguments.Port, stop.Token);
            Say($"The page is at {page.Address} (it shows how the start goes on).");
            playground.Opened = system => SayReady(page.Address, new Uri(system.Functions.Address, "/api"));
            await playground.Open(arguments.IsFresh, stop.Token);
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

    private static void SayReady(string page, Uri functions)
    {
        Say($"Ready. Play on {page} ; Ctrl-C ends everything.");
        Say($"The functions are at {functions} . Look at them as an operator, for example:");
        Say($"  dotnet run --project functions/Cli -- health --url {functions} --key {SandboxSystem.MasterKey}");
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
