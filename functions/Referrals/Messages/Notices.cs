using System.Collections.Immutable;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals.Messages;

/// <summary>Messages that tell how a referral goes on; each is also an event.</summary>
internal static class Notices
{
    /// <summary>Tells those of the referring organisation who are to hear of it.</summary>
    public static void TellReferrers(this ReferralDecision draft, Phrase phrase)
    {
        foreach (var person in draft.Now.Tell)
        {
            var id = draft.NextId("notice");
            draft.Add(new ReferrerNotified(id, person, phrase.Key));
            var words = phrase.With(("reference", draft.Now.Reference));
            draft.Send(new OutboundMessage(id, MessagePurpose.Notice, person, words, Priority.Routine));
        }
    }

    /// <param name="choices">What the colleague can do about it.</param>
    public static void TellColleague(
        this ReferralDecision draft, PersonId person, Wording words, Priority priority, params ImmutableArray<Choice> choices)
    {
        var id = draft.NextId("notice");
        draft.Add(new ColleagueNotified(id, person, words.Key));
        draft.Send(new OutboundMessage(id, MessagePurpose.Notice, person, words, choices, priority, null, []));
    }

    /// <summary>Tells the coordinator who has taken it; nothing if nobody has.</summary>
    public static void TellTaker(this ReferralDecision draft, Wording words, Priority priority, params ImmutableArray<Choice> choices)
    {
        if (draft.Now.TakenBy is { } taker) draft.TellColleague(taker, words, priority, choices);
    }
}
