using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>A decision in the making: events, the state that they lead to, and the messages and effects that follow from them.</summary>
[PureRules]
internal sealed partial class Draft(Referral before)
{
    private readonly ImmutableArray<ReferralEvent>.Builder _events = ImmutableArray.CreateBuilder<ReferralEvent>();
    private readonly ImmutableArray<OutboundMessage>.Builder _messages = ImmutableArray.CreateBuilder<OutboundMessage>();
    private readonly ImmutableArray<Effect>.Builder _effects = ImmutableArray.CreateBuilder<Effect>();

    public Referral Now { get; private set; } = before;

    public void Add(ReferralEvent happened)
    {
        _events.Add(happened);
        Now = ReferralEvolution.Evolve(Now, happened);
    }

    public bool IsEmpty => _events.Count == 0;

    public void Affect(string stream, JsonElement command) => _effects.Add(new Effect(stream, command));

    public void TellReferrers(Phrase phrase)
    {
        foreach (var person in Now.Tell)
        {
            var id = NextId("notice");
            Add(new ReferrerTold(id, person, phrase.Key));
            _messages.Add(new OutboundMessage(id, MessagePurpose.Notice, person, phrase.With(("reference", Now.Reference)), Priority.Routine));
        }
    }

    /// <summary>Tells a colleague how it goes on, with what she can do about it.</summary>
    public void TellColleague(PersonId person, Wording words, Priority priority, params ImmutableArray<Choice> choices)
    {
        var id = NextId("notice");
        Add(new ColleagueTold(id, person, words.Key));
        _messages.Add(new OutboundMessage(id, MessagePurpose.Notice, person, words, choices, priority, null, []));
    }

    /// <summary>Over for everybody: who was asked is told, places are free again, who referred learns that it is over.</summary>
    public void CloseDown(PersonId by, string why)
    {
        foreach (var offer in Now.Offers.Where(offer => offer.Status is not OfferStatus.Ended))
        {
            // What was never wished for holds nothing; a provider remembers few ends that come before their wish.
            if (offer.Status is not OfferStatus.Open) FreePlace(offer);
            foreach (var person in offer.Whom.People) TellColleague(person, ReferralPhrases.Ended.With(("reference", Now.Reference)), Priority.Routine);
        }
        if (Now.Stage >= Stage.InAssistance) EndAssistance(why);
        ConfirmReceipt(HandOverAnswer.Returned);
        Add(new Closed(by, why));
        TellReferrers(ReferralPhrases.Ended);
    }

    public Decision<ReferralEvent> Done(Reply? reply) => new Decision<ReferralEvent>.Accepted(_events.ToImmutable(), reply, _messages.ToImmutable()) { Effects = [.. _effects, .. News()] };

    /// <summary>Nothing happens here; others have to know.</summary>
    public Decision<ReferralEvent> OnlyEffects() => new Decision<ReferralEvent>.Accepted([], null, []) { Effects = _effects.ToImmutable() };

    private Priority PriorityNow => Now.Facts!.Urgency == Urgency.Routine ? Priority.Routine : Priority.Urgent;

    private string NextId(string kind) => FormattableString.Invariant($"{kind}-{Now.Messages + 1}");
}
