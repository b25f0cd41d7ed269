using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Simulation.World;

/// <summary>Something that the invariants look at, at once.</summary>
public abstract record Happening
{
    /// <param name="Before">The state that stood; null: the stream is new.</param>
    public sealed record StateStored(StreamId Stream, long Version, object? Before, object After) : Happening;

    public sealed record RowStored(RowChange Change) : Happening;

    /// <param name="RequestId">The client's own; a repeat by the SDK has the same.</param>
    /// <param name="IsRepeat">Sent before under the same id.</param>
    public sealed record Asked(WireCall Call, bool IsRepeat) : Happening;

    /// <summary>A commit was on its way, and its process stopped waiting because it was told to end.</summary>
    public sealed record CommitGivenUp : Happening;

    public sealed record Appeared(Phone Phone, Shown Shown, OutboundMessage? Message, CorrelationId? Ticket) : Happening;

    /// <summary>Somebody who wrote has the answer.</summary>
    public sealed record Replied(Said Said, string? Text) : Happening;

    /// <summary>An HTTP function let an exception out.</summary>
    public sealed record FunctionFailed(string Function, Exception Failed) : Happening;
}

/// <summary>What somebody wrote or pressed, and what came back.</summary>
public sealed class Said(string id, Address from, string text, DateTimeOffset at)
{
    public string Id => id;

    public Address From => from;

    public string Text => text;

    public DateTimeOffset At => at;

    /// <summary>When the carrier had the answer to it.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    public string? FirstAnswer { get; set; }

    /// <summary>A decision about it is stored.</summary>
    public bool IsDecided { get; set; }
}

/// <summary>A referral that an organisation's system was told is taken in.</summary>
public sealed record TakenIn(string Key, string Reference, int Status);

/// <summary>One version of a stream.</summary>
/// <param name="At">In true time.</param>
public sealed record Version(long Number, DateTimeOffset At, object State);
