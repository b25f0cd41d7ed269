using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>What each event makes of a referral, and what the board says of it.</summary>
public sealed class ReferralEvolutionTests
{
    [Fact]
    public void Who_passes_on_passes_their_own_open_alerts_on_and_nobody_elses()
    {
        var referral = After(Opened(levels: [[Duty, Backup], [Duty], [], [Authority]]).Referral, new AlertFailed("alert-1", "no-channel-left"), new Alerted("alert-3", Duty, 1, []), new PassedOn(Duty));
        Assert.Equal([("alert-1", AlertStatus.Failed), ("alert-2", AlertStatus.Sent), ("alert-3", AlertStatus.Passed)], Alerts(referral));
    }

    [Fact]
    public void What_a_carrier_says_is_noted_of_the_one_alert_that_it_speaks_of()
    {
        var two = Opened(levels: [[Duty, Backup], [], [], [Authority]]).Referral;
        Assert.Equal([("alert-1", AlertStatus.Sent), ("alert-2", AlertStatus.Delivered)], Alerts(After(two, new AlertDelivered("alert-2"))));
        Assert.Equal([("alert-1", AlertStatus.Failed), ("alert-2", AlertStatus.Sent)], Alerts(After(two, new AlertUndelivered("alert-1", ChannelKind.Sms, "undelivered"))));
        Assert.Equal([("alert-1", AlertStatus.Sent), ("alert-2", AlertStatus.Failed)], Alerts(After(two, new AlertFailed("alert-2", "no-channel-left"))));
    }

    [Fact]
    public void Of_one_person_on_one_level_the_last_three_alerts_are_remembered_and_all_of_the_others()
    {
        var referral = Opened(levels: [[Duty, Backup, Committee, Ngo], [Duty], [], [Authority]]).Referral;
        referral = After(referral, new Alerted("alert-5", Duty, 1, []), new Alerted("alert-6", Duty, 0, []), new Alerted("alert-7", Duty, 0, []));
        Assert.Equal(["alert-1", "alert-2", "alert-3", "alert-4", "alert-5", "alert-6", "alert-7"], referral.Alerts.Select(alert => alert.Id));
        Assert.Equal(["alert-2", "alert-3", "alert-4", "alert-5", "alert-6", "alert-7", "alert-8"], After(referral, new Alerted("alert-8", Duty, 0, [])).Alerts.Select(alert => alert.Id));
    }

    [Fact]
    public void Given_back_after_nobody_was_reached_it_waits_again_as_if_new()
    {
        var unreached = After(Opened().Referral, new NotReached());
        Assert.True(unreached.Unreached);
        Assert.Equal(Opened().Referral.Messages + 1, unreached.Messages);
        var back = After(unreached, new Taken(Duty, ChannelKind.Sms, "Desk"), new Released(Duty, Start.AddHours(1)));
        Assert.False(back.Unreached);
        Assert.Null(back.TakerCallName);
        Assert.Equal(Start.AddHours(1), back.EscalatesAt);
    }

    [Theory]
    [InlineData("alerted", 0, false, false)]
    [InlineData("escalated", 1, false, false)]
    [InlineData("nobody-reached", 1, true, false)]
    [InlineData("taken", 1, true, true)]
    public void The_board_of_the_region_shows_where_it_stands(string status, int level, bool isUnreached, bool isTaken)
    {
        var referral = Opened().Referral;
        referral = referral with { Escalation = referral.Escalation with { Level = level, Unreached = isUnreached, TakenBy = isTaken ? Duty : null } };
        var lines = ReferralEvolution.Lists(referral).ToList();
        Assert.Equal(isTaken ? [(ReferralEvolution.BoardView, "north"), (ReferralEvolution.MineView, "person|duty"), (ReferralEvolution.OrganisationsView, "person|organisation|ngo")] : [(ReferralEvolution.BoardView, "north"), (ReferralEvolution.OrganisationsView, "person|organisation|ngo")], lines.Select(line => (line.View, line.Partition)));
        Assert.All(lines, line => Assert.Equal(
            $$"""{"reference":"RA-5F7K-2","urgency":"Urgent","status":"{{status}}","since":"2026-03-02T08:00:00+00:00","next":"2026-03-02T08:30:00+00:00"}""", line.Shown));
    }

    [Fact]
    public void What_is_not_opened_is_on_no_board_and_wakes_nobody()
    {
        Assert.Empty(ReferralEvolution.Lists(Referral.None));
        Assert.Empty(ReferralEvolution.WakeUps(Referral.None));
        Assert.Equal([new WakeUp(ReferralRules.EscalationDue, Start.AddMinutes(30))], ReferralEvolution.WakeUps(Opened().Referral));
    }

    private static Referral After(Referral referral, params ImmutableArray<ReferralEvent> happened) => happened.Aggregate(referral, ReferralEvolution.Evolve);

    private static IEnumerable<(string, AlertStatus)> Alerts(Referral referral) => referral.Alerts.Select(alert => (alert.Id, alert.Status));
}
