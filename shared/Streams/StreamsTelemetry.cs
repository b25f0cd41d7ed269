using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What is measured and traced of decisions: kinds, commands and outcomes, never whose.</summary>
public sealed partial class Streams<TState, TEvent, TCommand>
{
    /// <summary>Decides one command and stores the decision, once for each message id however often it comes.</summary>
    /// <param name="messageId">Unique for ever, e.g. the carrier's id of the message.</param>
    /// <param name="by">Who: stands in every event.</param>
    /// <param name="stop">Looked at between requests; a commit that has begun is finished.</param>
    /// <exception cref="Azure.RequestFailedException">Storage cannot be read: nothing was written.</exception>
    /// <exception cref="StreamLimitException">More than Azure stores: nothing was written.</exception>
    public Task<Outcome<TState>> Handle(StreamId id, TCommand command, string messageId, string by, CancellationToken stop) => Handle(id, command, messageId, by, Terms.None, stop);

    /// <summary>As above, on terms: what the sender has seen, and what exactly was sent under this message id. They are looked at in the read that the commit is bound to, so no other writer comes between.</summary>
    public async Task<Outcome<TState>> Handle(StreamId id, TCommand command, string messageId, string by, Terms terms, CancellationToken stop)
    {
        using var span = Traces.Step("decide")?.SetTag("kind", Kind).SetTag("command", command?.GetType().Name);
        try
        {
            var outcome = await HandleIn(id, command, messageId, by, terms, stop);
            var name = NameOf(outcome);
            span?.SetTag("outcome", name).SetTag("refusal", (outcome as Outcome<TState>.Refused)?.Why.Code);
            Measures.Decided.Add(1, new("kind", Kind), new("outcome", name));
            return outcome;
        }
        catch (Exception failed) when (span.NotesFailure(failed))
        {
            throw;
        }
    }

    /// <summary>A decision stands: counted once, by whoever is told so first.</summary>
    private void Stood(TState state, Decision<TEvent>.Accepted accepted, DateTimeOffset now)
    {
        Measures.Commits.Add(1, new KeyValuePair<string, object?>("kind", Kind));
        if (_book.Measured is not { } measured) return;
        foreach (var happened in accepted.Events) measured(state, happened, now);
    }

    private void DidNotStand(Committed how) => Measures.Conflicts.Add(1, new("kind", Kind), new("why", how == Committed.Conflict ? "conflict" : "unknown"));

    private static string NameOf(Outcome<TState> outcome) => outcome switch
    {
        Outcome<TState>.Done { Repeat: Repeat.First } => "stored",
        Outcome<TState>.Done => "repeat",
        Outcome<TState>.Refused => "refused",
        Outcome<TState>.Nothing => "nothing",
        Outcome<TState>.Moved => "moved",
        Outcome<TState>.OtherContent => "other-content",
        _ => "unsettled",
    };
}
