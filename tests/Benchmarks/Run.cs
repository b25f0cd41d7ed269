using System.Globalization;
using System.Runtime.InteropServices;
using ServerlessAssist.Benchmarks.Understanding;
using ServerlessAssist.Published;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Benchmarks;

/// <summary>What is measured, in this order, and the one table that comes of it.</summary>
internal static class Run
{
    private const string Help = """
        Speed and cost of the whole system on this machine, storage emulator included; one table at the end.

          dotnet run -c Release --project tests/Benchmarks [-- options]

          --quick              a tenth of everything: a look, no figures to quote
          --only <part>        one part: transactions, throughput, hop, latency, start, sweep, boards, hostile, memory
                               or understanding
          --published <folder> what dotnet publish has written; left out, the functions are published first
          --help               this text
        """;

    private static readonly (string Name, Func<Bench, Scale, Report, Task> Measure)[] All =
    [
        ("transactions", Transactions.Measure), ("throughput", Throughput.Measure), ("hop", Hop.Measure), ("latency", Latency.Measure),
        ("start", ColdStart.Measure), ("sweep", DueSweep.Measure), ("boards", Boards.Measure), ("hostile", HostileInputs.Measure),
        ("memory", Memory.Measure), ("understanding", UnderstandingFigures.Measure),
    ];

    /// <summary>The names of all parts.</summary>
    public static IEnumerable<string> Parts => All.Select(part => part.Name);

    /// <summary>Measures one part.</summary>
    public static Task Part(string name, Bench bench, Scale scale, Report report) =>
        All.Single(part => part.Name == name).Measure(bench, scale, report);

    public static async Task<int> From(string[] args)
    {
        var (scale, only, published) = (Scale.Full, "", "");
        for (var at = 0; at < args.Length; at++)
        {
            switch (args[at])
            {
                case "--help" or "-h": Console.WriteLine(Help); return 0;
                case "--quick": scale = Scale.Quick; break;
                case "--only" when at + 1 < args.Length && Parts.Contains(args[at + 1]): only = args[++at]; break;
                case "--published" when at + 1 < args.Length: published = Path.GetFullPath(args[++at]); break;
                default: await Console.Error.WriteLineAsync($"'{args[at]}' is not understood. --help shows what is."); return 2;
            }
        }
        var folder = Path.Combine(Path.GetTempPath(), $"assist-benchmarks-{Guid.NewGuid():N}");
        try
        {
            var publishing = new Lazy<Task<string>>(
                () => published.Length > 0 ? Task.FromResult(published) : Publish(Path.Combine(folder, "published")));
            var report = new Report();
            foreach (var name in Parts.Where(part => only.Length == 0 || part == only))
                await Measure(name, folder, publishing, scale, report);
            Console.WriteLine(Machine(scale));
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

    /// <summary>An emulator of its own for each: what one part leaves slows the next down.</summary>
    private static async Task Measure(string name, string folder, Lazy<Task<string>> published, Scale scale, Report report)
    {
        await Console.Error.WriteLineAsync($"{name} …");
        await using var azurite = await Azurite.Start(Path.Combine(folder, name), Console.Error.WriteLine, CancellationToken.None);
        var account = -1;
        await Part(name, new Bench(() => Task.FromResult(azurite.ConnectionStringOf(++account)), () => published.Value), scale, report);
    }

    private static async Task<string> Publish(string folder)
    {
        await Console.Error.WriteLineAsync("  publishing the functions …");
        await PublishedFolder.Make(Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", "..")), folder, CancellationToken.None);
        return folder;
    }

    private static string Machine(Scale scale) => string.Create(CultureInfo.InvariantCulture,
        $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores for everything, ") +
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}" +
        (scale == Scale.Full ? "" : ", quick: no figures to quote") + (IsRelease ? "" : ", a debug build: no figures to quote");

#if DEBUG
    private const bool IsRelease = false;
#else
    private const bool IsRelease = true;
#endif
}
