using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Sandbox;

/// <summary>Says each log line of Warning and above on one line: how bad, which class, what; of an exception its type alone.</summary>
internal sealed class LogLines(Action<string> say) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(say, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose() { }

    private sealed class Lines(Action<string> say, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var said = formatter(state, exception).ReplaceLineEndings(" ");
            say($"{logLevel}: {name}: {said}{(exception is null ? "" : $" ({exception.GetType().Name})")}");
        }
    }
}
