using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.Referrals.Given;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>Given a stage, when whoever has it, somebody else or the clock does something, then.</summary>
public sealed class LifecycleRulesTests
{
    private static readonly DateTimeOffset Later = Start.AddHours(1);

    [Theory]
    [InlineData(Stage.Referred)]
    [InlineData(Stage.Acknowledged, "accept", "assign", "hand", "close")]
    [InlineData(Stage.Accepted, "accept", "assign", "hand", "close")]
    [InlineData(Stage.Assigned, "accept", "assign", "hand", "close")]
    [InlineData(Stage.InAssistance, "accept", "assign", "reintegrate", "hand", "close")]
    [InlineData(Stage.Reintegration, "accept", "assign", "hand", "close")]
    [InlineData(Stage.Closed)]
    public void What_is_possible_in_a_stage_is_done_and_what_is_not_is_refused_with_what_is(Stage stage, params string[] possible)
    {
        var referral = In(stage);
        Assert.Equal(stage, referral.Stage);
        Assert.Equal(possible, LifecycleRules.Possible(stage));
        foreach (var (name, command) in All(Actor(Duty)))
        {
            if (possible.Contains(name))
            {
                Do(referral, command, Later);
                continue;
            }
            var refused = Assert.IsType<ReferralRefusal.NotNow>(Refused(referral, command, Later));
            Assert.Equal((stage, "referrals.screen.not-now"), (refused.Stage, refused.Answer.Words.Key));
            Assert.Equal(possible, refused.Possible);
        }
    }

    [Fact]
    public void What_nobody_has_nobody_moves_on_in_whatever_stage()
    {
        foreach (var stage in Stages.Except([Stage.Closed]))
        {
            var referral = In(stage);
            if (stage != Stage.Referred) referral = Do(referral, GiveBack(Duty), Later).Referral;
            foreach (var (_, command) in All(Actor(Duty))) Assert.IsType<ReferralRefusal.NotNow>(Refused(referral, command, Later));
        }
    }

    [Fact]
    public void Whoever_may_not_moves_nothing_in_any_stage_and_learns_nothing()
    {
        var others = Enum.GetValues<Role>().Where(role => !Roles.Coordinates(role)).Select(role => Actor(Duty) with { Role = role }).Append(Actor(Duty) with { Regions = ["south"] }).ToList();
        foreach (var stage in Stages)
        foreach (var actor in others)
        foreach (var (_, command) in All(actor))
            Assert.Equal("referrals.not-open", Assert.IsType<ReferralRefusal.NoRight>(Refused(In(stage), command, Later)).Answer.Words.Key);
    }

    [Theory]
    [InlineData(Stage.Acknowledged, Stage.Accepted, 24)]
    [InlineData(Stage.Accepted, Stage.Accepted, 24)]
    [InlineData(Stage.Assigned, Stage.Assigned, 24)]
    [InlineData(Stage.InAssistance, Stage.InAssistance, 30 * 24)]
    [InlineData(Stage.Reintegration, Stage.Reintegration, 30 * 24)]
    public void Going_on_sets_the_clock_of_the_stage_anew(Stage before, Stage after, int hours)
    {
        var (referral, messages, reply) = Do(In(before) with { Nudges = 2 }, new ReferralCommand.Accept(Actor(Duty)), Later);
        Assert.Equal((after, Later.AddHours(hours), 0), (referral.Stage, referral.Due, referral.Nudges));
        Assert.Empty(messages);
        Assert.Equal("referrals.screen.kept", reply?.Words.Key);
        Assert.Equal(["ref show 5F7K"], reply?.Choices.Select(choice => choice.Data));
    }

