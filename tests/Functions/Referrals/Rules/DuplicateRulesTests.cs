using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>Perhaps the same person twice: offered, merged, undone, told apart.</summary>
public sealed class DuplicateRulesTests
{
    private const string Other = "RA-0A00-M", OtherStream = "referral~other";
    private static readonly DateTimeOffset Later = Start.AddHours(1);
    private static readonly Stage[] Open = [.. Stages.Except([Stage.Closed])];

    private static Referral Alike => Do(Referral.None, Given.Open(Facts(Urgency.Urgent, AgeGroup.Adult), Levels) with { AlikeList = "list", Alike = [Other, "RA-0E00-7"] }, Start).Referral;

    [Fact]
    public void Opened_it_knows_which_others_could_be_the_same_and_stands_on_their_list_until_it_is_closed()
    {
        Assert.Equal([Other, "RA-0E00-7"], Alike.Alike);
        Assert.Contains(new ViewRow(ReferralEvolution.AlikeView, "list", "RA-5F7K-2"), ReferralEvolution.Lists(Alike));
        Assert.DoesNotContain(ReferralEvolution.Lists(Do(Alike, Merge(), Later).Referral), line => line.View == ReferralEvolution.AlikeView);
        Assert.DoesNotContain(ReferralEvolution.Lists(Opened().Referral), line => line.View == ReferralEvolution.AlikeView);
    }

    [Fact]
    public void Merged_it_ends_in_whatever_stage_and_the_other_hears_of_it()
    {
        foreach (var stage in Open)
        {
            var (referral, _, reply) = Do(In(stage), Merge(), Later);
            Assert.Equal((Stage.Closed, DuplicateRules.Why, Other, null, null), (referral.Stage, referral.ClosedBecause, referral.MergedInto, referral.EscalatesAt, referral.Due));
            Assert.Equal((OtherStream, new ReferralCommand.AbsorbDuplicate("RA-5F7K-2") { From = "referral~this" }), Said(Sent(In(stage), Merge(), Later)[^1]));
            Assert.Equal(("referrals.screen.merged", "ref unmerge 5F7K 0A00"), (reply!.Words.Key, reply.Choices.Single().Data));
            Assert.Contains(DuplicateRules.Why, CloseReasons.All);
        }
        Assert.Equal(Stage.Closed, Do(Identified().Referral, Merge(), Later).Referral.Stage);
    }

