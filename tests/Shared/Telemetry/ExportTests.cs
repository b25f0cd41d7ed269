using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Tests.Shared.Telemetry;

/// <summary>What leaves, whereto, and that nothing leaves unasked.</summary>
[Collection(Alone.Name)]
public sealed partial class ExportTests
{
    private static readonly string[] Paths = ["/v1/traces", "/v1/metrics", "/v1/logs"];

    [Fact]
    public void Without_a_setting_nothing_is_started()
    {
        Assert.Empty(Started());
        Assert.Empty(Started(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_SDK_DISABLED", "true")));
        Assert.Empty(Started(("OTEL_EXPORTER_OTLP_ENDPOINT", ""), ("APPLICATIONINSIGHTS_CONNECTION_STRING", "")));
        Assert.NotEmpty(Started(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")));
        Assert.NotEmpty(Started(("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:9/")));
    }

    [Fact]
    public async Task By_otlp_all_three_signals_arrive_as_protobuf()
    {
        await using var collector = await Collector.Start();
        await Export(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "our-house"));
        Assert.All(collector.Came, one => Assert.Equal("application/x-protobuf", one.Kind));
        Assert.Contains("our-step", collector.Text("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("messages.sent", collector.Text("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("our words 7", collector.Text("/v1/logs"), StringComparison.Ordinal);
        Assert.All(Paths, path => Assert.Contains("our-house", collector.Text(path), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_signals_that_were_asked_for_are_sent()
    {
        await using var collector = await Collector.Start();
        await Export(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", new Uri(collector.Address, "/mine").ToString()), ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"));
        Assert.Equal(["/mine"], collector.Came.Select(one => one.Path).Distinct());
        await Export(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_LOGS_EXPORTER", "none"), ("OTEL_METRICS_EXPORTER", "none"));
        Assert.Equal(["/mine", "/v1/traces"], collector.Came.Select(one => one.Path).Distinct());
    }

    [Fact]
    public async Task To_azure_monitor_all_three_signals_arrive()
    {
        await using var collector = await Collector.Start();
        await Export(("APPLICATIONINSIGHTS_CONNECTION_STRING", $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={collector.Address}"));
        var said = collector.Text();
        foreach (var expected in new[] { "our-step", "messages.sent", "our words 7" }) Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.All(collector.Came, one => Assert.Contains("track", one.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_what_others_log_only_where_and_the_kind_of_failure_leave(bool isAzure)
    {
        await using var collector = await Collector.Start();
        await Export(isAzure
            ? [("APPLICATIONINSIGHTS_CONNECTION_STRING", $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={collector.Address}")]
            : [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        var said = collector.Text();
        Assert.Contains("Foreign.Category", said, StringComparison.Ordinal);
        Assert.Contains("TimeZoneNotFoundException", said, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Environment.UserName == "root" ? "/root/" : Environment.UserName, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "our-collector:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "not an address")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "IngestionEndpoint=http://127.0.0.1:9/")]
    public void A_wrong_setting_is_named_and_not_shown(string name, string value)
    {
        var failed = Assert.Throws<InvalidOperationException>(() => Started((name, value)));
        Assert.Contains(name, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, failed.Message, StringComparison.Ordinal);
    }

    private static List<string> Started(params (string Name, string Value)[] settings) =>
        [.. House(settings).Services.SelectMany(one => new[] { one.ServiceType, one.ImplementationType, one.ImplementationInstance?.GetType() }).Select(type => type?.Assembly.GetName().Name ?? "")
            .Where(name => name.StartsWith("OpenTelemetry", StringComparison.Ordinal) || name.StartsWith("Azure.Monitor", StringComparison.Ordinal))];

    /// <summary>Runs a host for a moment in which each signal says something, and something that must not be said.</summary>
    private static async Task Export(params (string Name, string Value)[] settings)
    {
        using var house = House(settings).Build();
        await house.StartAsync(TestContext.Current.CancellationToken);
        var logs = house.Services.GetRequiredService<ILoggerFactory>();
        using (Traces.Begin("our-step", System.Diagnostics.ActivityKind.Server))
        {
            Metrics.Sent.Add(1, new KeyValuePair<string, object?>("channel", "Sms"));
            var ours = logs.CreateLogger("ServerlessAssist.Functions.Inbox.Delivery");
            Ours(ours, 7);
            Failed(ours, new TimeZoneNotFoundException("marker in an exception", new InvalidOperationException("marker inside")));
            using (ours.BeginScope(new Dictionary<string, object> { ["path"] = "/marker/in/a/scope" })) Ours(ours, 8);
            Theirs(logs.CreateLogger("Foreign.Category"), "marker as an argument", new InvalidOperationException("marker in theirs"));
        }
        await house.StopAsync(TestContext.Current.CancellationToken);
    }

    private static HostApplicationBuilder House((string Name, string Value)[] settings)
    {
        var house = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        house.Configuration.AddInMemoryCollection(settings.Select(one => new KeyValuePair<string, string?>(one.Name, one.Value)));
        house.AddTelemetry();
        return house;
    }

    [LoggerMessage(LogLevel.Information, "our words {Number}")]
    private static partial void Ours(ILogger log, int number);

    [LoggerMessage(LogLevel.Error, "ours failed")]
    private static partial void Failed(ILogger log, Exception failed);

    [LoggerMessage(LogLevel.Error, "marker in their text {What}")]
    private static partial void Theirs(ILogger log, string what, Exception failed);
}
