using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Sandbox.Page;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>What the sandbox keeps between starts, however it ended.</summary>
public sealed class PlaygroundTests : IDisposable
{
    private static readonly string[] Needs = ["shelter"];
    private static readonly string[] Languages = ["sq"];
    private static readonly object Referral = new
    {
        organisation = "ngo-kukes", region = "al-north", point = "Morina", urgency = "urgent", age = "adult", sex = "female",
        languages = Languages, needs = Needs, consent = true,
    };

    private readonly string _data = Path.Combine(Path.GetTempPath(), $"assist-playground-{Guid.NewGuid():N}");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_it_leaves_no_storage_running_and_starts_again_with_what_stood_on_the_phones()
    {
        string reference;
        using (var first = await SandboxProcess.Start(_data, Stop))
        {
            using var answer = await first.Post("refer", Referral);
            var said = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
            reference = said.GetProperty("body").GetProperty("reference").GetString()!;
            var kept = Path.Combine(_data, "sandbox.json");
            while (!(await File.ReadAllTextAsync(kept, Stop)).Contains(reference, StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
            await first.Kill();
        }
        await Azurite.WaitForEarlier(Path.Combine(_data, "storage"), Stop);
        using var second = await SandboxProcess.Start(_data, Stop);
        Assert.Contains(reference, await second.Picture(Stop), StringComparison.Ordinal);
        await second.Kill();
        await Azurite.WaitForEarlier(Path.Combine(_data, "storage"), Stop);
    }

    [Fact]
    public async Task Started_over_it_says_again_that_it_is_ready_and_where_the_functions_are()
    {
        using var sandbox = await SandboxProcess.Start(_data, Stop);
        using (await sandbox.Post("over", new { }))
            await sandbox.Says("Ready.", Stop);
        var functions = (await sandbox.Says("The functions are at ", Stop)).Split(' ').First(word => word.StartsWith("http:", StringComparison.Ordinal));
        using var http = new HttpClient();
        Assert.Equal("live", await http.GetStringAsync(new Uri($"{functions}/health/live"), Stop));
        await sandbox.Kill();
        await Azurite.WaitForEarlier(Path.Combine(_data, "storage"), Stop);
    }

    [Fact]
    public void Log_lines_are_said_from_warnings_on_and_of_an_exception_its_type_alone()
    {
        Directory.CreateDirectory(_data);
        var said = new List<string>();
        using var lines = new LogLines(said.Add);
        var log = lines.CreateLogger("ServerlessAssist.LocalHost.QueuePump");
        log.Log(LogLevel.Information, 0, "quiet", null, (what, _) => what);
        log.Log(LogLevel.Error, 0, "DeliverUrgent failed:\nTimeout", new InvalidOperationException("what a phone said"), (what, _) => what);
        Assert.Equal(["Error: QueuePump: DeliverUrgent failed: Timeout (InvalidOperationException)"], said);
    }

    [Fact]
    public void A_folder_is_one_process_s_at_a_time()
    {
        using (DataFolder.Take(_data))
            Assert.Contains("--data", Assert.Throws<SandboxException>(() => DataFolder.Take(_data)).Message, StringComparison.Ordinal);
        DataFolder.Take(_data).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "Keys": { "a": "b" }, "Acc""")]
    public void What_is_kept_and_cannot_be_read_says_how_to_begin_anew(string written)
    {
        using var folder = DataFolder.Take(_data);
        Assert.Null(folder.Read());
        File.WriteAllText(Path.Combine(_data, "sandbox.json"), written);
        Assert.Contains("--fresh", Assert.Throws<SandboxException>(folder.Read).Message, StringComparison.Ordinal);
        folder.Forget();
        Assert.Null(folder.Read());
    }

    [Fact]
    public void Storage_without_its_keys_says_how_to_begin_anew()
    {
        using var folder = DataFolder.Take(_data);
        Directory.CreateDirectory(folder.Storage);
        Assert.Contains("--fresh", Assert.Throws<SandboxException>(folder.Read).Message, StringComparison.Ordinal);
        folder.Write(new Kept(new() { ["key"] = "value" }, 3, TimeSpan.FromHours(1), new Phones().Save()));
        Assert.Equal((3, TimeSpan.FromHours(1)), (folder.Read()!.Account, folder.Read()!.ClockAhead));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>The sandbox as somebody starts it.</summary>
    private sealed class SandboxProcess : IDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _http;

        private SandboxProcess(Process process, Uri page) => (_process, _http) = (process, new HttpClient { BaseAddress = page });

        public static async Task<SandboxProcess> Start(string data, CancellationToken stop)
        {
            var port = Azurite.FreePorts(1)[0].ToString(CultureInfo.InvariantCulture);
            var program = Path.Combine(AppContext.BaseDirectory, "ServerlessAssist.Sandbox.dll");
            var start = new ProcessStartInfo("dotnet", [program, "--data", data, "--port", port]) { RedirectStandardOutput = true, RedirectStandardError = true };
            var sandbox = new SandboxProcess(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
            await sandbox.Says("Ready.", stop);
            return sandbox;
        }

        /// <summary>The next line that begins so.</summary>
        public async Task<string> Says(string beginning, CancellationToken stop)
        {
            while (await _process.StandardOutput.ReadLineAsync(stop) is { } line)
                if (line.StartsWith(beginning, StringComparison.Ordinal)) return line;
            throw new SandboxException(await _process.StandardError.ReadToEndAsync(stop));
        }

        public Task<HttpResponseMessage> Post(string route, object body) => _http.PostAsJsonAsync(route, body, Stop);

        /// <summary>What the page shows first.</summary>
        public async Task<string> Picture(CancellationToken stop)
        {
            using var reader = new StreamReader(await _http.GetStreamAsync("events", stop));
            return (await reader.ReadLineAsync(stop))!;
        }

        public async Task Kill()
        {
            _process.Kill();
            await _process.WaitForExitAsync(Stop);
        }

        public void Dispose()
        {
            if (!_process.HasExited) _process.Kill();
            _process.Dispose();
            _http.Dispose();
        }
    }
}
