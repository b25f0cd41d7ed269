namespace ServerlessAssist.Shared.Streams;

/// <summary>What effects can be meant for: the streams of one kind, or something that is no stream and has a queue of its own.</summary>
public interface IEffectTarget
{
    string Kind { get; }

    /// <summary>Takes what a stream's decision asks for.</summary>
    /// <param name="messageId">The same at each try.</param>
    /// <returns>False while storage has not said whether it is stored.</returns>
    Task<bool> Apply(StreamId id, Effect effect, string messageId, CancellationToken stop);
}

/// <summary>The streams of one kind, as seen by those who do not know its rules: the sweep, the queue, delivery reports, the audit.</summary>
public interface IStreamHandler : IEffectTarget
{
    /// <summary>What is said of this kind where its rules are not known: retention, whose data it is, tables.</summary>
    IStreamDefinition Definition { get; }

    /// <summary>Lets the rules look at a stream whose wake-up has come.</summary>
    /// <returns>True when the hint can go.</returns>
    Task<bool> Wake(StreamId id, WakeUp wake, CancellationToken stop);

    /// <summary>Finishes what an announcement announced: delivers, waits, fences or drops.</summary>
    Task Resume(Announcement announcement, CancellationToken stop);

    /// <summary>Tells a stream what became of one of its messages.</summary>
    /// <returns>False while storage has not said whether it is stored.</returns>
    Task<bool> Tell(StreamId id, string messageId, DeliveryOutcome fate, CancellationToken stop);

    /// <summary>Walks the whole event chain and compares it with the state.</summary>
    Task<ChainVerdict> Verify(StreamId id, CancellationToken stop);

    /// <summary>The lines that a stream's state asks for in all lists, and its version; 0 where there is no such stream. One storage transaction.</summary>
    Task<(long Version, IReadOnlyList<ViewRow> Lines)> Lines(StreamId id, CancellationToken stop);

    /// <summary>Takes away every stream that has been over since before a moment, whole. Reads the whole kind: at night only.</summary>
    /// <returns>How many are gone.</returns>
    Task<int> Retire(DateTimeOffset before, CancellationToken stop);

    /// <summary>Streams that have been over since before a moment. Reads the whole kind: at night only.</summary>
    Task<IReadOnlyList<StreamId>> Over(DateTimeOffset before, int most, CancellationToken stop);

    /// <summary>From here on the stream takes no command, sends nothing and shows nothing, for good; where there is none, none can begin. What is on its way to it fails.</summary>
    /// <returns>False: somebody writes it just now; the same again finds what stands then.</returns>
    Task<bool> Mark(StreamId id, CancellationToken stop);

    /// <summary>Takes a marked stream's lines off all lists, and its hints off the agenda.</summary>
    Task Hide(StreamId id, CancellationToken stop);

    /// <summary>Writes again every wake-up and view row that is missing, and takes view rows away that nothing shows. Reads the whole kind: at night only.</summary>
    /// <returns>How many hints were missing; 0 is expected.</returns>
    Task<int> Audit(CancellationToken stop);
}

/// <summary>What walking an event chain found.</summary>
/// <param name="Events">How many event rows stand.</param>
/// <param name="Fault">Null: whole. Else what is wrong, in words that name no content.</param>
public sealed record ChainVerdict(long Events, string? Fault);

/// <summary>One commit's events, as they are shown to those who may see them.</summary>
public sealed record Happened<TEvent>(long Version, DateTimeOffset At, string By, IReadOnlyList<TEvent> Events);
