using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>The north hands somebody over to the west, in another country: here and there.</summary>
public sealed class CrossBorderRulesTests
{
    private static readonly DateTimeOffset Later = Start.AddHours(1);
    private static readonly PersonId West = new("west");

    /// <summary>On duty there.</summary>
    private static readonly Actor There = new(West, Role.RegionalCoordinator, "west-org", ["west"]);

    private static readonly Stage[] Had = [Stage.Acknowledged, Stage.Accepted, Stage.Assigned, Stage.InAssistance, Stage.Reintegration];

    private static ReferralFacts Whole => new("north", "Morina", "XK", Urgency.Urgent, AgeGroup.Child, "female", ["sq", "sr"], ["shelter", "legal"], true, "a word about why", "at the marker-contact", "Markera");

    [Fact]
    public void The_other_country_sees_the_stated_part_and_nothing_else()
    {
        var agreed = CrossBorderRules.Subset(Whole, "west", "AL", ShareBases.Consent);
        Assert.Equal(("west", null, "AL", Urgency.Urgent, AgeGroup.Child, "female", true, null, null, null), (agreed.Region, agreed.Point, agreed.Origin, agreed.Urgency, agreed.Age, agreed.Sex, agreed.Consent, agreed.Override, agreed.Contact, agreed.Name));
        Assert.Equal(["sq", "sr", "shelter", "legal"], agreed.Languages.Concat(agreed.Needs));
        var atRisk = CrossBorderRules.Subset(Whole, "west", "AL", ShareBases.LifeAtRisk);
        Assert.Equal((false, ShareBases.LifeAtRisk), (atRisk.Consent, atRisk.Override));
        Assert.Equal(["origin", "urgency", "age", "sex", "languages", "needs"], ShareBases.Fields);
    }

