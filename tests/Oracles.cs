using System.Diagnostics;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests;

/// <summary>Programs that are not ours, pinned in <c>tests/oracles</c>, asked by a few lines of JavaScript.</summary>
internal static class Oracles
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", "oracles"));

    /// <summary>Runs a script of the folder with arguments; what it prints comes back.</summary>
    public static async Task<string> Ask(string script, params string[] arguments)
    {
        await NpmFolder.Ensure(Folder, line => TestContext.Current.SendDiagnosticMessage(line), TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo("node", [script, .. arguments]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
