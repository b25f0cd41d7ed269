using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace ServerlessAssist.Sandbox.Storage;

/// <summary>Brings the pinned Azurite from npm by its lock file, once.</summary>
internal static class AzuriteInstall
{
    private static readonly string Folder = Path.Combine(SandboxFolder.Path, "azurite");

    /// <returns>The script that Node runs.</returns>
    /// <exception cref="SandboxException">Node or npm is missing, or the registry does not answer.</exception>
    public static async Task<string> Ensure(Action<string> say, CancellationToken stop)
    {
        var script = Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"), stop)));
        await using var only = await Lock(stop);
        if (File.Exists(script) && File.Exists(stamp) && await File.ReadAllTextAsync(stamp, stop) == wanted) return script;
        say("Installing the storage emulator from npm (once, about half a minute) …");
        var (code, output) = await Run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], stop);
        if (code != 0) throw new SandboxException($"npm could not install the storage emulator: {LastLine(output)}. Is a package registry reachable (npm config get registry)?");
        await File.WriteAllTextAsync(stamp, wanted, stop);
        return script;
    }

    /// <summary>Two processes that start together do not install into one folder.</summary>
    private static async Task<FileStream> Lock(CancellationToken stop)
    {
        var file = Path.Combine(Path.GetTempPath(), $"serverlessassist-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Folder)))[..12]}.lock");
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

    private static async Task<(int Code, string Output)> Run(string tool, string[] arguments, CancellationToken stop)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? $"{tool}.cmd" : tool, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, await output + await error);
        }
        catch (Win32Exception)
        {
            throw new SandboxException($"{tool} was not found. Install Node.js 20 or newer (https://nodejs.org), which brings it.");
        }
    }

    private static string LastLine(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no output";
}
