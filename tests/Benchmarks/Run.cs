using System.Globalization;
using System.Runtime.InteropServices;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Benchmarks;

/// <summary>What is measured, in this order, and the one table that comes of it.</summary>
internal static class Run
{
    private const string Help = """
        Speed and cost of the whole system on this machine, storage emulator included; one table at the end.

          dotnet run -c Release --project tests/Benchmarks [-- options]

          --quick          a tenth of everything: a look, no figures to quote
          --only <part>    one part: transactions, throughput, latency, start, sweep, boards, hostile or memory
          --help           this text
        """;

    private static readonly (string Name, Func<Bench, bool, Report, Task> Measure)[] Parts =
    [
        ("transactions", Transactions.Measure), ("throughput", Throughput.Measure), ("latency", Latency.Measure),
        ("start", ColdStart.Measure), ("sweep", DueSweep.Measure), ("boards", Boards.Measure), ("hostile", HostileBodies.Measure), ("memory", Memory.Measure),
    ];

    public static async Task<int> From(string[] args)
    {
        var (quick, only) = (false, "");
        for (var at = 0; at < args.Length; at++)
        {
            switch (args[at])
            {
                case "--help" or "-h": Console.WriteLine(Help); return 0;
                case "--quick": quick = true; break;
                case "--only" when at + 1 < args.Length && Parts.Any(part => part.Name == args[at + 1]): only = args[++at]; break;
                default: Console.Error.WriteLine($"'{args[at]}' is not understood. --help shows what is."); return 2;
            }
        }
        var folder = Path.Combine(Path.GetTempPath(), $"assist-benchmarks-{Guid.NewGuid():N}");
        try
        {
            var report = new Report();
            foreach (var (name, measure) in Parts.Where(part => only.Length == 0 || part.Name == only))
            {
                await Console.Error.WriteLineAsync($"{name} …");
                // An emulator of its own for each: what one part leaves slows the next down.
                await using var azurite = await Azurite.Start(Path.Combine(folder, name), Console.Error.WriteLine, CancellationToken.None);
                await measure(new Bench(azurite), quick, report);
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores for everything, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}{(quick ? ", quick: no figures to quote" : "")}{(IsRelease ? "" : ", a debug build: no figures to quote")}"));
            Console.WriteLine(report);
            return 0;
        }
        catch (SandboxException mend)
        {
            await Console.Error.WriteLineAsync(mend.Message);
            return 1;
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

#if DEBUG
    private const bool IsRelease = false;
#else
    private const bool IsRelease = true;
#endif
}
