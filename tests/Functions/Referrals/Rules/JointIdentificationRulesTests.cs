using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>A social worker has referred; two officers of her point are asked whether it is so.</summary>
public sealed class JointIdentificationRulesTests
{
    private static readonly DateTimeOffset Later = Start.AddMinutes(10);

    [Fact]
    public void Whoever_met_her_too_is_asked_with_a_code_of_their_own_and_nobody_is_alerted_yet()
    {
        var (referral, messages) = Identified();
        Assert.Equal([("joint-confirmation-1-0", Officer, "referrals.joint"), ("joint-confirmation-1-1", OtherOfficer, "referrals.joint")], messages.Select(one => (one.Id, one.To, one.Words.Key)));
        Assert.All(messages, one => Assert.Equal([$"alert take A5F7K-{Digits(one.To.Person!.Value)}", $"alert pass A5F7K-{Digits(one.To.Person!.Value)}"], one.Choices.Select(choice => choice.Data)));
        Assert.All(messages, one => Assert.Equal(["referrals.button.agree", "referrals.button.disagree"], one.Choices.Select(choice => choice.Label.Key)));
        Assert.All(messages, one => Assert.Equal((Priority.Urgent, new Argument.Literal($"A5F7K-{Digits(one.To.Person!.Value)}")), (one.Priority, one.Words.Arguments["code"])));
        Assert.Equal((Stage.Identified, "identified", Start.AddMinutes(30), null, 0), (referral.Stage, ReferralEvolution.StatusOf(referral), referral.Due, referral.EscalatesAt, referral.Alerts.Length));
        Assert.Equal((Social, JointStatus.Asked), (referral.Joint!.By, referral.Joint.Status));
        Assert.Equal([Officer, OtherOfficer], referral.Joint.Asked.People);
        Assert.Equal([new WakeUp(ReferralRules.StageOverdue, Start.AddMinutes(30))], ReferralEvolution.WakeUps(referral));
        Nothing(referral, new ReferralCommand.Escalate(), Start.AddDays(1));
    }

