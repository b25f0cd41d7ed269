using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>What the platform itself writes down about a connection to a carrier: account and token stand in its address.</summary>
[Collection(Alone.Name)]
public sealed class ConnectionTests
{
    private static readonly string[] Secrets = [SandboxSystem.Account.Sid, SandboxSystem.Account.AuthToken, SandboxSystem.BotToken, SandboxSystem.BotToken[8..], "355690000011", "700000011"];

    [Fact]
    public async Task Neither_account_token_nor_number_stands_in_a_trace_measurement_or_log_line_of_a_real_connection()
    {
        await using var carrier = await Carrier();
        var noted = new ConcurrentQueue<string>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.Start();
        using var traces = new ActivityListener
        {
            // The stand-in carrier's own server is not ours.
            ShouldListenTo = source => source.Name != "Microsoft.AspNetCore", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => noted.Enqueue($"{activity.Source.Name} {activity.DisplayName} {string.Join(' ', activity.TagObjects.Select(one => $"{one.Key}={one.Value}"))}"),
        };
        ActivitySource.AddActivityListener(traces);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SandboxSystem.Settings("", House.Keys, new Uri(carrier.Urls.Single()))).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddProtection(configuration).AddMessaging().AddSms(configuration).AddTelegram(configuration);
        await using var all = services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(noted))).BuildServiceProvider();
        using (var parent = new Activity("a function").Start())
        {
            foreach (var channel in all.GetServices<IChannel>())
            {
                var to = new Address(channel.Kind, channel.Kind == ChannelKind.Sms ? "+355690000011" : "700000011");
                var result = await channel.Send(to, new Phrase("inbox.unknown-sender"), [], Language.English, "referral~k~a1", TestContext.Current.CancellationToken);
                Assert.True(result is SendResult.Sent, $"{channel.Kind}: {result}; {string.Join(Environment.NewLine, noted)}");
            }
        }
        Assert.Contains(noted, line => line.Contains("http.client", StringComparison.Ordinal));
        foreach (var line in noted)
            foreach (var secret in Secrets) Assert.DoesNotContain(secret, line, StringComparison.Ordinal);

        void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)) return;
            var text = instrument.Name;
            foreach (var (name, value) in tags) text += $" {name}={value}";
            noted.Enqueue(text);
        }
    }

    private static async Task<WebApplication> Carrier()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var carrier = builder.Build();
        carrier.Map("/{**any}", () => Results.Text("""{"sid":"SM1","num_segments":"1","ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}""", "application/json"));
        await carrier.StartAsync(TestContext.Current.CancellationToken);
        return carrier;
    }

    private sealed class Lines(ConcurrentQueue<string> noted) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => noted.Enqueue($"log {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
