using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>Where telemetry goes: by the standard's own settings, to Azure Monitor, to both, or nowhere.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/protocol/exporter/</remarks>
internal sealed class TelemetrySettings(IConfiguration settings)
{
    private const string General = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ForWorkerAlone = "AzureMonitor:ConnectionString";
    private const string ForHostToo = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Null: not to Azure Monitor.</summary>
    /// <remarks>The Functions host reads the second name too, and then sends telemetry of its own beside ours.</remarks>
    public string? Azure => Text(ForWorkerAlone) ?? Text(ForHostToo);

    /// <summary>The identity that Azure Monitor lets in; null: the connection string alone is enough there.</summary>
    public string? AzureIdentity => Text("AzureMonitor:ClientId") ?? Text("APPLICATIONINSIGHTS_AUTHENTICATION_STRING")?.Split(';').Select(part => part.Split('=', 2)).FirstOrDefault(part => part is ["ClientId", _])?[1];

    public bool IsOff => string.Equals(Text("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase) || (Azure is null && Otlp("TRACES") is null && Otlp("METRICS") is null && Otlp("LOGS") is null);

    /// <summary>Where a signal (TRACES, METRICS, LOGS) goes by OTLP; null: nowhere. A setting of its own outranks the general one.</summary>
    public Uri? Otlp(string signal)
    {
        if (string.Equals(Text($"OTEL_{signal}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)) return null;
        if (Address($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is { } own) return own;
        if (Address(General) is not { } general) return null;
        return IsHttp(signal) ? new Uri($"{general.AbsoluteUri.TrimEnd('/')}/v1/{signal.ToLowerInvariant()}") : general;
    }

    public bool IsHttp(string signal) => (Text($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL") ?? Text("OTEL_EXPORTER_OTLP_PROTOCOL")) == "http/protobuf";

    /// <summary>What is wrong with the settings; the standard would fall back to this machine in silence.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var name in new[] { General, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT" })
            if (Text(name) is not null && Address(name) is null) yield return $"{name} is no address: give it one as http://collector:4318, or take it out.";
        foreach (var name in new[] { "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL" })
            if (Text(name) is not (null or "grpc" or "http/protobuf")) yield return $"{name} is neither grpc nor http/protobuf.";
        foreach (var signal in new[] { "", "TRACES_", "METRICS_", "LOGS_" })
            if (Text($"OTEL_EXPORTER_OTLP_{signal}HEADERS") is { } headers
                && !headers.Split(',').All(one => one.IndexOf('=', StringComparison.Ordinal) > 0))
                yield return $"OTEL_EXPORTER_OTLP_{signal}HEADERS is no list of name=value, with commas between.";
        if (Azure is { } azure && !IsConnection(azure))
            yield return $"{Name(Text(ForWorkerAlone) is null ? ForHostToo : ForWorkerAlone)} has no InstrumentationKey=, or an address that is none: copy it whole from the Application Insights resource.";
    }

    /// <summary>What the exporter would refuse in words that do not name the setting.</summary>
    private static bool IsConnection(string text)
    {
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var parts = text.Split(';', Tidy).Select(part => part.Split('=', 2)).ToList();
        return parts.TrueForAll(part => part is [{ Length: > 0 }, { Length: > 0 }])
            && parts.Exists(part => part[0].Equals("InstrumentationKey", StringComparison.OrdinalIgnoreCase))
            && parts.TrueForAll(part =>
                !part[0].EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase) || Uri.TryCreate(part[1], UriKind.Absolute, out _));
    }

    private static string Name(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    private Uri? Address(string name) => Uri.TryCreate(Text(name), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    private string? Text(string name) => settings[name] is { Length: > 0 } text ? text : null;
}
