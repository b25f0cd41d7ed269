using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Messages;

/// <summary>The messages of a referral's escalation. Pure.</summary>
public static class AlertMessages
{
    /// <summary>The codes of referrals begin with A.</summary>
    public static readonly AlertKind Kind = new('A');

    /// <summary>The code by which a person answers, e.g. <c>A7F3K-4821</c>.</summary>
    public static string CodeOf(Referral referral, PersonId person) =>
        AlertCode.Write(Kind, CaseReference.BodyOf(referral.Reference), AlertCode.DigitsFor(referral.Secret, person));

    /// <summary>How soon messages that ask for an answer leave.</summary>
    internal static Priority PriorityOf(Referral referral) =>
        referral.Facts!.Urgency == Urgency.Routine ? Priority.Routine : Priority.Urgent;

    /// <summary>Two buttons that bring the code back: yes and no.</summary>
    internal static ImmutableArray<Choice> Answers(string code, Phrase yes, Phrase no) =>
        [new(AlertButtons.For(AlertButtons.Take, code), yes), new(AlertButtons.For(AlertButtons.Pass, code), no)];

    internal static OutboundMessage Alert(Referral referral, string id, EscalationStep.AlertPerson step)
    {
        var (facts, code) = (referral.Facts!, CodeOf(referral, step.Person));
        var phrase = step.Round == AlertRound.First ? ReferralPhrases.Alert : ReferralPhrases.AlertAgain;
        var words = phrase.With(
            ("reference", referral.Reference), ("urgency", ReferralPhrases.Of(facts.Urgency)),
            ("region", new Argument.Named(referral.RegionLabels)), ("age", ReferralPhrases.Of(facts.Age)), ("code", code));
        var choices = Answers(code, ReferralPhrases.ButtonTake, ReferralPhrases.ButtonPass);
        return new OutboundMessage(id, MessagePurpose.Alert, step.Person, words, choices, PriorityOf(referral), null, step.Avoid);
    }

    /// <summary>To each administrator: nobody on the ladder can be reached.</summary>
    internal static IEnumerable<OutboundMessage> Unreached(Referral referral) =>
        referral.Ladder.Administrators.Select((administrator, at) => new OutboundMessage(
            FormattableString.Invariant($"escalation-{referral.Messages}-{at}"), MessagePurpose.Escalation, administrator,
            ReferralPhrases.Unreached.With(("reference", referral.Reference)), Priority.Urgent));
}