    [Fact]
    public void In_immediate_danger_nobody_waits_for_an_answer()
    {
        var (referral, messages) = Identified(Urgency.Immediate);
        Assert.Equal([(Officer, "referrals.joint"), (OtherOfficer, "referrals.joint"), (Duty, "referrals.alert")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal((Stage.Referred, null, Start.AddMinutes(10)), (referral.Stage, referral.Due, referral.EscalatesAt));
        // Agreed, it is as it was: nobody is alerted twice.
        var (after, more, _) = Do(referral, Agree(Officer), Later);
        Assert.Empty(more);
        Assert.Equal((referral.EscalatesAt, referral.Level, JointStatus.Confirmed), (after.EscalatesAt, after.Level, after.Joint!.Status));
    }

    [Fact]
    public void Where_nobody_else_met_her_it_goes_on_at_once()
    {
        var (referral, messages, _) = Do(Referral.None, Open(Facts(Urgency.Urgent, AgeGroup.Adult), Levels) with { By = Social, Counterparts = [Social] }, Start);
        Assert.Equal((null, Stage.Referred), (referral.Joint, referral.Stage));
        Assert.Equal([(Duty, "referrals.alert")], messages.Select(one => (one.To, one.Words.Key)));
    }

    [Theory]
    [InlineData(ChannelKind.Telegram, 7)]
    [InlineData(ChannelKind.Sms, 0)]
    public void Agreed_the_first_level_is_alerted_and_what_else_is_needed_can_be_said(ChannelKind channel, int needs)
    {
        var (referral, messages, reply) = Do(Identified().Referral, Agree(OtherOfficer, channel), Later);
        Assert.Equal([(Duty, "referrals.alert")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal((Stage.Referred, null, Later.AddMinutes(30), JointStatus.Confirmed), (referral.Stage, referral.Due, referral.EscalatesAt, referral.Joint!.Status));
        Assert.Contains(new ReferralEvent.JointConfirmationAnswered(JointStatus.Confirmed, OtherOfficer), Events(Identified().Referral, Agree(OtherOfficer), Later));
        Assert.Equal(("referrals.joint.noted", needs), (reply!.Words.Key, reply.Choices.Count));
        Assert.Equal(PeopleFile.Needs.Except(["shelter"]).Take(needs).Select(need => $"ref add-need 5F7K {need}"), reply.Choices.Select(choice => choice.Data));
    }

    [Fact]
    public void Disputed_a_coordinator_decides_and_whoever_referred_is_told()
    {
        var (referral, messages, reply) = Do(Identified().Referral, Disagree(Officer), Later);
        Assert.Equal([(Social, "referrals.joint.disputed", Priority.Routine), (Duty, "referrals.alert", Priority.Urgent)], messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Equal((JointStatus.Disputed, Stage.Referred, Later.AddMinutes(30)), (referral.Joint!.Status, referral.Stage, referral.EscalatesAt));
        Assert.Empty(reply!.Choices);
    }

    [Fact]
    public void Disputed_once_somebody_has_it_she_is_told_at_once()
    {
        var taken = Do(Identified(Urgency.Immediate).Referral, Take(Duty), Later).Referral;
        var (referral, messages, _) = Do(taken, Disagree(Officer), Later);
        Assert.Equal([(Social, "referrals.joint.disputed", Priority.Routine), (Duty, "referrals.joint.disputed.taker", Priority.Urgent)], messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Equal(["ref show 5F7K"], messages[1].Choices.Select(choice => choice.Data));
        Assert.Equal((taken.Stage, taken.Due, Duty), (referral.Stage, referral.Due, referral.TakenBy));
    }

    [Fact]
    public void Unanswered_it_goes_on_by_the_clock_and_a_late_answer_still_counts()
    {
        var asked = Identified().Referral;
        Nothing(asked, new ReferralCommand.TimeUp(), Start.AddMinutes(30).AddTicks(-1));
        var (referral, messages, _) = Do(asked, new ReferralCommand.TimeUp(), Start.AddMinutes(30));
        Assert.Equal([(Duty, "referrals.alert")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal((JointStatus.Unanswered, Stage.Referred, Start.AddMinutes(60)), (referral.Joint!.Status, referral.Stage, referral.EscalatesAt));
        Assert.Contains(new ReferralEvent.JointConfirmationAnswered(JointStatus.Unanswered, null), Events(asked, new ReferralCommand.TimeUp(), Start.AddMinutes(30)));
        var (late, more, _) = Do(referral, Agree(Officer), Start.AddMinutes(40));
        Assert.Equal((JointStatus.Confirmed, referral.EscalatesAt, 0), (late.Joint!.Status, late.EscalatesAt, more.Length));
    }

    [Fact]
    public void The_first_answer_counts_once_and_whoever_sees_it_otherwise_is_heard_afterwards_too()
    {
        var agreed = Do(Identified().Referral, Agree(Officer), Later).Referral;
        foreach (var command in new[] { Agree(Officer), Agree(OtherOfficer) })
        {
            var (again, messages, reply) = Do(agreed, command, Later);
            Assert.Same(agreed, again);
            Assert.Equal((0, "referrals.joint.noted"), (messages.Length, reply?.Words.Key));
        }
        var (disputed, told, _) = Do(Do(agreed, Take(Duty), Later).Referral, Disagree(OtherOfficer), Later);
        Assert.Equal(JointStatus.Disputed, disputed.Joint!.Status);
        Assert.Equal([Social, Duty], told.Select(one => one.To));
        // From there on it is for the coordinator.
        foreach (var command in new[] { Agree(Officer), Disagree(Officer), Disagree(OtherOfficer) })
            Assert.Same(disputed, Do(disputed, command, Later).Referral);
    }

    [Fact]
    public void Whoever_was_not_asked_works_elsewhere_or_has_no_code_answers_nothing()
    {
        var asked = Identified().Referral;
        foreach (var (actor, digits, says) in new[]
        {
            (Met(new("officer-9")), Digits(new("officer-9")), "referrals.not-open"), (Met(Social), Digits(Social), "referrals.joint.noted"), (Met(Officer, "south"), Digits(Officer), "referrals.not-open"),
            (Met(Officer), WrongFor(Officer), "referrals.code.wrong"),
        })
        foreach (var command in new ReferralCommand[] { new ReferralCommand.Take(actor, digits, "Desk", ChannelKind.Telegram), new ReferralCommand.PassOn(actor, digits, ChannelKind.Telegram) })
        {
            var (after, messages, reply) = Do(asked, command, Later);
            Assert.Equal((asked.Stage, JointStatus.Asked, 0, says), (after.Stage, after.Joint!.Status, messages.Length, reply?.Words.Key));
        }
        // Where nobody was asked there is nothing to answer.
        Assert.Equal(Stage.Referred, Do(Opened().Referral, Disagree(Officer), Later).Referral.Stage);
        Assert.Null(Do(Opened().Referral, Agree(Officer), Later).Referral.Joint);
    }

    [Fact]
    public void Five_wrong_codes_close_it_to_texts_and_a_button_still_works()
    {
        var referral = Identified().Referral;
        for (var guess = 0; guess < Escalation.GuessesAllowed; guess++) referral = Do(referral, new ReferralCommand.Take(Met(Officer), WrongFor(Officer), "Desk", ChannelKind.Sms), Later).Referral;
        Assert.IsType<ReferralRefusal.ClosedToSms>(Refused(referral, Agree(Officer, ChannelKind.Sms), Later));
        Assert.IsType<ReferralRefusal.ClosedToSms>(Refused(referral, Disagree(Officer, ChannelKind.Sms), Later));
        Assert.Equal(JointStatus.Confirmed, Do(referral, Agree(Officer), Later).Referral.Joint!.Status);
    }

    [Fact]
    public void Once_nobody_of_those_asked_can_be_reached_it_goes_on_at_once()
    {
        var (asked, undelivered) = (Identified().Referral, new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms));
        var (one, messages, _) = Do(asked, new ReferralCommand.RecordDelivery("joint-confirmation-1-0", new DeliveryOutcome.Failed("no-channel-left")), Later);
        Assert.Equal((Stage.Identified, 0, "joint-confirmation-1-1"), (one.Stage, messages.Length, one.Joint!.Asked.Alerts.Single(alert => alert.IsPending).Id));
        Nothing(one, new ReferralCommand.RecordDelivery("joint-confirmation-1-0", new DeliveryOutcome.Failed("no-channel-left")), Later);
        var (none, alerts, _) = Do(one, new ReferralCommand.RecordDelivery("joint-confirmation-1-1", undelivered), Later);
        Assert.Equal((Stage.Referred, JointStatus.Unanswered), (none.Stage, none.Joint!.Status));
        Assert.Equal([Duty], alerts.Select(alert => alert.To));
        Assert.Equal(new ReferralEvent.AlertFailed("joint-confirmation-1-1", SendFailure.Undelivered.Name), Events(one, new ReferralCommand.RecordDelivery("joint-confirmation-1-1", undelivered), Later)[0]);
        // He who could not be reached may have been told otherwise.
        Assert.Equal(JointStatus.Confirmed, Do(none, Agree(Officer), Later).Referral.Joint!.Status);
    }

    [Fact]
    public void What_a_carrier_says_of_a_question_that_was_delivered_answered_or_dropped_changes_nothing()
    {
        var asked = Identified().Referral;
        Nothing(asked, new ReferralCommand.RecordDelivery("joint-confirmation-1-0", new DeliveryOutcome.Delivered()), Later);
        Nothing(asked, new ReferralCommand.RecordDelivery("joint-confirmation-9-0", new DeliveryOutcome.Failed("no-channel-left")), Later);
        Nothing(Do(asked, Agree(Officer), Later).Referral, new ReferralCommand.RecordDelivery("joint-confirmation-1-1", new DeliveryOutcome.Failed("no-channel-left")), Later);
        Assert.Equal([new ReferralEvent.MessageDropped("joint-confirmation-1-0")], Events(asked, new ReferralCommand.RecordDelivery("joint-confirmation-1-0", new DeliveryOutcome.Dropped()), Later));
    }

    [Fact]
    public void The_question_is_sent_as_long_as_it_waits_for_an_answer()
    {
        var (asked, messages) = Identified();
        Assert.True(ReferralRules.StillWanted(asked, messages[0], Later));
        Assert.False(ReferralRules.StillWanted(Do(asked, Agree(Officer), Later).Referral, messages[1], Later));
        Assert.False(ReferralRules.StillWanted(Do(asked, new ReferralCommand.TimeUp(), Start.AddMinutes(30)).Referral, messages[1], Later));
        Assert.False(ReferralRules.StillWanted(Merged(asked), messages[0], Later));
    }

    [Fact]
    public void Closed_meanwhile_an_answer_changes_nothing_and_tells_nobody()
    {
        var closed = Merged(Identified().Referral);
        foreach (var command in new[] { Agree(Officer), Disagree(Officer) })
        {
            var (after, messages, reply) = Do(closed, command, Later);
            Assert.Same(closed, after);
            Assert.Equal((0, "referrals.joint.noted"), (messages.Length, reply?.Words.Key));
        }
        Nothing(closed, new ReferralCommand.TimeUp(), Start.AddDays(1));
    }

    [Fact]
    public void Whoever_identifies_or_manages_adds_what_is_needed_once_and_is_offered_the_rest()
    {
        var asked = Identified().Referral;
        foreach (var actor in new[] { Met(Social), Met(Officer), Actor(Duty) })
        {
            var (referral, messages, reply) = Do(asked, new ReferralCommand.AddNeed(actor, "legal"), Later);
            Assert.Equal(["shelter", "legal"], referral.Facts!.Needs);
            Assert.Equal((0, "referrals.screen.reason.noted"), (messages.Length, reply!.Words.Key));
            Assert.Equal(PeopleFile.Needs.Except(["shelter", "legal"]).Select(need => $"ref add-need 5F7K {need}"), reply.Choices.Select(choice => choice.Data));
            Assert.Equal("referrals.screen.reason.noted", Assert.IsType<ReferralRefusal.NotNow>(Refused(referral, new ReferralCommand.AddNeed(actor, "legal"), Later)).Answer.Words.Key);
        }
    }

    [Fact]
    public void Nobody_else_adds_anything_and_nothing_is_added_to_what_is_closed()
    {
        foreach (var actor in new[] { Met(new("officer-9")), Met(Officer, "south"), Met(Officer) with { Role = Role.Referrer }, Actor(Duty) with { Regions = ["south"] }, Provider(LakeOne), Caseworker(Case) })
            Assert.Equal("referrals.screen.not-yours", Assert.IsType<ReferralRefusal.NoRight>(Refused(Identified().Referral, new ReferralCommand.AddNeed(actor, "legal"), Later)).Answer.Words.Key);
        Assert.IsType<ReferralRefusal.NoRight>(Refused(Opened().Referral, new ReferralCommand.AddNeed(Met(Officer), "legal"), Later));
        Assert.IsType<ReferralRefusal.NotNow>(Refused(In(Stage.Closed), new ReferralCommand.AddNeed(Actor(Duty), "legal"), Later));
    }

    [Fact]
    public void Nothing_of_it_prints_more_than_how_it_stands() => Assert.Equal("Asked", $"{Identified().Referral.Joint}");

    private static Referral Merged(Referral referral) => Do(referral, new ReferralCommand.Merge(Actor(Duty), "RA-0A00-M", "referral~other"), Later).Referral;
}
