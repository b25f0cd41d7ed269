using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>The demo people on the whole system, from the front door to the phones; time is moved by hand.</summary>
internal sealed class Story : IAsyncDisposable
{
    public const string NgoKey = "ngo-kukes-demo-key";
    public static readonly Address DutyTelegram = new(ChannelKind.Telegram, "700000011"), DutySms = new(ChannelKind.Sms, "+355690000011"), BackupSms = new(ChannelKind.Sms, "+355690000012"),
        CommitteeTelegram = new(ChannelKind.Telegram, "700000013"), AuthoritySms = new(ChannelKind.Sms, "+355690000014"), SouthSms = new(ChannelKind.Sms, "+355690000015"),
        NgoTelegram = new(ChannelKind.Telegram, "700000016"), OperationsSms = new(ChannelKind.Sms, "+355690000019"), StrangerSms = new(ChannelKind.Sms, "+355690000099"),
        LakeTelegram = new(ChannelKind.Telegram, "700000021"), HillSms = new(ChannelKind.Sms, "+355690000022");

    private Story(SandboxSystem system, Lines log) => (System, Log) = (system, log);

    public SandboxSystem System { get; }

    public Lines Log { get; }

    public TwilioStandIn Twilio => System.Carriers.Twilio;

    public TelegramStandIn Telegram => System.Carriers.Telegram;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Story> Begin(AzuriteFixture azurite)
    {
        var log = new Lines();
        var clock = new MovableClock(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), speed: 1);
        var system = await SandboxSystem.Start(new SandboxOptions(await azurite.NewStorage(), TestKeys.Settings, clock, log), null, Stop);
        await system.Seed(await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), Stop), Stop);
        return new Story(system, log);
    }

    /// <summary>The NGO refers somebody; the reference comes back.</summary>
    public async Task<string> Refer(string urgency = "urgent", string age = "adult", string region = "al-north", string? key = null)
    {
        var (status, body) = await TryRefer(Referral(urgency, age, region), key ?? Guid.NewGuid().ToString());
        Assert.Equal(HttpStatusCode.Created, status);
        return body.GetProperty("reference").GetString()!;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> TryRefer(object body, string key)
    {
        using var answer = await System.Refer(NgoKey, key, body, Stop);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement);
    }

    public static Dictionary<string, object?> Referral(string urgency = "urgent", string age = "adult", string region = "al-north") => new()
    {
        ["region"] = region, ["point"] = region == "al-north" ? "Morina" : "Kakavija", ["origin"] = "XK", ["urgency"] = urgency, ["age"] = age, ["sex"] = "female",
        ["languages"] = new[] { "sq" }, ["needs"] = new[] { "shelter", "medical" }, ["consent"] = new Dictionary<string, object?> { ["referral"] = true, ["override"] = null },
        ["contact"] = "Ask for the marker-contact at the front desk", ["name"] = "Markera Markerova",
    };

    /// <summary>Waits (in real time) until a phone shows it; fails with what the phone shows instead.</summary>
    public async Task<Bubble> Sees(Address phone, Func<Bubble, bool> what, [global::System.Runtime.CompilerServices.CallerArgumentExpression(nameof(what))] string said = "", int seconds = 60)
    {
        for (var tries = 0; tries < seconds * 20; tries++)
        {
            if (System.Phones.On(phone).LastOrDefault(bubble => !bubble.IsMine && what(bubble)) is { } found) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
        Assert.Fail($"{phone.Channel} phone never showed {said}; it shows: {string.Join(" | ", System.Phones.On(phone).Select(one => one.Text))}{Environment.NewLine}{Log}");
        throw new InvalidOperationException();
    }

    public Task<Bubble> Sees(Address phone, string text, int seconds = 60) => Sees(phone, bubble => bubble.Text.Contains(text, StringComparison.Ordinal), $"'{text}'", seconds);

    /// <summary>Waits (in real time, a minute at most) until something is so.</summary>
    public static async Task Until(Func<bool> isSo, [global::System.Runtime.CompilerServices.CallerArgumentExpression(nameof(isSo))] string said = "")
    {
        for (var began = TimeProvider.System.GetTimestamp(); !isSo(); await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1), $"It did not come to that within a minute: {said}.");
    }

    public IEnumerable<string> ShownOn(Address phone) => System.Phones.On(phone).Where(bubble => !bubble.IsMine).Select(bubble => bubble.Text);

    public Task Text(Address from, string text) => from.Channel == ChannelKind.Sms ? Twilio.Receive(from.Value, text) : Telegram.Write(from.Value, text);

    public async Task Press(Address phone, Bubble bubble, string label)
    {
        var button = bubble.Buttons.SelectMany(row => row).First(one => one.Label == label);
        await Telegram.Press(phone.Value, bubble.Id, button.Data).WaitAsync(TimeSpan.FromSeconds(20), Stop);
    }

    public static string CodeIn(Bubble bubble) => global::System.Text.RegularExpressions.Regex.Match(bubble.Text, @"(?<![\w-])[A-Z][0-9A-Z]{4}-[0-9]{4}\b").Value;

    public Task Later(double minutes) => System.Clock.Advance(TimeSpan.FromMinutes(minutes));

    public async Task<JsonElement> History(string reference)
    {
        using var answer = await System.Call(HttpMethod.Get, $"v1/referrals/{reference}/history", SandboxSystem.FunctionKey, null, [("X-Api-Key", NgoKey)], Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
    }

    public async Task<string[]> Steps(string reference) => [.. (await History(reference)).GetProperty("history").EnumerateArray().Select(line => line.GetProperty("what").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        System.Clock.Dispose();
    }
}

/// <summary>Every log line of a run, for those who look for what must not stand there.</summary>
internal sealed class Lines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _all = new();

    public IReadOnlyCollection<string> All => _all;

    public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

    public void Dispose() { }

    public override string ToString() => string.Join(Environment.NewLine, _all.TakeLast(40));

    private sealed class Line(Lines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines._all.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{logLevel} {category}: {formatter(state, exception)} {exception}"));
    }
}
