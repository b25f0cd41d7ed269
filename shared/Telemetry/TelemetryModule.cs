using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>Traces, measurements and log lines leave by OTLP and to Azure Monitor, each if its setting is there; without them nothing is started.</summary>
public static class TelemetryModule
{
    /// <exception cref="InvalidOperationException">A setting is wrong: the start fails and says which.</exception>
    public static void AddTelemetry(this IHostApplicationBuilder house)
    {
        var settings = new TelemetrySettings(house.Configuration);
        if (settings.Faults().ToList() is { Count: > 0 } faults) throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
        house.Logging.AddLogFilters();
        if (settings.IsOff) return;
        house.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Traces.Source).AddEnvironmentVariableDetector())
            .WithTracing(traces => Export(traces.AddSource(Traces.Source), settings))
            .WithMetrics(measures => Export(measures.AddMeter(Metrics.Source, "System.Runtime"), settings))
            .WithLogging(logs => Export(logs.AddProcessor(new SafeLogFilter()), settings), options => options.IncludeFormattedMessage = true);
    }

    private static void Export(TracerProviderBuilder traces, TelemetrySettings settings)
    {
        if (settings.Otlp("TRACES") is { } address) traces.AddOtlpExporter(otlp => Reach(otlp, address, settings.IsHttp("TRACES")));
        if (settings.Azure is not null) traces.AddAzureMonitorTraceExporter(azure => Reach(azure, settings));
    }

    private static void Export(MeterProviderBuilder measures, TelemetrySettings settings)
    {
        if (settings.Otlp("METRICS") is { } address) measures.AddOtlpExporter(otlp => Reach(otlp, address, settings.IsHttp("METRICS")));
        if (settings.Azure is not null) measures.AddAzureMonitorMetricExporter(azure => Reach(azure, settings));
    }

    private static void Export(LoggerProviderBuilder logs, TelemetrySettings settings)
    {
        if (settings.Otlp("LOGS") is { } address) logs.AddOtlpExporter(otlp => Reach(otlp, address, settings.IsHttp("LOGS")));
        if (settings.Azure is not null) logs.AddAzureMonitorLogExporter(azure => Reach(azure, settings));
    }

    private static void Reach(OtlpExporterOptions otlp, Uri address, bool isHttp) =>
        (otlp.Endpoint, otlp.Protocol) = (address, isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc);

    /// <summary>Every trace, whole; nothing on a disk, nothing about ourselves to anybody else.</summary>
    private static void Reach(AzureMonitorExporterOptions azure, TelemetrySettings settings)
    {
        azure.ConnectionString = settings.Azure;
        azure.Credential = settings.AzureIdentity is { } identity ? Identity(identity) : null;
        (azure.TracesPerSecond, azure.SamplingRatio, azure.EnableTraceBasedLogsSampler) = (null, 1, false);
        (azure.DisableOfflineStorage, azure.EnableLiveMetrics, azure.EnableStandardMetrics, azure.EnablePerformanceCounters) = (true, false, false, false);
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true");
    }

    private static DefaultAzureCredential Identity(string clientId) => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
}
