using System.Globalization;

namespace ServerlessAssist.Sandbox;

/// <summary>What stands behind the command.</summary>
internal sealed record Arguments(int Port, string Data, int[] StoragePorts, bool IsFresh, bool IsHelp)
{
    public const string Help = """
        The whole system on this machine: storage, the functions, stand-in carriers, and a page with everybody's phones.

          dotnet run --project tests/Sandbox [-- options]

          --port 5080               where the page is; busy, a free one is taken
          --data <folder>           what is kept between starts (default: .data beside this project's source)
          --storage-ports 1,2,3     ports for blobs, queues and tables (default: free ones)
          --fresh                   forgets what was kept
          --help                    this text

        The functions listen on port 7071; busy, a free one is taken. The start says which.
        """;

    /// <returns>Null, and a sentence on the error stream, for what cannot be understood.</returns>
    public static Arguments? Parse(string[] args)
    {
        var parsed = new Arguments(5080, Path.Combine(SandboxFolder.Path, ".data"), [], false, false);
        for (var at = 0; at < args.Length; at++)
        {
            var value = at + 1 < args.Length ? args[at + 1] : "";
            switch (args[at])
            {
                case "--help" or "-h": parsed = parsed with { IsHelp = true }; break;
                case "--fresh": parsed = parsed with { IsFresh = true }; break;
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536: parsed = parsed with { Port = port }; at++; break;
                case "--data" when value.Length > 0: parsed = parsed with { Data = Path.GetFullPath(value) }; at++; break;
                case "--storage-ports" when Ports(value) is { } ports: parsed = parsed with { StoragePorts = ports }; at++; break;
                default:
                    Console.Error.WriteLine($"'{args[at]}' is not understood. --help shows what is.");
                    return null;
            }
        }
        return parsed;
    }

    private static int[]? Ports(string text)
    {
        var ports = text.Split(',').Select(one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0).ToArray();
        return ports.Length == 3 && ports.All(port => port is > 0 and < 65536) && ports.Distinct().Count() == 3 ? ports : null;
    }
}
