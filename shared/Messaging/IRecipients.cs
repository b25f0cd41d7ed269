using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>The recipients of one kind: where each is reached, in which language and when. One implementation a kind.</summary>
public interface IRecipients
{
    RecipientKind Kind { get; }

    /// <summary>What follows when it is not known whether a carrier took a message; as the kind has it.</summary>
    InDoubt WhenInDoubt => InDoubtPolicy.Of(Kind);

    /// <summary>Where to reach a recipient at a moment.</summary>
    /// <returns>Null: not known (any more).</returns>
    ValueTask<Recipient?> Find(RecipientId id, DateTimeOffset now, CancellationToken stop);

    /// <summary>Records that a carrier refuses an address for good: it is not tried again for this recipient.</summary>
    /// <param name="correlationId">Names the message; the same refusal recorded twice under one ticket counts once.</param>
    Task RememberRefused(RecipientId id, Address address, SendFailure why, string correlationId, CancellationToken stop);
}

/// <summary>Where a recipient is reached now.</summary>
/// <param name="Addresses">Best first, without those that were refused for good.</param>
/// <param name="QuietUntil">Until then what is routine waits: quiet hours of staff, safe hours of a case; null: nothing waits.</param>
public sealed record Recipient(ImmutableArray<Address> Addresses, Language Language, DateTimeOffset? QuietUntil)
{
    public override string ToString() => "recipient";
}
