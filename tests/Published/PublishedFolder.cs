using System.Diagnostics;
using System.Text;

namespace ServerlessAssist.Published;

/// <summary>What is deployed: <c>dotnet publish functions -c Release</c> into a folder of its own.</summary>
public static class PublishedFolder
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <param name="root">The repository.</param>
    /// <param name="folder">Does not exist yet, or is empty.</param>
    /// <exception cref="InvalidOperationException">The publish failed; with all of its output.</exception>
    /// <exception cref="TimeoutException">It lasted longer than ten minutes; with what it had written by then.</exception>
    public static async Task Make(string root, string folder, CancellationToken stop)
    {
        // Packages were restored when the tests were built, in locked mode where CI asks for it; without that, this restores them.
        var isRestored = File.Exists(Path.Combine(root, "functions", "obj", "project.assets.json"));
        string[] arguments =
        [
            "publish", Path.Combine(root, "functions"), "--configuration", "Release", "--output", folder,
            "--disable-build-servers", "--nologo", .. isRestored ? ["--no-restore"] : Array.Empty<string>(),
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = root,
        };
        // A test run under "dotnet test" inherits what that MSBuild has set for itself.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(stop).WaitAsync(Limit, stop);
            if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet publish failed:{Environment.NewLine}{Said()}");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"dotnet publish lasted longer than {Limit}:{Environment.NewLine}{Said()}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        void Note(object sender, DataReceivedEventArgs line)
        {
            lock (output) output.AppendLine(line.Data);
        }

        string Said()
        {
            lock (output) return output.ToString();
        }
    }
}
