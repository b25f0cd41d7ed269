using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>What libraries may log: warnings and worse. Below that they write every request with its address, and an address may hold a key.</summary>
internal static class LogFilters
{
    private static readonly string[] Libraries = ["Microsoft", "System", "Azure", "Grpc", "OpenTelemetry", "Polly"];

    public static void AddLogFilters(this ILoggingBuilder logging)
    {
        foreach (var library in Libraries) logging.AddFilter(library, LogLevel.Warning);
    }
}
