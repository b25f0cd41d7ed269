using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace ServerlessAssist.Sandbox;

/// <summary>Brings what a folder's package-lock.json pins from npm, once.</summary>
public static class NpmFolder
{
    /// <param name="folder">Holds package.json and package-lock.json.</param>
    /// <exception cref="SandboxException">Node or npm is missing, or the registry does not answer.</exception>
    public static async Task Ensure(string folder, Action<string> say, CancellationToken stop)
    {
        var stamp = Path.Combine(folder, "node_modules", ".installed");
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"), stop)));
        await using var only = await Lock(folder, stop);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, stop) == wanted) return;
        say($"Installing {Path.GetFileName(folder)} from npm (once, up to half a minute) …");
        var (code, output) = await Run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--fetch-retry-mintimeout=2000", "--fetch-retry-maxtimeout=5000"], folder, stop);
        if (code != 0) throw new SandboxException($"npm could not install {Path.GetFileName(folder)} ({Reason(output)}). Is a package registry reachable (npm config get registry)?");
        await File.WriteAllTextAsync(stamp, wanted, stop);
    }

    /// <summary>Two processes that start together do not install into one folder.</summary>
    private static async Task<FileStream> Lock(string folder, CancellationToken stop)
    {
        var file = Path.Combine(Path.GetTempPath(), $"serverlessassist-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder)))[..12]}.lock");
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, stop);
            }
        }
    }

    private static async Task<(int Code, string Output)> Run(string tool, string[] arguments, string folder, CancellationToken stop)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? $"{tool}.cmd" : tool, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, await output + await error);
        }
        catch (Win32Exception)
        {
            throw new SandboxException($"{tool} was not found. Install Node.js 20 or newer (https://nodejs.org), which brings it.");
        }
    }

    /// <summary>npm's own code, e.g. ECONNREFUSED; its other lines speak of paths and log files.</summary>
    private static string Reason(string output) =>
        output.Split('\n', StringSplitOptions.TrimEntries).FirstOrDefault(line => line.StartsWith("npm error code ", StringComparison.Ordinal))?["npm error code ".Length..] ?? "it did not say why";
}
