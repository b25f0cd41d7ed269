using ServerlessAssist.Shared.Streams;

using static ServerlessAssist.Functions.Referrals.Intake.IntakeEvent;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>What each event makes of what somebody refers by phone.</summary>
[PureRules]
public static class IntakeEvolution
{
    public static Intake Evolve(Intake intake, IntakeEvent happened) => happened switch
    {
        Started e => intake with { Drafts = e.Number, Open = new ReferralDraft(e.Number, IntakeQuestion.Place, 0, 0, Answers.None, e.At, e.At) },
        AnswersRecorded e => intake with { Open = Turn(intake.Open!, e.Step, e.Step == intake.Open!.Step ? intake.Open.Page : 0, e.At) with { Answers = e.Answers } },
        StepChanged e => intake with { Open = Turn(intake.Open!, e.Step, e.Page, e.At) },
        Discarded e => intake.Decide(e.Number, null, e.At) with { Open = null, Ended = e.At },
        Expired e => intake with { Open = null, Ended = e.At },
        // Revision and Touched stay: the same word, when it comes again, still refers to this draft.
        Sending => intake with { Open = intake.Open! with { IsSending = true } },
        Sent e => intake.Decide(e.Number, e.Reference, e.At) with { Open = intake.Open?.Number == e.Number ? null : intake.Open, Ended = e.At, Reference = e.Reference },
        _ => intake,
    };

    private static ReferralDraft Turn(ReferralDraft draft, IntakeQuestion step, int page, DateTimeOffset at) =>
        draft with { Step = step, Page = page, Touched = at, Revision = draft.Revision + 1, IsSending = false };
}
