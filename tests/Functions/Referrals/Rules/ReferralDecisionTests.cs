using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>How a referral climbs its ladder, and what each message that leaves says.</summary>
public sealed class ReferralDecisionTests
{
    private static readonly PersonId Second = new("second");

    [Fact]
    public void An_alert_names_the_reference_and_a_code_that_its_buttons_bring_back()
    {
        var (referral, messages) = Opened();
        var alert = Assert.Single(messages);
        Assert.Equal(("alert-1", "referrals.alert", Priority.Urgent), (alert.Id, alert.Words.Key, alert.Priority));
        var code = $"A5F7K-{Digits(Duty)}";
        Assert.Equal([$"alert take {code}", $"alert pass {code}"], alert.Choices.Select(choice => choice.Data));
        Assert.Equal(["referrals.button.take", "referrals.button.pass"], alert.Choices.Select(choice => choice.Label.Key));
        Assert.Equal([new Argument.Translated("referrals.age.adult"), new Argument.Literal(code), new Argument.Literal("RA-5F7K-2"), new Argument.Named(referral.RegionLabels), new Argument.Translated("referrals.urgency.urgent")], alert.Words.Arguments.Values);
        Assert.Equal(alert.Words.Arguments["code"], Do(referral, Take(Duty, ChannelKind.Sms), Start).Reply?.Words.Arguments["code"]);
    }

    [Fact]
    public void What_is_routine_leaves_as_routine()
    {
        var (referral, messages) = Opened(Facts(Urgency.Routine, AgeGroup.Adult));
        Assert.Equal(Priority.Routine, messages[0].Priority);
        Assert.Equal(Start.AddHours(4), referral.EscalatesAt);
    }

    [Fact]
    public void Who_was_alerted_before_is_told_that_it_is_again_and_nobody_else_is()
    {
        var (referral, first) = Opened(levels: [[Duty], [Duty, Backup], [], [Authority]]);
        Assert.Equal(["referrals.alert"], first.Select(one => one.Words.Key));
        var (_, second, _) = Do(referral, new ReferralCommand.Escalate(), Start.AddMinutes(30));
        Assert.Equal([(Duty, "referrals.alert.again"), (Backup, "referrals.alert")], second.Select(one => (one.To, one.Words.Key)));
    }

    [Fact]
    public void A_step_above_with_nobody_on_it_is_passed_over_too()
    {
        var (referral, messages, _) = Do(Opened(levels: [[Duty], [], [Committee], [Authority]]).Referral, new ReferralCommand.Escalate(), Start.AddMinutes(30));
        Assert.Equal([Committee], messages.Select(one => one.To));
        Assert.Equal(2, referral.Level);
    }

    [Fact]
    public void With_nobody_on_any_step_it_stands_at_the_top_and_the_clock_goes_on()
    {
        var (referral, messages) = Opened(levels: [[], [], [], []]);
        Assert.Empty(messages);
        Assert.Equal((3, Start.AddMinutes(30)), (referral.Level, referral.EscalatesAt));
    }

    [Fact]
    public void While_somebody_on_the_level_still_has_it_nobody_above_is_alerted()
    {
        var (referral, messages, _) = Do(Opened(levels: [[Duty, Second], [Backup], [], [Authority]]).Referral, PassOn(Duty), Start.AddMinutes(1));
        Assert.Empty(messages);
        Assert.Equal((0, Start.AddMinutes(30)), (referral.Level, referral.EscalatesAt));
    }

    [Fact]
    public void Somebody_on_a_level_below_does_not_hold_it_back()
    {
        var (referral, messages, _) = Do(Escalated(), PassOn(Backup), Start.AddMinutes(31));
        Assert.Equal([Committee], messages.Select(one => one.To));
        Assert.Equal(2, referral.Level);
    }

    [Fact]
    public void Given_back_while_a_colleague_still_has_her_alert_it_waits_for_her_and_the_clock_starts_anew()
    {
        var taken = Do(Opened(levels: [[Duty, Second], [Backup], [], [Authority]]).Referral, Take(Duty), Start).Referral;
        var (referral, messages, _) = Do(taken, PassOn(Duty), Start.AddMinutes(5));
        Assert.Empty(messages);
        Assert.Equal((0, Start.AddMinutes(35)), (referral.Level, referral.EscalatesAt));
    }

