using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>What libraries may log: warnings and worse. Below that they write every request with its address, and an address may hold a key.</summary>
/// <remarks>A setting (<c>Logging__LogLevel__…</c>) may make the product's own categories more verbose, and no others.</remarks>
internal static class LogFilters
{
    private const string Ours = "ServerlessAssist";
    private static readonly string[] Libraries = ["Microsoft", "System", "Azure", "Grpc", "OpenTelemetry", "Polly"];

    public static void AddLogFilters(this ILoggingBuilder logging)
    {
        foreach (var library in Libraries) logging.AddFilter(library, LogLevel.Warning);
        logging.Services.PostConfigure<LoggerFilterOptions>(Bound);
    }

    private static void Bound(LoggerFilterOptions options)
    {
        for (var at = 0; at < options.Rules.Count; at++)
        {
            var rule = options.Rules[at];
            if (rule.CategoryName?.StartsWith(Ours, StringComparison.Ordinal) == false && rule.LogLevel < LogLevel.Warning)
                options.Rules[at] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, LogLevel.Warning, rule.Filter);
        }
        // A rule of one provider outranks those that are for all.
        var providers = options.Rules.Select(rule => rule.ProviderName).OfType<string>().Distinct().ToList();
        foreach (var (provider, library) in from provider in providers from library in Libraries select (provider, library))
            if (!options.Rules.Any(rule => rule.ProviderName == provider && rule.CategoryName == library))
                options.Rules.Add(new LoggerFilterRule(provider, library, LogLevel.Warning, null));
    }
}
