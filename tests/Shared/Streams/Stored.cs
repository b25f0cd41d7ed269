using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>What of a decision is stored, be it an acceptance or a refusal that is recorded.</summary>
internal static class Stored
{
    /// <returns>Null: nothing is stored.</returns>
    public static Decision<TEvent>.Commit? Of<TEvent>(Decision<TEvent> decision) => decision switch
    {
        Decision<TEvent>.Commit accepted => accepted,
        Decision<TEvent>.Refused { Recorded.IsEmpty: false } refused => new(refused.Recorded, refused.Why.Reply, []) { Effects = refused.Effects },
        _ => null,
    };

    public static Decision<TEvent>.Commit By<TEvent>(Decision<TEvent> decision)
    {
        var stored = Of(decision);
        Assert.NotNull(stored);
        return stored;
    }
}
