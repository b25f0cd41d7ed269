using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots;

/// <summary>A channel whose carrier says what it was given: where the answer to a send was lost, it can be asked.</summary>
public interface ISentMessages
{
    /// <summary>Looks for a message that the carrier was given since a moment. One request; it neither retries nor waits.</summary>
    /// <param name="words">Looked for in every language: the recipient's may have changed since.</param>
    /// <param name="since">By the carrier's clock: the caller allows for its own being wrong.</param>
    /// <returns>Never throws for what a carrier or network can do; cancellation alone throws.</returns>
    Task<SentLookup> Find(Address to, Wording words, DateTimeOffset since, CancellationToken stop);
}

/// <summary>What a carrier says about a message that it may have been given.</summary>
public abstract record SentLookup
{
    /// <param name="CarrierId">The carrier's id of the message.</param>
    public sealed record Found(string CarrierId) : SentLookup;

    /// <summary>The carrier was not given it.</summary>
    public sealed record Missing : SentLookup;

    /// <summary>The carrier does not say: ask again later.</summary>
    public sealed record Unanswered : SentLookup;
}
