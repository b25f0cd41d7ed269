using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Bots.Telegram.TelegramFixture;

namespace ServerlessAssist.Tests.Bots.Telegram;

public sealed class TelegramSettingsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Telegram:Token"] = Token, ["Telegram:Secret"] = Secret, ["Telegram:PublicAddress"] = "https://assist.example",
    };

    private static IServiceCollection Add(params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(Good);
        foreach (var (name, value) in changes) settings[$"Telegram:{name}"] = value;
        return new ServiceCollection().AddLogging().AddSingleton(Index("1")).AddSingleton(new Phrases())
            .AddTelegram(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    [Theory]
    [InlineData("Token", "5000000")]
    [InlineData("Token", "5000000:short")]
    [InlineData("Token", Token + "x")]
    [InlineData("Token", Token + "\n")]
    [InlineData("Token", "bot" + Token)]
    [InlineData("Secret", null)]
    [InlineData("Secret", "")]
    [InlineData("Secret", "8c1f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d")]
    [InlineData("Secret", "8c1f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d4a392!")]
    [InlineData("Secret", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("PreviousSecret", "short")]
    [InlineData("PublicAddress", null)]
    [InlineData("PublicAddress", "other.example")]
    [InlineData("PublicAddress", "http://assist.example")]
    [InlineData("PublicAddress", "https://assist.example/?x=1")]
    [InlineData("PublicAddress", "https://me:word@assist.example")]
    [InlineData("ApiBase", "http://api.example")]
    [InlineData("ApiBase", "https://api.example/path")]
    public void A_missing_or_weak_setting_fails_the_start_by_name_and_without_its_value(string name, string? value)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Add((name, value))).Message;

        Assert.StartsWith($"Telegram__{name} ", fault, StringComparison.Ordinal);
        if (name.EndsWith("Secret", StringComparison.Ordinal)) Assert.Contains("openssl rand -hex 32", fault, StringComparison.Ordinal);
        if (value is { Length: > 0 }) Assert.DoesNotContain(value, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_named_at_once() =>
        Assert.Equal(3, Assert.Throws<InvalidOperationException>(() => Add(("Token", "x"), ("Secret", null), ("PublicAddress", null))).Message.Split(Environment.NewLine).Length);

    [Theory]
    [InlineData("https://assist.example", "https://assist.example/api/telegram")]
    [InlineData("https://assist.example/", "https://assist.example/api/telegram")]
    [InlineData("https://assist.example/al", "https://assist.example/al/api/telegram")]
    [InlineData("http://localhost:7071", "http://localhost:7071/api/telegram")]
    [InlineData("http://127.0.0.1:7071", "http://127.0.0.1:7071/api/telegram")]
    public void Good_settings_give_the_address_that_Telegram_calls(string address, string webhook)
    {
        using var provider = Add(("PublicAddress", address), ("PreviousSecret", OldSecret), ("ApiBase", "http://127.0.0.1:9")).BuildServiceProvider();

        Assert.Equal(webhook, provider.GetRequiredService<TelegramSettings>().WebhookAddress);
        Assert.IsType<TelegramChannel>(Assert.Single(provider.GetServices<IChannel>()));
        Assert.NotNull(provider.GetRequiredService<TelegramInbound>());
        Assert.NotNull(provider.GetRequiredService<TelegramReplies>());
        Assert.NotNull(provider.GetRequiredService<TelegramWebhook>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Without_a_token_the_channel_is_off_and_everything_else_still_stands(string? token)
    {
        await using var provider = Add(("Token", token), ("Secret", null), ("PublicAddress", null)).BuildServiceProvider();

        Assert.Empty(provider.GetServices<IChannel>());
        Assert.Equal(new Received.Refused(404, "off"), await provider.GetRequiredService<TelegramInbound>().Read(Request("{}"), TestContext.Current.CancellationToken));
        Assert.NotNull(provider.GetRequiredService<TelegramReplies>());
        Assert.NotNull(provider.GetRequiredService<TelegramWebhook>());
    }

    [Fact]
    public async Task No_log_line_and_no_trace_holds_the_token_that_stands_in_the_url()
    {
        var seen = new List<string>();
        using var activities = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (seen) seen.Add(string.Join(' ', activity.TagObjects.Select(tag => tag.Value)));
            },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(activities);
        using var keeper = new Keeper(seen);
        var services = Add(("ApiBase", "http://127.0.0.1:9"));       // nobody listens there
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(keeper));
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetServices<IChannel>().Single().Send(Phone, InboxPhrases.Help, [], Language.English, null, TestContext.Current.CancellationToken);

        Assert.Equal(new SendResult.Failed(SendFailure.CarrierDown), result);
        lock (seen) Assert.DoesNotContain(seen, line => line.Contains(Token, StringComparison.Ordinal));
    }

    private sealed class Keeper(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lock (lines) lines.Add($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
