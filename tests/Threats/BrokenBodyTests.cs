using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Scenarios;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Broken framing at each door, over a real socket.</summary>
public sealed class BrokenBodyTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly string[] Doors = ["sms", "status", "telegram", "referral", "people", "casefile", "hooks", "rehearse", "quiet"];
    private static readonly string[] Ways = ["bad chunk", "cut chunk", "cut length", "reset"];

    [Fact]
    public async Task A_broken_body_is_the_clients_fault()
    {
        var lines = new Lines();
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow(), speed: 1);
        var options = new SandboxOptions(await azurite.NewStorage(), TestKeys.Settings, clock, lines);
        await using var system = await SandboxSystem.Start(options, null, Stop);
        await system.Seed(await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), Stop), Stop);
        var wrong = new List<string>();
        foreach (var (door, how) in from door in Doors from how in Ways select (door, how))
        {
            while (lines.All.TryDequeue(out _)) { }
            var status = await Send(system.Functions.Address, door, how);
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Stop);
            var errors = lines.All.ToList();
            if (errors.Count > 0 || (status is not null && status[9] != '4')) wrong.Add($"{door}, {how}: {status} | {string.Join(" | ", errors)}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<string?> Send(Uri address, string door, string how)
    {
        const string Caller = $"x-functions-key: {SandboxSystem.FunctionKey}\r\nX-Api-Key: {Story.NgoKey}\r\nIdempotency-Key: abcdefgh\r\n";
        const string Operator = $"x-functions-key: {SandboxSystem.MasterKey}\r\nX-Operator: me\r\n";
        const string Form = "application/x-www-form-urlencoded", Json = "application/json";
        var (path, kind, headers) = door switch
        {
            "sms" => ("sms", Form, "X-Twilio-Signature: abc\r\n"),
            "status" => ("sms/status/x", Form, "X-Twilio-Signature: abc\r\n"),
            "telegram" => ("telegram", Json, $"X-Telegram-Bot-Api-Secret-Token: {SandboxSystem.BotSecret}\r\n"),
            "referral" => ("v1/referrals", Json, Caller),
            "casefile" => ("v1/case-files", "text/csv", Caller),
            "hooks" => ("v1/webhook", Json, Caller),
            "quiet" => ("v1/me/quiet", Json, Caller),
            "rehearse" => ("operations/rehearsals/abc", "application/x-ndjson", Operator),
            _ => ("operations/people", Json, Operator),
        };
        var method = door is "people" or "quiet" or "hooks" or "rehearse" ? "PUT" : "POST";
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, Stop);
        var stream = socket.GetStream();
        var length = how is "cut length" or "reset" ? "Content-Length: 500" : "Transfer-Encoding: chunked";
        var head = $"{method} /api/{path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n{length}\r\n{headers}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Stop);
        var body = how switch { "bad chunk" => "5\r\nhello\r\nZZ\r\n", "cut chunk" => "50\r\nhello", _ => "hello" };
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body), Stop);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        if (how == "reset")
        {
            socket.Client.LingerState = new LingerOption(true, 0);
            socket.Close();
            return null;
        }
        socket.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) All.Enqueue($"{logLevel} {formatter(state, exception)}");
        }

        public void Dispose() { }
    }
}
