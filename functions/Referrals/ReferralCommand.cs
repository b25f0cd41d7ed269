using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

public abstract record ReferralCommand
{
    public sealed record Open(
        Reference Reference, string Organisation, Opening Opening, ReferralFacts Facts, Ladder Ladder, string Secret, ImmutableArray<PersonId> Tell,
        ImmutableSortedDictionary<string, string> RegionLabels) : ReferralCommand;

    /// <param name="CallName">What colleagues call the post that took it.</param>
    public sealed record Take(Actor Actor, string Digits, Argument CallName, ChannelKind Channel) : ReferralCommand;

    public sealed record PassOn(Actor Actor, string Digits, ChannelKind Channel) : ReferralCommand;

    /// <summary>The clock for the urgency has run out, perhaps long ago.</summary>
    public sealed record Escalate : ReferralCommand;

    public sealed record Learn(string Message, Fate Fate) : ReferralCommand;

    /// <summary>Whoever has it takes the person on, or goes on accompanying her: the clock begins anew.</summary>
    public sealed record Accept(Actor Actor) : ReferralCommand;

    /// <summary>Asks providers for a service, one after the other.</summary>
    /// <param name="Candidates">Best first, as they were found.</param>
    public sealed record Assign(Actor Actor, string Service, ImmutableArray<Candidate> Candidates) : ReferralCommand;

    /// <summary>A provider's place is held, or there is none: what its own stream decided.</summary>
    public sealed record LearnOfPlace(string Offer, PlaceAnswer Answer) : ReferralCommand;

    public sealed record BeginReintegration(Actor Actor) : ReferralCommand;

    /// <param name="Why">One of <see cref="CloseReasons"/>.</param>
    public sealed record Close(Actor Actor, string Why) : ReferralCommand;

    /// <summary>Why somebody has passed it on, said afterwards: the passing on does not wait for it.</summary>
    /// <param name="Why">One of <see cref="DeclineReasons"/>.</param>
    public sealed record GiveReason(Actor Actor, string Why) : ReferralCommand;

    /// <summary>The clock of a stage that somebody has it in has run out.</summary>
    public sealed record TimeUp : ReferralCommand;
}