    [Theory]
    [InlineData(Urgency.Immediate, 80)]
    [InlineData(Urgency.Urgent, 240)]
    [InlineData(Urgency.Routine, 32 * 60)]
    public void Who_has_taken_it_is_asked_soon_whether_it_goes_on(Urgency urgency, int minutes)
    {
        var referral = Do(Opened(Facts(urgency, AgeGroup.Adult)).Referral, Take(Duty), Start).Referral;
        Assert.Equal((Stage.Acknowledged, Start.AddMinutes(minutes)), (referral.Stage, referral.Due));
        Nothing(referral, new ReferralCommand.TimeUp(), Start.AddMinutes(minutes).AddTicks(-1));
        var (asked, messages, reply) = Do(referral, new ReferralCommand.TimeUp(), Start.AddMinutes(minutes));
        Assert.Equal((1, Start.AddMinutes(2 * minutes)), (asked.Nudges, asked.Due));
        Assert.Equal([(Duty, "referrals.reminder", Priority.Urgent)], messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Equal(["ref keep 5F7K", "ref show 5F7K"], messages[0].Choices.Select(choice => choice.Data));
        Assert.Null(reply);
    }

    [Fact]
    public void Asked_three_times_in_vain_it_is_open_again_and_the_next_are_alerted()
    {
        var (referral, now) = (In(Stage.Accepted), Start);
        for (var time = 1; time <= LifecycleRules.NudgesAllowed; time++)
        {
            now = referral.Due!.Value;
            (referral, var asked, _) = Do(referral, new ReferralCommand.TimeUp(), now);
            Assert.Equal([(Duty, "referrals.reminder")], asked.Select(one => (one.To, one.Words.Key)));
        }
        now = referral.Due!.Value;
        (referral, var messages, _) = Do(referral, new ReferralCommand.TimeUp(), now);
        Assert.Equal([(Duty, "referrals.lapsed"), (Backup, "referrals.alert")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal((null, null, null, Stage.Referred, 0), (referral.TakenBy, referral.TakerCallName, referral.Due, referral.Stage, referral.Nudges));
        Assert.Equal(now.AddMinutes(30), referral.EscalatesAt);
        Assert.Equal("escalated", ReferralEvolution.StatusOf(referral));
        Assert.Equal(Backup, Do(referral, Take(Backup), now).Referral.TakenBy);
    }

    [Fact]
    public void Lapsed_in_assistance_the_provider_keeps_its_place_and_the_stage_stands()
    {
        var (referral, now) = (In(Stage.InAssistance), Start);
        for (var time = 1; time <= LifecycleRules.NudgesAllowed; time++)
        {
            now = referral.Due!.Value;
            (referral, var asked, _) = Do(referral, new ReferralCommand.TimeUp(), now);
            Assert.Equal(Priority.Routine, asked.Single().Priority);
        }
        now = referral.Due!.Value;
        Assert.Equal(Start.AddDays(120), now);
        Assert.Empty(Effects(referral, new ReferralCommand.TimeUp(), now));
        referral = Do(referral, new ReferralCommand.TimeUp(), now).Referral;
        Assert.Equal((null, Stage.InAssistance, OfferStatus.Accepted), (referral.TakenBy, referral.Stage, referral.Offers.Single().Status));
    }

    [Theory]
    [InlineData(Stage.Acknowledged, 24)]
    [InlineData(Stage.Assigned, 24)]
    [InlineData(Stage.InAssistance, 30 * 24)]
    [InlineData(Stage.Reintegration, 30 * 24)]
    public void Asked_whether_it_goes_on_the_code_says_so_too_and_for_as_long_as_the_button(Stage stage, int hours)
    {
        var (referral, messages, reply) = Do(In(stage) with { Nudges = 1 }, Take(Duty, ChannelKind.Sms), Later);
        Assert.Equal((Duty, Later.AddHours(hours), 0), (referral.TakenBy, referral.Due, referral.Nudges));
        Assert.Empty(messages);
        Assert.Equal("referrals.taken.not-you", reply?.Words.Key);
    }

    [Fact]
    public void Whoever_has_it_takes_it_again_and_nothing_changes()
    {
        foreach (var stage in Stages.Except([Stage.Referred, Stage.Closed]))
        {
            var (referral, messages, reply) = Do(In(stage), Take(Duty), Later);
            Assert.Equal((stage, Start, Duty), (referral.Stage, referral.Due!.Value - (In(stage).Due!.Value - Start), referral.TakenBy));
            Assert.Empty(messages);
            Assert.Equal("referrals.taken", reply?.Words.Key);
        }
    }

    [Fact]
    public void Given_back_it_is_open_again_in_whatever_stage_and_what_a_provider_holds_it_holds()
    {
        foreach (var stage in Stages.Except([Stage.Referred, Stage.Closed]))
        {
            Assert.Empty(Effects(In(stage), GiveBack(Duty), Later));
            var referral = Do(In(stage), GiveBack(Duty), Later).Referral;
            Assert.Equal((null, null, Later.AddMinutes(30)), (referral.TakenBy, referral.Due, referral.EscalatesAt));
            Assert.Equal(stage < Stage.Assigned ? Stage.Referred : stage, referral.Stage);
            Assert.Equal(In(stage).Offers.Select(offer => offer.Status), referral.Offers.Select(offer => offer.Status));
            var again = Do(referral, Take(Backup), Later).Referral;
            Assert.Equal((Backup, stage < Stage.Assigned ? Stage.Acknowledged : stage), (again.TakenBy, again.Stage));
        }
    }

    [Fact]
    public void Settling_in_begins_with_a_clock_of_its_own()
    {
        var (referral, messages, reply) = Do(In(Stage.InAssistance), new ReferralCommand.BeginReintegration(Actor(Backup)), Later);
        Assert.Equal((Stage.Reintegration, Later.AddDays(30), Duty), (referral.Stage, referral.Due, referral.TakenBy));
        Assert.Empty(messages);
        Assert.Equal(("referrals.screen.stage-changed", new Argument.Translated("referrals.stage.reintegration")), (reply!.Words.Key, reply.Words.Arguments["stage"]));
    }

    [Theory]
    [InlineData(Stage.Acknowledged)]
    [InlineData(Stage.Accepted)]
    [InlineData(Stage.Assigned, "lake-1", "lake-2")]
    [InlineData(Stage.InAssistance, "lake-1", "lake-2")]
    [InlineData(Stage.Reintegration, "lake-1", "lake-2")]
    public void Closing_ends_it_for_everybody_and_tells_them(Stage stage, params string[] providers)
    {
        var (referral, messages, reply) = Do(In(stage), Close(Duty), Later);
        Assert.Equal((Stage.Closed, "completed", null, null, "closed"), (referral.Stage, referral.ClosedBecause, referral.Due, referral.EscalatesAt, ReferralEvolution.StatusOf(referral)));
        Assert.All(referral.Offers, offer => Assert.Equal((OfferStatus.Ended, 0), (offer.Status, offer.Waiting.Length)));
        Assert.Equal([.. providers, "ngo"], messages.Select(one => one.To.Value));
        Assert.All(messages, one => Assert.Equal("referrals.closed", one.Words.Key));
        Assert.Equal("referrals.screen.stage-changed", reply?.Words.Key);
        Assert.All(ReferralEvolution.Lists(referral), line => Assert.Equal(ReferralEvolution.OrganisationsView, line.View));
        Assert.Empty(ReferralEvolution.WakeUps(referral));
    }

    [Fact]
    public void Closing_frees_the_place_that_is_held_and_the_one_that_is_wished_for_and_nothing_else()
    {
        Assert.Equal(["release-place provider~lake", "end case~@"], Effects(In(Stage.InAssistance), Close(Duty), Later));
        Assert.Equal(["release-place provider~lake"], Effects(Do(In(Stage.Assigned), Yes(LakeOne), Later).Referral, Close(Duty), Later));
        Assert.Empty(Effects(In(Stage.Assigned), Close(Duty), Later));
        Assert.Empty(Effects(Do(In(Stage.Assigned), No(LakeOne), Later).Referral with { Offers = [In(Stage.Assigned).Offers[0] with { Status = OfferStatus.Ended }] }, Close(Duty), Later));
    }

    [Fact]
    public void Closed_by_a_colleague_whoever_has_it_is_told() =>
        Assert.Equal([Duty, Ngo], Do(In(Stage.Accepted), Close(Backup), Later).Messages.Select(one => one.To));

    [Fact]
    public void What_is_closed_stays_closed()
    {
        var closed = In(Stage.Closed);
        Assert.Equal("referrals.not-open", Assert.IsType<ReferralRefusal.NotOpen>(Refused(closed, Take(Backup), Later)).Answer.Words.Key);
        Assert.IsType<ReferralRefusal.NotOpen>(Refused(closed, GiveBack(Duty), Later));
        foreach (var command in new ReferralCommand[] { new ReferralCommand.Escalate(), new ReferralCommand.TimeUp(), Place(closed, PlaceAnswer.Held), Place(closed, PlaceAnswer.Full) })
            Nothing(closed, command, Start.AddYears(1));
        foreach (var provider in new[] { Yes(LakeOne), No(LakeOne) })
        {
            var (after, messages, reply) = Do(closed, provider, Later);
            Assert.Same(closed, after);
            Assert.Empty(messages);
            Assert.Equal("referrals.not-open", reply?.Words.Key);
        }
        // A carrier that says late what became of an alert alerts nobody else.
        Assert.Empty(Do(closed, new ReferralCommand.RecordDelivery("alert-1", new DeliveryOutcome.Failed("no-channel-left")), Later).Messages);
        Assert.False(ReferralRules.StillWanted(closed, Opened().Messages[0], Later));
    }

    [Fact]
    public void Whoever_was_alerted_or_asked_can_say_why_not_and_nobody_else()
    {
        foreach (var who in new[] { Duty, LakeOne, LakeTwo })
        {
            var (referral, messages, reply) = Do(In(Stage.Assigned), new ReferralCommand.GiveReason(Actor(who), "full"), Later);
            Assert.Equal("referrals.screen.reason.noted", reply?.Words.Key);
            Assert.Equal(In(Stage.Assigned).Stage, referral.Stage);
            Assert.Empty(messages);
        }
        Assert.IsType<ReferralRefusal.NoRight>(Refused(In(Stage.Assigned), new ReferralCommand.GiveReason(Actor(HillOne), "full"), Later));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(In(Stage.Assigned), new ReferralCommand.GiveReason(Actor(Authority), "full"), Later));
    }

    [Fact]
    public void Whoever_accompanies_her_is_followed_by_another_and_reads_no_more()
    {
        var to = new PersonId("case-2");
        foreach (var stage in Stages.Except([Stage.Closed]))
        {
            var (referral, messages, _) = Do(Accompanied(stage), new ReferralCommand.PassCaseTo(Case, to), Later);
            Assert.Equal((to, 0), (referral.Caseworker, messages.Length));
            Assert.True(ReferralHandler.MaySee(Caseworker(to), referral));
            Assert.False(ReferralHandler.MaySee(Caseworker(Case), referral));
            Nothing(referral, new ReferralCommand.PassCaseTo(Case, to), Later);
        }
        Nothing(In(Stage.Accepted), new ReferralCommand.PassCaseTo(Case, to), Later);
        Nothing(Accompanied(Stage.Closed), new ReferralCommand.PassCaseTo(Case, to), Later);
    }

    [Fact]
    public void Taken_away_from_whoever_has_left_those_on_duty_now_are_alerted_and_the_provider_keeps_its_place()
    {
        var now = new Ladder([[Backup], [], [], [Authority]], Opened().Referral.Ladder!.EscalateAfter, [Admin]);
        foreach (var stage in Stages.Except([Stage.Referred, Stage.Closed]))
        {
            Assert.Empty(Effects(In(stage), new ReferralCommand.ReleaseByAbsence(Duty, now), Later));
            var (referral, messages, _) = Do(In(stage) with { Escalation = In(stage).Escalation with { Level = 2 }, Nudges = 2 }, new ReferralCommand.ReleaseByAbsence(Duty, now), Later);
            Assert.Equal((null, null, null, 0, 0, Later.AddMinutes(30)), (referral.TakenBy, referral.TakerCallName, referral.Due, referral.Nudges, referral.Level, referral.EscalatesAt));
            Assert.Equal(stage < Stage.Assigned ? Stage.Referred : stage, referral.Stage);
            Assert.Equal([(Backup, "referrals.alert")], messages.Select(one => (one.To, one.Words.Key)));
            Assert.Equal(In(stage).Offers.Select(offer => offer.Status), referral.Offers.Select(offer => offer.Status));
            Assert.Equal(now, referral.Ladder);
            Nothing(referral, new ReferralCommand.ReleaseByAbsence(Duty, now), Later);
        }
        Nothing(In(Stage.Closed), new ReferralCommand.ReleaseByAbsence(Duty, now), Later);
        Nothing(In(Stage.Accepted), new ReferralCommand.ReleaseByAbsence(Backup, now), Later);
        Nothing(Opened().Referral, new ReferralCommand.ReleaseByAbsence(Duty, now), Later);
    }

    private static ImmutableArray<(string Name, ReferralCommand Command)> All(Actor actor) =>
    [
        ("accept", new ReferralCommand.Accept(actor)), ("assign", new ReferralCommand.Assign(actor, "medical", [Hill])),
        ("reintegrate", new ReferralCommand.BeginReintegration(actor)), ("close", new ReferralCommand.Close(actor, "completed")),
    ];
}
