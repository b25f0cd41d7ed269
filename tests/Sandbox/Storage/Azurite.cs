using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ServerlessAssist.Sandbox.Storage;

/// <summary>Azure's storage emulator as a process of ours: on disk, on ports of its own.</summary>
/// <remarks>It ends when its input is closed, and so also when this process dies (azurite/start.cjs).</remarks>
public sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(20);
    private readonly string _script;
    private readonly string _data;
    private readonly int[] _ports;
    private Process? _process;

    private Azurite(string script, string data, int[] ports) => (_script, _data, _ports) = (script, data, ports);

    /// <summary>The emulator's published key: https://learn.microsoft.com/azure/storage/common/storage-use-azurite</summary>
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>How many accounts stand ready, so that tests do not see one another.</summary>
    public const int Accounts = 200;

    public string ConnectionString => ConnectionStringOf(0);

    /// <param name="account">0 to <see cref="Accounts"/> - 1: storages that know nothing of each other.</param>
    public string ConnectionStringOf(int account) => string.Create(CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Name(account)};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{_ports[0]}/{Name(account)};QueueEndpoint=http://127.0.0.1:{_ports[1]}/{Name(account)};TableEndpoint=http://127.0.0.1:{_ports[2]}/{Name(account)};");

    private static string Name(int account) => string.Create(CultureInfo.InvariantCulture, $"house{account}");

    /// <param name="data">The folder that it keeps everything in.</param>
    /// <param name="ports">For blobs, queues and tables; none: free ones.</param>
    /// <exception cref="SandboxException">A tool is missing, a port is busy, or it does not come up.</exception>
    public static async Task<Azurite> Start(string data, Action<string> say, CancellationToken stop, params int[] ports)
    {
        var folder = Path.Combine(SandboxFolder.Path, "azurite");
        await NpmFolder.Ensure(folder, say, stop);
        var script = Path.Combine(folder, "start.cjs");
        Directory.CreateDirectory(data);
        await WaitForEarlier(data, stop);
        for (var tries = 0; ; tries++)
        {
            var azurite = new Azurite(script, data, ports is [_, _, _] ? ports : FreePorts(3));
            try
            {
                await azurite.Launch(stop);
                return azurite;
            }
            catch (SandboxException) when (ports.Length == 0 && tries < 3)
            {
                // Somebody took a port between looking and using; others are tried.
            }
        }
    }

    /// <summary>Waits until one that a killed process started on this folder has written what it holds and ended.</summary>
    /// <exception cref="SandboxException">It does not end within 20 seconds.</exception>
    internal static async Task WaitForEarlier(string data, CancellationToken stop)
    {
        using var earlier = Earlier(data);
        if (earlier is null) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LongestEnd);
        try
        {
            await earlier.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SandboxException(
                $"Storage of an earlier start still runs on {data} (process {earlier.Id}). End that process, then start again.");
        }
    }

    /// <returns>Null where it has ended, or its number belongs to another process by now.</returns>
    private static Process? Earlier(string data)
    {
        if (!File.Exists(NoteOf(data)) || File.ReadAllText(NoteOf(data)).Split(' ') is not [var id, var began]) return null;
        try
        {
            var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            var noted = DateTime.Parse(began, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
            return (process.StartTime.ToUniversalTime() - noted).Duration() < TimeSpan.FromSeconds(5) ? process : null;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or FormatException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Says which process works on a folder, and since when.</summary>
    private static string NoteOf(string data) => Path.Combine(data, "azurite.process");

    /// <summary>Ends it as an operator would and starts it on the same data and ports.</summary>
    public async Task Restart(CancellationToken stop)
    {
        await End();
        await Launch(stop);
    }

    public async ValueTask DisposeAsync() => await End();

    internal static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    /// <summary>Whether nobody listens on a port of this machine.</summary>
    internal static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task Launch(CancellationToken stop)
    {
        string Port(int at) => _ports[at].ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("node",
        [
            _script, "--location", _data, "--blobPort", Port(0), "--queuePort", Port(1), "--tablePort", Port(2), "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(0, Accounts).Select(account => $"{Name(account)}:{Key}"));
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new SandboxException("node was not found. Install Node.js 20 or newer (https://nodejs.org).");
        }
        Note(_process);
        var errors = new System.Text.StringBuilder();
        _process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        _process.OutputDataReceived += (_, line) => errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        for (var waited = 0; waited < 300; waited++)
        {
            if (_process.HasExited)
                throw new SandboxException(errors.ToString().Contains("EADDRINUSE", StringComparison.Ordinal)
                    ? $"Storage cannot start: one of the ports {string.Join(", ", _ports)} is busy. Choose others with --storage-ports, or leave it out for free ones."
                    : $"Storage cannot start: {errors.ToString().Trim()}");
            if (await Answers(_ports[0]) && await Answers(_ports[1]) && await Answers(_ports[2])) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
        }
        await End();
        throw new SandboxException("Storage did not come up within 30 seconds.");
    }

    private void Note(Process process)
    {
        try
        {
            var note = string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.StartTime.ToUniversalTime():O}");
            File.WriteAllText(NoteOf(_data), note);
        }
        catch (InvalidOperationException)
        {
            // It has ended already; what it said about that is told below.
        }
    }

    private async Task End()
    {
        if (_process is not { HasExited: false } process) return;
        // It writes what it has confirmed; killed, it loses the last seconds.
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(LongestEnd, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
        _process = null;
    }

    private static async Task<bool> Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
