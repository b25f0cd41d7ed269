using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Tests.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>.NoChange;
using Refused = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>.Refused;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>Given what happened, when somebody does something, then: no storage, no clock.</summary>
public sealed class ReferralRulesTests
{
    [Fact]
    public void Whoever_is_on_duty_is_alerted_and_nobody_else()
    {
        var (referral, messages) = Opened();
        Assert.Equal([Duty], messages.Select(one => one.To));
        Assert.Equal(Start.AddMinutes(30), referral.EscalatesAt);
        Assert.Equal([$"alert take A5F7K-{Digits(Duty)}", $"alert pass A5F7K-{Digits(Duty)}"], messages[0].Choices.Select(choice => choice.Data));
    }

    [Fact]
    public void A_child_is_at_least_urgent()
    {
        var (referral, messages) = Opened(Facts(Urgency.Routine, AgeGroup.Child));
        Assert.Equal(Urgency.Urgent, referral.Facts!.Urgency);
        Assert.Equal(Priority.Urgent, messages[0].Priority);
        Assert.Equal(Start.AddMinutes(30), referral.EscalatesAt);
    }

    [Fact]
    public void Steps_with_nobody_on_them_are_passed_over()
    {
        var (referral, messages) = Opened(levels: [[], [], [Committee], [Authority]]);
        Assert.Equal([Committee], messages.Select(one => one.To));
        Assert.Equal(2, referral.Level);
    }

