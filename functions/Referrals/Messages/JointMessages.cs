using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Messages;

/// <summary>The messages that ask for a joint confirmation. Pure.</summary>
internal static class JointMessages
{
    public static OutboundMessage Of(Referral referral, Alert asked)
    {
        var (facts, code) = (referral.Facts!, AlertMessages.CodeOf(referral, asked.To));
        var words = ReferralPhrases.Joint.With(
            ("reference", referral.Reference), ("urgency", ReferralPhrases.Of(facts.Urgency)), ("age", ReferralPhrases.Of(facts.Age)),
            ("region", new Argument.Named(referral.RegionLabels)), ("code", code));
        var choices = AlertMessages.Answers(code, ReferralPhrases.ButtonAgree, ReferralPhrases.ButtonDisagree);
        var priority = AlertMessages.PriorityOf(referral);
        return new OutboundMessage(asked.Id, MessagePurpose.JointConfirmation, asked.To, words, choices, priority, null, []);
    }
}
