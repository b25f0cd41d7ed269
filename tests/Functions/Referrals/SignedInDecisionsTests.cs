using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>What somebody who has proved who she is decides without a code, and who accompanies a person.</summary>
public sealed class SignedInDecisionsTests
{
    private static readonly PersonId Officer = new("officer"), Social = new("social"), Anna = new("anna"), Bora = new("bora");

    [Fact]
    public void Passed_on_with_a_reason_the_next_are_alerted_as_they_are_by_code()
    {
        var (passed, messages, _) = Given.Do(Given.Opened().Referral, new ReferralCommand.PassOnSignedIn(Given.Actor(Given.Duty), "too-close"), Given.Start);
        Assert.Equal((1, Given.Backup), (passed.Level, Assert.Single(messages).To));
        Assert.IsType<ReferralRefusal.NotOpen>(Refused(passed, new ReferralCommand.PassOnSignedIn(Given.Actor(Given.Duty), "too-close")));
        var given = Decided(Given.Opened().Referral, new ReferralCommand.PassOnSignedIn(Given.Actor(Given.Duty), "too-close"));
        Assert.Equal(new ReferralEvent.ReasonGiven(Given.Duty, "too-close"), given.Events[0]);
    }

    [Fact]
    public void What_she_has_she_gives_back_and_what_another_has_she_does_not()
    {
        var taken = Given.Do(Given.Opened().Referral, Given.Take(Given.Duty), Given.Start).Referral;
        Assert.IsType<ReferralRefusal.TakenByOther>(Refused(taken, new ReferralCommand.PassOnSignedIn(Given.Actor(Given.Backup), "full")));
        Assert.Null(Given.Do(taken, new ReferralCommand.PassOnSignedIn(Given.Actor(Given.Duty), "full"), Given.Start).Referral.TakenBy);
        Assert.IsType<ReferralRefusal.NoRight>(Refused(taken, new ReferralCommand.PassOnSignedIn(Given.Actor(Given.Duty) with { Regions = ["south"] }, "full")));
        Assert.IsType<ReferralRefusal.NotOpen>(Refused(taken with { Stage = Stage.Closed }, new ReferralCommand.PassOnSignedIn(Given.Actor(Given.Duty), "full")));
    }

    [Fact]
    public void Who_was_asked_confirms_or_disputes_once_and_nobody_else_does()
    {
        var asked = Given.Do(Referral.None, Given.Open(Given.Facts(Urgency.Urgent, AgeGroup.Adult), Given.Levels) with { By = Social, Counterparts = [Officer] }, Given.Start).Referral;
        Assert.Equal(Stage.Identified, asked.Stage);
        var (confirmed, messages, _) = Given.Do(asked, new ReferralCommand.AnswerJointly(Police(Officer), JointStatus.Confirmed), Given.Start);
        Assert.Equal((JointStatus.Confirmed, Stage.Referred, Given.Duty), (confirmed.Joint!.Status, confirmed.Stage, Assert.Single(messages).To));
        Assert.IsType<ReferralRefusal.NotOpen>(Refused(confirmed, new ReferralCommand.AnswerJointly(Police(Officer), JointStatus.Confirmed)));
        Assert.IsType<ReferralRefusal.NotOpen>(Refused(asked, new ReferralCommand.AnswerJointly(Police(Social) with { Role = Role.SocialWorker }, JointStatus.Confirmed)));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(asked, new ReferralCommand.AnswerJointly(Police(new PersonId("another")), JointStatus.Confirmed)));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(asked, new ReferralCommand.AnswerJointly(Police(Officer) with { Regions = ["south"] }, JointStatus.Confirmed)));
        // Not agreed: it goes on all the same, and a coordinator decides.
        var disputed = Given.Do(asked, new ReferralCommand.AnswerJointly(Police(Officer), JointStatus.Disputed), Given.Start).Referral;
        Assert.Equal((JointStatus.Disputed, Stage.Referred), (disputed.Joint!.Status, disputed.Stage));
    }

    [Fact]
    public void A_caseworker_is_chosen_once_it_is_taken_and_the_record_follows_once_there_is_one()
    {
        var open = Given.Opened().Referral;
        var choose = new ReferralCommand.ChooseCaseworker(Given.Actor(Given.Duty), Anna);
        Assert.IsType<ReferralRefusal.NotNow>(Refused(open, choose));
        var taken = Given.Do(open, Given.Take(Given.Duty), Given.Start).Referral;
        var chosen = Decided(taken, choose);
        Assert.Empty(chosen.Effects);
        var after = chosen.Events.Aggregate(taken, ReferralEvolution.Evolve);
        Assert.Equal((Anna, 1), (after.Caseworker, after.CaseworkersChosen));
        Assert.IsType<ReferralRefusal.NotNow>(Refused(after, choose));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(taken, choose with { Actor = Given.Actor(Given.Duty) with { Regions = ["south"] } }));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(taken, choose with { Actor = new Actor(Anna, Role.Caseworker, "org", ["north"]) }));
        Assert.Single(Decided(after with { Stage = Stage.InAssistance }, choose with { Caseworker = Bora }).Effects);
    }

    [Fact]
    public void Of_two_choices_the_later_stands_in_whatever_order_they_come()
    {
        var begin = new CaseCommand.Start("RA-7F3K-9", "north", Anna);
        CaseCommand.AssignCaseworker second = new("RA-7F3K-9", "north", Bora, 2), third = new("RA-7F3K-9", "north", Anna, 3);
        foreach (var order in new CaseCommand[][] { [begin, second, third], [begin, third, second], [second, begin, third], [third, second, begin], [third, begin, second, third] })
            Assert.Equal(Anna, order.Aggregate(CaseRecord.None, Play).Caseworker);
        Assert.Equal(Bora, new CaseCommand[] { second, begin }.Aggregate(CaseRecord.None, Play).Caseworker);
        var ended = Play(Play(CaseRecord.None, begin), new CaseCommand.End("completed"));
        Assert.Equal(ended, Play(ended, second));

        static CaseRecord Play(CaseRecord record, CaseCommand command) => CaseRules.Decide(record, command, Given.Start) is ServerlessAssist.Shared.Streams.Decision<CaseEvent>.Commit accepted
            ? accepted.Events.Aggregate(record, CaseRules.Evolve) : record;
    }

    private static Actor Police(PersonId person) => new(person, Role.PoliceOfficer, "point", ["north"]);

    private static Decision.Commit Decided(Referral referral, ReferralCommand command) => Assert.IsType<Decision.Commit>(ReferralRules.Decide(referral, command, Given.Start));

    private static ServerlessAssist.Shared.Streams.Refusal Refused(Referral referral, ReferralCommand command) => Assert.IsType<Decision.Refused>(ReferralRules.Decide(referral, command, Given.Start)).Why;
}
