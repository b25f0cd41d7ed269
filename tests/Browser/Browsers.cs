using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Playwright;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Browser;

[assembly: AssemblyFixture(typeof(Browsers))]

namespace ServerlessAssist.Tests.Browser;

/// <summary>One browser for the run: an installed one, else Playwright's own, else Debian's where this run may install it.</summary>
public sealed class Browsers : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
    private readonly Lazy<Task<(IPlaywright?, IBrowser?, string)>> _browser = new(Launch);

    /// <summary>A new page; skips the test, saying what to do, where no browser can be had.</summary>
    public async Task<IPage> NewPage(BrowserNewContextOptions? options = null)
    {
        var (_, browser, why) = await _browser.Value;
        if (browser is null) Assert.Skip($"No browser: {why}. Install Chromium (Debian: apt-get install chromium) and run again.");
        return await (await browser.NewContextAsync(options)).NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_browser.IsValueCreated) return;
        var (playwright, browser, _) = await _browser.Value;
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static async Task<(IPlaywright?, IBrowser?, string)> Launch()
    {
        try
        {
            var installed = Installed();
            var byPlaywright = installed is null && await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"])) == 0;
            if (installed is null && !byPlaywright)
            {
                await Try("apt-get", "update");
                await Try("apt-get", "install", "-y", "--no-install-recommends", "chromium");
                installed = Installed();
                if (installed is null) return (null, null, "none is installed, Playwright's installer cannot reach its downloads, and apt-get cannot install one");
            }
            var playwright = await Playwright.CreateAsync();
            return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = installed, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"] }), "");
        }
        catch (Exception failed) when (failed is PlaywrightException or Win32Exception or IOException or TimeoutException)
        {
            return (null, null, failed.Message.Split('\n')[0]);
        }
    }

    private static string? Installed() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    private static async Task Try(string tool, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            await Task.WhenAll(output, error);
        }
        catch (Win32Exception)
        {
            // Not a Debian, or not allowed.
        }
    }
}
