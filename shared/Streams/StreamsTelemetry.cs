using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What is measured of decisions: kinds and outcomes, never whose.</summary>
/// <param name="measured">Called for each event that stands, with the state after its commit; null: events are not measured.</param>
internal sealed class StreamsTelemetry<TState, TEvent, TCommand>(
    StreamDefinition<TState, TEvent, TCommand> book, Action<TState, TEvent, DateTimeOffset>? measured)
{
    public void Decided(Outcome<TState> outcome) => Metrics.Decided.Add(1, new("kind", book.Kind), new("outcome", NameOf(outcome)));

    /// <summary>A commit stands: counted once, by whoever is told so first.</summary>
    public void Committed(TState state, CommitContent<TEvent> content, DateTimeOffset now)
    {
        Metrics.Commits.Add(1, new KeyValuePair<string, object?>("kind", book.Kind));
        if (measured is null) return;
        foreach (var happened in content.Events) measured(state, happened, now);
    }

    public void DidNotCommit(Committed how) =>
        Metrics.Conflicts.Add(1, new("kind", book.Kind), new("why", how == Streams.Committed.Conflict ? "conflict" : "unknown"));

    public static string NameOf(Outcome<TState> outcome) => outcome switch
    {
        Outcome<TState>.Done { Repeat: Repeat.First } => "stored",
        Outcome<TState>.Done or Outcome<TState>.Refused { Recorded: Repeat.Again } => "repeat",
        Outcome<TState>.Refused => "refused",
        Outcome<TState>.NoChange => "nothing",
        Outcome<TState>.VersionConflict => "moved",
        Outcome<TState>.IdempotencyKeyReused => "other-content",
        _ => "unsettled",
    };
}
