using System.Diagnostics;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>The house's own spans, and no others: a platform's span of a request holds its address, and with it a token, an account or a blind index.</summary>
/// <remarks>Tags are names of functions, streams, commands, channels and failures. Never a person, reference, number or text.</remarks>
public static class Traces
{
    public const string Source = "ServerlessAssist";
    private static readonly ActivitySource Spans = new(Source);

    /// <summary>Begins a trace of its own: nobody outside chooses its id or is part of it.</summary>
    public static Activity? Begin(string name, ActivityKind kind)
    {
        Activity.Current = null;
        return Spans.StartActivity(name, kind);
    }

    /// <summary>Goes on with the trace that travelled with what waited.</summary>
    /// <param name="trace">From <see cref="Here"/>; null, or none that can be read: a trace of its own.</param>
    public static Activity? Continue(string name, string? trace)
    {
        Activity.Current = null;
        return ActivityContext.TryParse(trace, null, isRemote: true, out var parent) ? Spans.StartActivity(name, ActivityKind.Consumer, parent) : Spans.StartActivity(name, ActivityKind.Consumer);
    }

    /// <summary>A step of what is under way.</summary>
    public static Activity? Step(string name, ActivityKind kind = ActivityKind.Internal) => Spans.StartActivity(name, kind);

    /// <summary>Where we are, as a W3C traceparent, to travel with what waits; null where nothing is recorded.</summary>
    public static string? Here => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C, Source.Name: Source } now ? now.Id : null;

    /// <summary>Notes that it failed and with what; the text of an exception is not taken, for it may hold what the request held.</summary>
    /// <returns>False, to stand in an exception filter.</returns>
    public static bool NotesFailure(this Activity? span, Exception failed)
    {
        span?.SetTag("failure", failed.GetType().Name).SetStatus(ActivityStatusCode.Error);
        return false;
    }
}
