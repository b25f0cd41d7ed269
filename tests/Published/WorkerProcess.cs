using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ServerlessAssist.Published;

/// <summary>The published worker as a process, started as Azure's host starts it.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const string Assembly = "ServerlessAssist.Functions.dll";
    private readonly Process _process;

    private WorkerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Lines of standard output and standard error, in order of arrival.</summary>
    public ConcurrentQueue<string> Output { get; } = new();

    public int Id => _process.Id;

    /// <param name="folder">What <c>dotnet publish</c> has written.</param>
    /// <param name="settings">App settings by their names in configuration; they become environment variables. Null removes one.</param>
    /// <param name="maxMessageLength">Of a gRPC message, in bytes.</param>
    public static WorkerProcess Start(string folder, IReadOnlyDictionary<string, string?> settings, Uri host, int maxMessageLength)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        string[] arguments =
        [
            Path.Combine(folder, Assembly),
            "--functions-uri", host.ToString(),
            "--functions-worker-id", Guid.NewGuid().ToString(),
            "--functions-request-id", Guid.NewGuid().ToString(),
            "--functions-grpc-max-message-length", maxMessageLength.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Completes when the process has ended and all of its output has been read.</summary>
    public async Task<int> Ended(CancellationToken stop)
    {
        await _process.WaitForExitAsync(stop);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is not null) Output.Enqueue(line);
    }
}