    [Fact]
    public void Merged_its_places_are_free_again_and_everybody_is_told()
    {
        Assert.Equal(["release-place provider~lake", "end case~@", "absorb-duplicate referral~other"], Effects(In(Stage.InAssistance), Merge(), Later));
        Assert.Equal([LakeOne, LakeTwo, Ngo], Do(In(Stage.InAssistance), Merge(), Later).Messages.Select(one => one.To));
        Assert.Equal([(Duty, "referrals.notice.merged", Priority.Urgent), (LakeOne, "referrals.closed", Priority.Routine), (LakeTwo, "referrals.closed", Priority.Routine), (Ngo, "referrals.closed", Priority.Routine)],
            Do(In(Stage.InAssistance), Merge(Backup), Later).Messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Empty(Do(Opened().Referral, Merge(), Later).Messages.Where(one => one.To != Ngo));
    }

    [Fact]
    public void Nothing_is_merged_into_itself_or_twice_or_by_somebody_without_the_right()
    {
        Assert.IsType<ReferralRefusal.NotNow>(Refused(In(Stage.Accepted), new ReferralCommand.Merge(Actor(Duty), "RA-5F7K-2", OtherStream), Later));
        Assert.Equal("referrals.screen.not-now", Assert.IsType<ReferralRefusal.NotNow>(Refused(In(Stage.Closed), Merge(), Later)).Answer.Words.Key);
        Assert.IsType<ReferralRefusal.NotNow>(Refused(Do(In(Stage.Accepted), Merge(), Later).Referral, Merge(), Later));
        var merged = Do(Alike, Merge(), Later).Referral;
        foreach (var actor in new[] { Actor(Duty) with { Regions = ["south"] }, Met(Social), Met(Officer), Provider(LakeOne), Caseworker(Case), Actor(Ngo) with { Role = Role.Referrer, Organisation = "ngo" } })
        {
            Assert.Equal("referrals.screen.not-yours", Assert.IsType<ReferralRefusal.NoRight>(Refused(Alike, new ReferralCommand.Merge(actor, Other, OtherStream), Later)).Answer.Words.Key);
            Assert.IsType<ReferralRefusal.NoRight>(Refused(Alike, new ReferralCommand.MarkNotDuplicate(actor, Other), Later));
            Assert.IsType<ReferralRefusal.NoRight>(Refused(merged, new ReferralCommand.Unmerge(actor, OtherStream), Later));
        }
    }

    [Fact]
    public void Undone_it_is_open_from_the_beginning_whoever_is_on_duty_is_alerted_and_the_other_lets_go()
    {
        foreach (var stage in Open)
        {
            var merged = Do(In(stage), Merge(), Later).Referral;
            var (referral, messages, reply) = Do(merged, Unmerge(), Later.AddDays(1));
            Assert.Equal((Stage.Referred, null, null, null, 0, Later.AddDays(1).AddMinutes(30), "alerted"), (referral.Stage, referral.TakenBy, referral.MergedInto, referral.ClosedBecause, referral.Level, referral.EscalatesAt, ReferralEvolution.StatusOf(referral)));
            Assert.Equal([(Duty, "referrals.alert")], messages.Select(one => (one.To, one.Words.Key)));
            Assert.Equal((OtherStream, new ReferralCommand.ReleaseDuplicate("RA-5F7K-2")), Said(Assert.Single(Sent(merged, Unmerge(), Later))));
            Assert.Equal(("referrals.screen.unmerged", new Argument.Literal(Other)), (reply!.Words.Key, reply.Words.Arguments["other"]));
            Assert.All(referral.Offers, offer => Assert.Equal(OfferStatus.Ended, offer.Status));
            Assert.Equal(Backup, Do(referral, Take(Backup), Later.AddDays(1)).Referral.TakenBy);
        }
    }

    [Fact]
    public void Only_what_was_merged_is_undone_and_once()
    {
        var undone = Do(Do(In(Stage.Accepted), Merge(), Later).Referral, Unmerge(), Later).Referral;
        foreach (var referral in new[] { In(Stage.Closed), In(Stage.Accepted), undone }) Assert.IsType<ReferralRefusal.NotNow>(Refused(referral, Unmerge(), Later));
    }

    [Fact]
    public void Assistance_that_begins_again_after_having_been_undone_is_another_round()
    {
        var undone = Do(Do(In(Stage.InAssistance), Merge(), Later).Referral, Unmerge(), Later).Referral;
        foreach (var step in new[] { Take(Duty), Assign("shelter", Lake), Yes(LakeOne) }) undone = Do(undone, step, Later).Referral;
        Assert.Equal((1, 2), (In(Stage.InAssistance).Assisted, Do(undone, Place(undone, PlaceAnswer.Held), Later).Referral.Assisted));
        Assert.Equal(2, Sent(undone, Place(undone, PlaceAnswer.Held), Later).Single().Command.GetProperty("Round").GetInt32());
        Assert.Equal(1, Sent(In(Stage.InAssistance), Close(Duty), Later)[^1].Command.GetProperty("Round").GetInt32());
    }

    [Fact]
    public void Told_apart_it_is_offered_no_more()
    {
        var (referral, messages, reply) = Do(Alike, new ReferralCommand.MarkNotDuplicate(Actor(Backup), Other), Later);
        Assert.Equal(("RA-0E00-7", 0, "referrals.screen.not-a-duplicate"), (referral.Alike.Single(), messages.Length, reply?.Words.Key));
        Assert.IsType<ReferralRefusal.NotNow>(Refused(referral, new ReferralCommand.MarkNotDuplicate(Actor(Backup), Other), Later));
    }

    [Fact]
    public void Whoever_has_the_other_one_is_told_once_and_it_is_no_question_any_more()
    {
        var taken = Do(Alike, Take(Duty), Later).Referral;
        var (referral, messages, _) = Do(taken, new ReferralCommand.AbsorbDuplicate(Other) { From = OtherStream }, Later);
        Assert.Equal([Other], referral.Absorbed);
        Assert.Equal(["RA-0E00-7"], referral.Alike);
        Assert.Equal([(Duty, "referrals.notice.absorbed", Priority.Routine)], messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Empty(Sent(taken, new ReferralCommand.AbsorbDuplicate(Other) { From = OtherStream }, Later));
        Nothing(referral, new ReferralCommand.AbsorbDuplicate(Other) { From = OtherStream }, Later);
        Assert.Empty(Do(Alike, new ReferralCommand.AbsorbDuplicate(Other), Later).Messages);
        Assert.Empty(Do(referral, new ReferralCommand.ReleaseDuplicate(Other), Later).Referral.Absorbed);
        Nothing(taken, new ReferralCommand.ReleaseDuplicate(Other), Later);
    }

    [Fact]
    public void Merged_into_one_that_was_closed_in_that_moment_it_is_open_again()
    {
        var accepted = Assert.IsType<Decision<ReferralEvent>.Commit>(ReferralRules.Decide(In(Stage.Closed), new ReferralCommand.AbsorbDuplicate(Other) { From = OtherStream }, Later));
        Assert.Equal((0, 0), (accepted.Events.Length, accepted.Messages.Length));
        Assert.Equal((OtherStream, new ReferralCommand.MergeRejected("RA-5F7K-2")), Said(accepted.Effects.Single()));
        var merged = Do(In(Stage.Accepted), Merge(), Later).Referral;
        var (referral, messages, _) = Do(merged, new ReferralCommand.MergeRejected(Other), Later);
        Assert.Equal((Stage.Referred, null, Later.AddMinutes(30)), (referral.Stage, referral.MergedInto, referral.EscalatesAt));
        Assert.Equal([Duty], messages.Select(one => one.To));
        Assert.Contains(new ReferralEvent.Unmerged(null), Events(merged, new ReferralCommand.MergeRejected(Other), Later));
        // Of another one, or heard again, it is nothing.
        Nothing(merged, new ReferralCommand.MergeRejected("RA-0E00-7"), Later);
        Nothing(referral, new ReferralCommand.MergeRejected(Other), Later);
        Nothing(In(Stage.Closed), new ReferralCommand.MergeRejected(Other), Later);
    }

    [Fact]
    public void Merged_before_anybody_had_it_no_alert_that_fails_later_wakes_it_up_again()
    {
        var merged = Do(Opened().Referral, Merge(), Later).Referral;
        foreach (var fate in new DeliveryOutcome[] { new DeliveryOutcome.Failed("no-channel-left"), new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms) })
        {
            var (referral, messages, _) = Do(merged, new ReferralCommand.RecordDelivery("alert-1", fate), Later);
            Assert.Equal((Stage.Closed, null, 0), (referral.Stage, referral.EscalatesAt, messages.Length));
            Assert.Empty(ReferralEvolution.WakeUps(referral));
        }
    }

    private static ReferralCommand Merge(PersonId? by = null) => new ReferralCommand.Merge(Actor(by ?? Duty), Other, OtherStream);

    private static ReferralCommand Unmerge() => new ReferralCommand.Unmerge(Actor(Backup), OtherStream);

    private static (string To, ReferralCommand Command) Said(Effect effect) => (effect.To, ReferralRules.Book.FromEffect!(effect with { From = "referral~this" }));
}
