using OpenTelemetry;
using OpenTelemetry.Logs;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>What leaves by log lines: the house's typed events as they are; of anybody else's only that something was said, where and with which exception's type. Their words may hold an address or what a request held.</summary>
internal sealed class SafeLogFilter : BaseProcessor<LogRecord>
{
    private const string Ours = "ServerlessAssist.";

    public override void OnEnd(LogRecord data)
    {
        var isOurs = data.CategoryName?.StartsWith(Ours, StringComparison.Ordinal) == true;
        var kept = isOurs ? data.Attributes ?? [] : [];
        // An exception's text, and that of its stack, may hold what the message held.
        if (data.Exception is { } failed) kept = [.. kept, new("exception.type", failed.GetType().Name)];
        (data.Exception, data.Attributes) = (null, kept);
        if (!isOurs) (data.Body, data.FormattedMessage) = ("", null);
    }
}