    [Fact]
    public void Taking_it_stops_the_clock_and_tells_the_one_who_referred()
    {
        var (referral, messages, reply) = Do(Opened().Referral, Take(Duty), Start.AddMinutes(3));
        Assert.Equal(Duty, referral.TakenBy);
        Assert.Null(referral.EscalatesAt);
        Assert.Equal([(Ngo, "referrals.notice.taken")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal("referrals.taken", reply?.Words.Key);
    }

    [Fact]
    public void Taken_by_a_text_the_answer_asks_whether_it_was_really_her() =>
        Assert.Equal("referrals.taken.not-you", Do(Opened().Referral, Take(Duty, ChannelKind.Sms), Start).Reply?.Words.Key);

    [Fact]
    public void A_second_taker_is_told_who_has_it()
    {
        var taken = Do(Escalated(), Take(Duty), Start.AddMinutes(31)).Referral;
        var (still, messages, reply) = Do(taken, Take(Backup), Start.AddMinutes(32));
        Assert.Equal(Duty, still.TakenBy);
        Assert.Empty(messages);
        Assert.Equal("referrals.taken.by-other", reply?.Words.Key);
        Assert.Equal(new Argument.Literal("Desk duty"), reply?.Words.Arguments["by"]);
    }

    [Fact]
    public void The_right_number_with_a_wrong_code_takes_nothing_and_is_noted()
    {
        var (referral, _, reply) = Do(Opened().Referral, new ReferralCommand.Take(Actor(Duty), WrongFor(Duty), "Desk", ChannelKind.Sms), Start);
        Assert.Null(referral.TakenBy);
        Assert.Equal(1, referral.Escalation.Guesses[Duty]);
        Assert.Equal(Start.AddMinutes(30), referral.EscalatesAt);
        Assert.Equal("referrals.code.wrong", reply?.Words.Key);
    }

    [Fact]
    public void Of_ten_thousand_guesses_five_are_looked_at()
    {
        var referral = Opened().Referral;
        var looked = 0;
        for (var guess = 0; guess < 10_000; guess++)
        {
            var digits = guess.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
            if (digits == Digits(Duty)) continue;
            var decision = ReferralRules.Decide(referral, new ReferralCommand.Take(Actor(Duty), digits, "Desk", ChannelKind.Sms), Start);
            if (Stored.Of(decision) is not { } accepted) continue;
            looked++;
            referral = accepted.Events.Aggregate(referral, ReferralEvolution.Evolve);
        }
        Assert.Equal(5, looked);
        Assert.IsType<ReferralRefusal.ClosedToSms>(Assert.IsType<Refused>(ReferralRules.Decide(referral, Take(Duty, ChannelKind.Sms), Start)).Why);
        // The clock goes on, and a button in her own chat still works.
        Assert.Equal(Start.AddMinutes(30), referral.EscalatesAt);
        Assert.Equal(Duty, Do(referral, Take(Duty), Start).Referral.TakenBy);
    }

    [Fact]
    public void Somebody_without_the_right_learns_nothing()
    {
        var outsider = new Actor(Duty, Role.RegionalCoordinator, "org", ["elsewhere"]);
        var (referral, messages, reply) = Do(Opened().Referral, new ReferralCommand.Take(outsider, Digits(Duty), "Desk", ChannelKind.Sms), Start);
        Assert.Equal("referrals.not-open", reply?.Words.Key);
        Assert.Null(referral.TakenBy);
        Assert.Empty(messages);
    }

    [Fact]
    public void Unanswered_it_goes_up_to_the_authority_and_there_again_until_somebody_takes_it_while_ngo_and_operations_are_told()
    {
        var referral = Opened().Referral;
        var alerted = new List<PersonId>();
        for (var step = 1; step <= 5; step++)
        {
            (referral, var messages, _) = Do(referral, new ReferralCommand.Escalate(), Start.AddMinutes(30 * step));
            alerted.AddRange(messages.Select(one => one.To.Person!.Value));
        }
        Assert.Equal([Backup, Committee, Authority, Admin, Ngo, Authority, Authority], alerted);
        Assert.NotNull(referral.EscalatesAt);
    }

    [Fact]
    public void Nothing_escalates_early_and_the_same_moment_twice_counts_once()
    {
        Assert.IsType<Nothing>(ReferralRules.Decide(Opened().Referral, new ReferralCommand.Escalate(), Start.AddMinutes(30).AddTicks(-1)));
        Assert.IsType<Nothing>(ReferralRules.Decide(Escalated(), new ReferralCommand.Escalate(), Start.AddMinutes(30)));
    }

    [Fact]
    public void After_hours_of_silence_it_goes_straight_to_where_it_would_stand()
    {
        var (referral, messages, _) = Do(Opened().Referral, new ReferralCommand.Escalate(), Start.AddHours(3));
        Assert.Equal(3, referral.Level);
        Assert.Equal([Backup, Committee, Authority], messages.Select(one => one.To));
        Assert.Equal(Start.AddHours(3.5), referral.EscalatesAt);
    }

    [Fact]
    public void Passed_on_by_all_of_a_level_it_goes_up_at_once()
    {
        var (referral, messages, reply) = Do(Opened().Referral, new ReferralCommand.PassOn(Actor(Duty), Digits(Duty), ChannelKind.Telegram), Start.AddMinutes(1));
        Assert.Equal([Backup], messages.Select(one => one.To));
        Assert.Equal("referrals.passed", reply?.Words.Key);
        Assert.Equal(Start.AddMinutes(31), referral.EscalatesAt);
    }

    [Fact]
    public void Given_back_it_is_open_again_and_the_clock_runs()
    {
        var taken = Do(Opened().Referral, Take(Duty, ChannelKind.Sms), Start).Referral;
        var (referral, messages, _) = Do(taken, new ReferralCommand.PassOn(Actor(Duty), Digits(Duty), ChannelKind.Sms), Start.AddMinutes(5));
        Assert.Null(referral.TakenBy);
        Assert.Equal([Backup], messages.Select(one => one.To));
        Assert.Equal(Start.AddMinutes(35), referral.EscalatesAt);
    }

    [Fact]
    public void What_the_carrier_could_not_deliver_goes_by_the_next_channel()
    {
        var (referral, first) = Opened();
        var (after, messages, _) = Do(referral, new ReferralCommand.RecordDelivery(first[0].Id, new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms)), Start.AddMinutes(1));
        Assert.Equal([(Duty, ChannelKind.Sms)], messages.Select(one => (one.To, one.Avoid.Single())));
        Assert.True(ReferralRules.StillWanted(after, messages[0], Start));
    }

    [Fact]
    public void Nobody_on_a_level_can_be_reached_and_it_goes_up_at_once()
    {
        var (referral, first) = Opened();
        Assert.Equal([Backup], Do(referral, new ReferralCommand.RecordDelivery(first[0].Id, new DeliveryOutcome.Failed("no-channel-left")), Start).Messages.Select(one => one.To));
    }

    [Fact]
    public void An_alert_that_was_taken_meanwhile_is_not_sent_any_more()
    {
        var (referral, first) = Opened();
        Assert.True(ReferralRules.StillWanted(referral, first[0], Start));
        Assert.False(ReferralRules.StillWanted(Do(referral, Take(Duty), Start).Referral, first[0], Start));
    }

    [Theory]
    [InlineData("same body", typeof(Nothing))]
    [InlineData("other body", typeof(Refused))]
    public void The_same_key_counts_once(string body, Type outcome)
    {
        var referral = Opened().Referral;
        var again = Open(Facts(Urgency.Urgent, AgeGroup.Adult), Levels) with { Opening = new Opening("key", body) };
        Assert.IsType(outcome, ReferralRules.Decide(referral, again, Start));
    }

    [Fact]
    public void Another_body_under_the_same_key_and_another_referral_of_the_same_reference_are_told_apart()
    {
        var referral = Opened().Referral;
        var open = Open(Facts(Urgency.Urgent, AgeGroup.Adult), Levels);
        Assert.IsType<ReferralRefusal.KeyReused>(Assert.IsType<Refused>(ReferralRules.Decide(referral, open with { Opening = new Opening("key", "other body") }, Start)).Why);
        Assert.IsType<ReferralRefusal.ReferenceTaken>(Assert.IsType<Refused>(ReferralRules.Decide(referral, open with { Opening = new Opening("other key", "same body") }, Start)).Why);
        Assert.IsType<ReferralRefusal.ReferenceTaken>(Assert.IsType<Refused>(ReferralRules.Decide(Referral.Erased, open, Start)).Why);
    }

    [Theory]
    [InlineData(Urgency.Routine, AgeGroup.Adult, Urgency.Routine)]
    [InlineData(Urgency.Urgent, AgeGroup.Adult, Urgency.Urgent)]
    [InlineData(Urgency.Routine, AgeGroup.Child, Urgency.Urgent)]
    [InlineData(Urgency.Immediate, AgeGroup.Child, Urgency.Immediate)]
    public void Urgency_is_raised_for_a_child_and_never_lowered(Urgency asked, AgeGroup age, Urgency stands) =>
        Assert.Equal(stands, Opened(Facts(asked, age)).Referral.Facts!.Urgency);

    [Fact]
    public void Of_what_was_never_opened_nothing_is_had_and_nobody_learns_anything()
    {
        var passOn = new ReferralCommand.PassOn(Actor(Duty), Digits(Duty), ChannelKind.Sms);
        foreach (var command in new[] { Take(Duty), passOn })
            Assert.Equal("referrals.not-open", Assert.IsType<ReferralRefusal.NotOpen>(Assert.IsType<Refused>(ReferralRules.Decide(Referral.None, command, Start)).Why).Reply?.Words.Key);
        foreach (var command in new ReferralCommand[] { new ReferralCommand.Escalate(), new ReferralCommand.RecordDelivery("alert-1", new DeliveryOutcome.Delivered()) })
            Assert.IsType<Nothing>(ReferralRules.Decide(Referral.None, command, Start));
    }

    [Fact]
    public void With_a_wrong_code_nothing_is_passed_on()
    {
        var (referral, messages, reply) = Do(Opened().Referral, new ReferralCommand.PassOn(Actor(Duty), WrongFor(Duty), ChannelKind.Sms), Start);
        Assert.Empty(messages);
        Assert.Equal(AlertStatus.Sent, referral.Alerts.Single().Status);
        Assert.Equal(1, referral.Escalation.Guesses[Duty]);
        Assert.Equal("referrals.code.wrong", reply?.Words.Key);
    }

    [Fact]
    public void One_step_late_it_goes_two_steps_up()
    {
        var (referral, messages, _) = Do(Opened().Referral, new ReferralCommand.Escalate(), Start.AddMinutes(60));
        Assert.Equal(2, referral.Level);
        Assert.Equal([Backup, Committee], messages.Select(one => one.To));
    }

    [Fact]
    public void Delivered_is_noted_once()
    {
        var learn = new ReferralCommand.RecordDelivery("alert-1", new DeliveryOutcome.Delivered());
        var (referral, messages, _) = Do(Opened().Referral, learn, Start);
        Assert.Empty(messages);
        Assert.Equal(AlertStatus.Delivered, referral.Alerts.Single().Status);
        Assert.IsType<Nothing>(ReferralRules.Decide(referral, learn, Start));
        Assert.IsType<Nothing>(ReferralRules.Decide(referral, learn with { Message = "alert-9" }, Start));
    }

    [Fact]
    public void Undelivered_is_noted_and_means_another_channel_once_and_none_for_who_passed_it_on()
    {
        var learn = new ReferralCommand.RecordDelivery("alert-1", new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms));
        var referral = Do(Opened().Referral, learn, Start).Referral;
        Assert.Equal([("alert-1", AlertStatus.Failed), ("alert-2", AlertStatus.Sent)], referral.Alerts.Select(alert => (alert.Id, alert.Status)));
        Assert.IsType<Nothing>(ReferralRules.Decide(referral, learn, Start));
        Assert.IsType<Nothing>(ReferralRules.Decide(referral, learn with { Message = "alert-2" }, Start));
        var passed = Do(Opened().Referral, new ReferralCommand.PassOn(Actor(Duty), Digits(Duty), ChannelKind.Telegram), Start).Referral;
        Assert.IsType<Nothing>(ReferralRules.Decide(passed, learn, Start));
        // Taken meanwhile: noted, and nobody needs it any more.
        var (taken, messages, _) = Do(Do(Opened().Referral, Take(Duty), Start).Referral, learn, Start);
        Assert.Empty(messages);
        Assert.Equal(AlertStatus.Failed, taken.Alerts.Single().Status);
    }

    [Fact]
    public void An_alert_that_is_not_remembered_any_more_is_not_sent()
    {
        var (referral, first) = Opened();
        Assert.False(ReferralRules.StillWanted(referral, first[0] with { Id = "alert-99" }, Start));
        Assert.False(ReferralRules.StillWanted(Do(referral, new ReferralCommand.PassOn(Actor(Duty), Digits(Duty), ChannelKind.Telegram), Start).Referral, first[0], Start));
        Assert.True(ReferralRules.StillWanted(referral, first[0] with { Id = "notice-99", Purpose = MessagePurpose.Notice }, Start));
    }

    [Fact]
    public void What_there_is_no_rule_for_is_a_defect_that_says_so() =>
        Assert.Contains(nameof(Unknown), Assert.Throws<InvalidOperationException>(() => ReferralRules.Decide(Opened().Referral, new Unknown(), Start)).Message, StringComparison.Ordinal);

    private sealed record Unknown : ReferralCommand;
}
