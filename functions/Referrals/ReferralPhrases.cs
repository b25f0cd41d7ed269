using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What this capability says; the words stand in the language files.</summary>
public static class ReferralPhrases
{
    public static readonly Phrase Alert = new("referral.alert", "reference", "urgency", "region", "age", "code");
    public static readonly Phrase AlertAgain = new("referral.alert.again", "reference", "urgency", "region", "age", "code");
    public static readonly Phrase Taken = new("referral.taken", "reference");
    public static readonly Phrase TakenNotYou = new("referral.taken.notyou", "reference", "code");
    public static readonly Phrase TakenByOther = new("referral.taken.other", "reference", "by");
    public static readonly Phrase Passed = new("referral.passed", "reference");
    public static readonly Phrase ToldTaken = new("referral.told.taken", "reference");
    public static readonly Phrase ToldWaiting = new("referral.told.waiting", "reference");
    public static readonly Phrase Unreached = new("referral.unreached", "reference");
    public static readonly Phrase CodeWrong = new("referral.code.wrong");
    public static readonly Phrase CodeClosed = new("referral.code.closed");
    public static readonly Phrase Gone = new("referral.gone");
    public static readonly Phrase ButtonTake = new("referral.button.take");
    public static readonly Phrase ButtonPass = new("referral.button.pass");
    public static readonly Phrase Colleague = new("referral.colleague");

    public static Phrase Of(Urgency urgency) => urgency switch { Urgency.Immediate => Immediate, Urgency.Urgent => UrgentOne, _ => Routine };

    public static Phrase Of(AgeGroup age) => age == AgeGroup.Child ? Child : Adult;

    private static readonly Phrase Immediate = new("referral.urgency.immediate");
    private static readonly Phrase UrgentOne = new("referral.urgency.urgent");
    private static readonly Phrase Routine = new("referral.urgency.routine");
    private static readonly Phrase Adult = new("referral.age.adult");
    private static readonly Phrase Child = new("referral.age.child");
}