    [Fact]
    public void What_leaves_for_the_other_country_holds_no_name_no_place_and_no_way_to_reach_her()
    {
        var effect = Assert.Single(Sent(In(Stage.Accepted) with { Facts = Whole }, HandOver(facts: CrossBorderRules.Subset(Whole, "west", "AL", ShareBases.Consent)), Later));
        Assert.Equal("referral~west", effect.To);
        foreach (var secret in new[] { "Morina", "Marker", "marker", "XK", "north\"", "a word" }) Assert.DoesNotContain(secret, effect.Command.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Handed_over_it_stays_here_until_they_have_it_and_who_shared_what_is_written_down()
    {
        foreach (var stage in Had)
        {
            var before = In(stage);
            var (referral, messages, reply) = Do(before, HandOver(), Later);
            Assert.Equal((before.Stage, before.TakenBy, before.Due), (referral.Stage, referral.TakenBy, referral.Due));
            Assert.Equal(new HandedOver("west", "RA-0A00-M", HandOverAnswer.Asked), referral.HandedOver);
            var share = Assert.Single(referral.Shares);
            Assert.Equal(("west", ShareBases.Consent, Duty, Later), (share.With, share.Basis, share.By, share.At));
            Assert.Equal(ShareBases.Fields, share.Fields);
            Assert.Empty(messages);
            Assert.Equal(("referrals.screen.hand-over.asked", "ref show 5F7K"), (reply!.Words.Key, reply.Choices.Single().Data));
            // Once is enough while they have not answered.
            Assert.Equal("referrals.screen.hand-over.asked", Assert.IsType<ReferralRefusal.NotNow>(Refused(referral, HandOver(), Later)).Answer.Words.Key);
        }
    }

    [Fact]
    public void Whoever_may_not_hands_nobody_over_and_what_nobody_has_is_not_handed_over()
    {
        foreach (var actor in new[] { Actor(Duty) with { Regions = ["west"] }, Provider(LakeOne), Met(Social), Caseworker(Case), Actor(Duty) with { Role = Role.Referrer } })
            Assert.IsType<ReferralRefusal.NoRight>(Refused(In(Stage.InAssistance) with { Caseworker = Case }, HandOver(actor), Later));
        foreach (var referral in new[] { Opened().Referral, Identified().Referral, Do(In(Stage.Assigned), GiveBack(Duty), Later).Referral, In(Stage.Closed) })
            Assert.IsType<ReferralRefusal.NotNow>(Refused(referral, HandOver(), Later));
    }

    [Fact]
    public void Received_it_is_opened_as_any_other_and_whoever_sent_it_is_told_how_it_goes_on()
    {
        var (referral, messages, _) = Do(Referral.None, Receive(), Later);
        Assert.Equal(("RA-0A00-M", Stage.Referred, Later.AddMinutes(30), Later, "west"), (referral.Reference, referral.Stage, referral.EscalatesAt, referral.OpenedAt, referral.Facts!.Region));
        Assert.Equal(new CameFrom("referral~north", "RA-5F7K-2", HandOverAnswer.Asked), referral.CameFrom);
        Assert.Equal([(West, "referrals.alert")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal([Duty], Do(referral, TakeThere(referral), Later).Messages.Select(one => one.To));
        Assert.Equal("Asked", $"{referral.CameFrom}");
    }

    [Fact]
    public void Received_again_it_is_nothing_and_another_under_its_reference_is_sent_back_without_a_trace()
    {
        var there = Do(Referral.None, Receive(), Later).Referral;
        Nothing(there, Receive(), Later);
        foreach (var (taken, other) in new[] { (there, Receive() with { From = "referral~else" }), (there, Receive() with { FromReference = "RA-0A00-5" }), (Opened().Referral, Receive()) })
        {
            var accepted = Assert.IsType<Decision<ReferralEvent>.Commit>(ReferralRules.Decide(taken, other, Later));
            Assert.Equal((0, 0, other.From), (accepted.Events.Length, accepted.Messages.Length, accepted.Effects.Single().To));
            Assert.Equal(new ReferralCommand.RecordHandOverAnswer(HandOverAnswer.Collided), ReferralRules.Book.FromEffect!(accepted.Effects[0]));
        }
    }

    [Fact]
    public void Where_it_comes_from_is_the_stream_it_came_from_whatever_it_says()
    {
        Assert.Equal("referral~true", ((ReferralCommand.Receive)Affected(Receive() with { From = "referral~forged" })).From);
        Assert.Equal("referral~true", ((ReferralCommand.AbsorbDuplicate)Affected(new ReferralCommand.AbsorbDuplicate("RA-0A00-M") { From = "referral~forged" })).From);
        Assert.Equal(new ReferralCommand.ReleaseDuplicate("RA-0A00-M"), Affected(new ReferralCommand.ReleaseDuplicate("RA-0A00-M")));

        static ReferralCommand Affected(ReferralCommand command) => ReferralRules.Book.FromEffect!(new Effect("referral~x", JsonSerializer.SerializeToElement(command)) { From = "referral~true" });
    }

    [Fact]
    public void That_they_have_it_is_said_once_they_accept_it_or_look_for_a_place_and_not_before()
    {
        var there = Do(Referral.None, Receive(), Later).Referral;
        Assert.Empty(Sent(there, TakeThere(there), Later));
        var taken = Do(there, TakeThere(there), Later).Referral;
        foreach (var command in new ReferralCommand[] { new ReferralCommand.Accept(There), new ReferralCommand.Assign(There, "shelter", []) })
        {
            Assert.Equal(("referral~north", HandOverAnswer.Confirmed), Answer(Assert.Single(Sent(taken, command, Later))));
            var accepted = Do(taken, command, Later).Referral;
            Assert.Equal(HandOverAnswer.Confirmed, accepted.CameFrom!.Status);
            Assert.Empty(Sent(accepted, new ReferralCommand.Accept(There), Later));
            Assert.DoesNotContain(Sent(accepted, new ReferralCommand.Close(There, "completed"), Later), effect => effect.To == "referral~north");
        }
        // Given back, it may still become theirs.
        Assert.Empty(Sent(taken, new ReferralCommand.PassOn(There, AlertCode.DigitsFor(taken.Secret, West), ChannelKind.Telegram), Later));
    }

    [Fact]
    public void Closed_there_without_having_been_accepted_it_is_sent_back()
    {
        var there = Do(Referral.None, Receive(), Later).Referral;
        foreach (var (referral, command) in new (Referral, ReferralCommand)[] { (Do(there, TakeThere(there), Later).Referral, new ReferralCommand.Close(There, "not-identified")), (there, new ReferralCommand.Merge(There, "RA-0E00-7", "referral~x")) })
            Assert.Contains(("referral~north", HandOverAnswer.Returned), Sent(referral, command, Later).Where(effect => effect.To == "referral~north").Select(Answer));
    }

    [Fact]
    public void Theirs_it_is_over_here_for_everybody()
    {
        var over = Do(In(Stage.InAssistance), HandOver(), Later).Referral;
        Assert.Equal(["release-place provider~lake", "end case~@"], Effects(over, Learn(HandOverAnswer.Confirmed), Later));
        var (referral, messages, _) = Do(over, Learn(HandOverAnswer.Confirmed), Later);
        Assert.Equal((Stage.Closed, "handed-over", HandOverAnswer.Confirmed), (referral.Stage, referral.ClosedBecause, referral.HandedOver!.Status));
        Assert.Equal([(Duty, "referrals.hand-over.done", Priority.Urgent), (LakeOne, "referrals.closed", Priority.Routine), (LakeTwo, "referrals.closed", Priority.Routine), (Ngo, "referrals.closed", Priority.Routine)], messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Empty(ReferralEvolution.WakeUps(referral));
    }

    [Fact]
    public void Theirs_while_nobody_has_it_here_it_is_closed_all_the_same()
    {
        var given = Do(Do(In(Stage.Accepted), HandOver(), Later).Referral, GiveBack(Duty), Later).Referral;
        var (referral, messages, _) = Do(given, Learn(HandOverAnswer.Confirmed), Later);
        Assert.Equal((Stage.Closed, null), (referral.Stage, referral.EscalatesAt));
        Assert.Equal([Ngo], messages.Select(one => one.To));
        // Who closed it is nobody, and that can be stored.
        var written = JsonSerializer.Serialize<ReferralEvent>(Events(given, Learn(HandOverAnswer.Confirmed), Later).OfType<ReferralEvent.Closed>().Single());
        Assert.Equal("handed-over", ((ReferralEvent.Closed)JsonSerializer.Deserialize<ReferralEvent>(written)!).Why);
    }

    [Theory]
    [InlineData(HandOverAnswer.Returned)]
    [InlineData(HandOverAnswer.Collided)]
    public void Sent_back_it_stays_with_whoever_has_it_who_is_told_and_may_try_again(HandOverAnswer answer)
    {
        var over = Do(In(Stage.InAssistance), HandOver(), Later).Referral;
        Assert.Empty(Sent(over, Learn(answer), Later));
        var (referral, messages, _) = Do(over, Learn(answer), Later);
        Assert.Equal((over.Stage, Duty, over.Due, answer), (referral.Stage, referral.TakenBy, referral.Due, referral.HandedOver!.Status));
        Assert.Equal([(Duty, "referrals.hand-over.returned", Priority.Urgent)], messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Equal(["ref show 5F7K"], messages[0].Choices.Select(choice => choice.Data));
        Nothing(referral, Learn(HandOverAnswer.Confirmed), Later);
        Assert.Equal(HandOverAnswer.Asked, Do(referral, HandOver(), Later).Referral.HandedOver!.Status);
    }

    [Fact]
    public void An_answer_that_nobody_waits_for_is_nothing_and_one_that_comes_after_the_end_is_noted_alone()
    {
        Nothing(In(Stage.Accepted), Learn(HandOverAnswer.Confirmed), Later);
        var closed = Do(Do(In(Stage.InAssistance), HandOver(), Later).Referral, Close(Duty), Later).Referral;
        Assert.Empty(Sent(closed, Learn(HandOverAnswer.Confirmed), Later));
        var (referral, messages, _) = Do(closed, Learn(HandOverAnswer.Confirmed), Later);
        Assert.Equal((Stage.Closed, "completed", HandOverAnswer.Confirmed, 0), (referral.Stage, referral.ClosedBecause, referral.HandedOver!.Status, messages.Length));
    }

    [Fact]
    public void Of_what_was_shared_the_last_twenty_are_kept()
    {
        var referral = In(Stage.Accepted);
        for (var time = 1; time <= 25; time++) referral = Do(Do(referral, HandOver(), Later.AddMinutes(time)).Referral, Learn(HandOverAnswer.Returned), Later).Referral;
        Assert.Equal((20, Later.AddMinutes(6), Later.AddMinutes(25)), (referral.Shares.Length, referral.Shares[0].At, referral.Shares[^1].At));
    }

    private static ReferralCommand.Receive Receive() => new(
        "RA-0A00-M", "org", CrossBorderRules.Subset(Whole, "west", "AL", ShareBases.Consent), new Ladder([[West], [], [], [Authority]], Opened().Referral.Ladder!.EscalateAfter, [Admin]), "secret-west", [Duty],
        ImmutableSortedDictionary<string, string>.Empty.Add("en", "West"), "RA-5F7K-2", "referral~north");

    private static ReferralCommand HandOver(Actor? actor = null, ReferralFacts? facts = null) =>
        new ReferralCommand.HandOver(actor ?? Actor(Duty), Receive() with { From = "", Facts = facts ?? Receive().Facts }, "referral~west", ShareBases.Consent);

    private static ReferralCommand Learn(HandOverAnswer answer) => new ReferralCommand.RecordHandOverAnswer(answer);

    private static ReferralCommand TakeThere(Referral there) => new ReferralCommand.Take(There, AlertCode.DigitsFor(there.Secret, West), "West 1", ChannelKind.Telegram);

    private static (string To, HandOverAnswer Answer) Answer(Effect effect) => (effect.To, ((ReferralCommand.RecordHandOverAnswer)ReferralRules.Book.FromEffect!(effect)).Answer);
}
