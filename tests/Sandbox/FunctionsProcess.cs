using System.Diagnostics;

namespace ServerlessAssist.Sandbox;

/// <summary>The functions as a process of their own, as a deployment runs them: to be started, measured and killed.</summary>
public sealed class FunctionsProcess : IDisposable
{
    private readonly Process _process;

    private FunctionsProcess(Process process) => _process = process;

    /// <summary>Bytes of memory that it holds.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="settings">As <see cref="SandboxSystem.Settings"/> makes them; <c>urls</c> with a port of one's choice.</param>
    public static FunctionsProcess Start(IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ServerlessAssist.LocalHost.dll")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new FunctionsProcess(process);
    }

    /// <summary>Waits until it says that it can work.</summary>
    /// <exception cref="SandboxException">It does not within 30 seconds.</exception>
    public static async Task Ready(HttpClient http, CancellationToken stop)
    {
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30);)
        {
            try
            {
                using var answer = await http.GetAsync("/api/health/ready", stop);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Still starting.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
        }
        throw new SandboxException("The functions did not come up within 30 seconds.");
    }

    /// <summary>SIGKILL: nothing is finished.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