    [Fact]
    public void Who_has_passed_it_on_is_left_in_peace_further_up()
    {
        var (_, messages, _) = Do(Opened(levels: [[Duty], [Duty, Backup], [], [Authority]]).Referral, PassOn(Duty), Start.AddMinutes(1));
        Assert.Equal([Backup], messages.Select(one => one.To));
    }

    [Fact]
    public void The_last_level_cannot_pass_it_on_for_good()
    {
        var top = Opened(levels: [[], [], [], [Authority]]).Referral;
        var passed = Do(top, PassOn(Authority), Start.AddMinutes(1)).Referral;
        var (_, messages, _) = Do(passed, new ReferralCommand.Escalate(), Start.AddMinutes(30));
        Assert.Equal([(Authority, "referrals.alert.again")], messages.Select(one => (one.To, one.Words.Key)));
    }

    [Fact]
    public void Nobody_left_at_the_top_is_told_at_once_to_humans_and_told_once()
    {
        var top = Opened(levels: [[], [], [], [Authority, Second]]).Referral;
        top = top with { Escalation = top.Escalation with { Ladder = top.Ladder with { Administrators = [Admin, new("admin-2")] } } };
        var first = Do(top, new ReferralCommand.RecordDelivery("alert-1", new DeliveryOutcome.Failed("no-channel-left")), Start.AddMinutes(1));
        Assert.Empty(first.Messages);
        var (unreached, messages, _) = Do(first.Referral, new ReferralCommand.RecordDelivery("alert-2", new DeliveryOutcome.Failed("no-channel-left")), Start.AddMinutes(2));
        Assert.Equal([("admin", "referrals.not-reached"), ("admin-2", "referrals.not-reached"), ("ngo", "referrals.notice.waiting")], messages.Select(one => (one.To.Value, one.Words.Key)).Order());
        Assert.All(messages.Where(one => one.To != Ngo), one => Assert.Equal(Priority.Urgent, one.Priority));
        Assert.True(unreached.Unreached);
        Assert.Equal(Start.AddMinutes(30), unreached.EscalatesAt);
        // Passed on as well, and the clock: the authority again, nobody is told a second time.
        Assert.Empty(Do(unreached, PassOn(Authority), Start.AddMinutes(3)).Messages);
        Assert.Equal([Authority, Second], Do(unreached, new ReferralCommand.Escalate(), Start.AddMinutes(30)).Messages.Select(one => one.To));
    }

    [Fact]
    public void Every_message_of_a_referral_has_an_id_of_its_own()
    {
        var all = new List<OutboundMessage>();
        var referral = Referral.None;
        void Now(ReferralCommand command, int minute)
        {
            (referral, var messages, _) = Do(referral, command, Start.AddMinutes(minute));
            all.AddRange(messages);
        }
        Now(Open(Facts(Urgency.Urgent, AgeGroup.Adult), Levels) with { Tell = [Ngo, new("ngo-2")] }, 0);
        for (var step = 1; step <= 4; step++) Now(new ReferralCommand.Escalate(), 30 * step);
        Now(Take(Duty), 121);
        Now(PassOn(Duty), 122);
        Now(new ReferralCommand.Escalate(), 152);
        Now(Take(Backup), 153);
        Assert.Equal(4, all.Count(one => one.Words.Key == "referrals.notice.waiting"));
        Assert.Equal(2, all.Count(one => one.Words.Key == "referrals.not-reached"));
        Assert.Equal(all.Count, all.Select(one => one.Id).Distinct().Count());
        // Alerts are asked about again before they leave, by their first letter.
        Assert.All(all, one => Assert.Equal(one.Words.Key.StartsWith("referrals.alert", StringComparison.Ordinal), one.Purpose == MessagePurpose.Alert));
    }

    [Fact]
    public void Whom_the_referral_came_from_is_noted_as_told()
    {
        var events = Assert.IsType<Decision<ReferralEvent>.Commit>(ReferralRules.Decide(Opened().Referral, Take(Duty), Start)).Events;
        Assert.Equal([new ReferralEvent.Taken(Duty, ChannelKind.Telegram, "Desk duty", Start.AddHours(4)), new ReferralEvent.ReferrerNotified("notice-2", Ngo, "referrals.notice.taken")], events);
        Assert.Equal(2, events.Aggregate(Opened().Referral, ReferralEvolution.Evolve).Messages);
    }

    private static ReferralCommand PassOn(PersonId person) => new ReferralCommand.PassOn(Actor(person), Digits(person), ChannelKind.Telegram);
}
