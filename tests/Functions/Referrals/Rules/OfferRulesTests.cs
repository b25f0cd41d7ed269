using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>Providers are asked for a place, answer or do not, and hold it or are full.</summary>
public sealed class OfferRulesTests
{
    private static readonly DateTimeOffset Later = Start.AddMinutes(10);

    private static Referral Wished => Do(In(Stage.Assigned), Yes(LakeOne), Later).Referral;

    [Fact]
    public void The_first_is_asked_and_everybody_there_with_a_code_of_their_own()
    {
        var (referral, messages, reply) = Do(In(Stage.Accepted), Assign("shelter", Lake, Hill), Start);
        var offer = referral.Offers.Single();
        Assert.Equal((Stage.Assigned, OfferStatus.Open, "lake", Start.AddMinutes(30)), (referral.Stage, offer.Status, offer.Provider, offer.Due));
        Assert.Equal(["hill"], offer.Waiting.Select(one => one.Provider));
        Assert.Equal([(LakeOne, "referrals.offer"), (LakeTwo, "referrals.offer")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.All(messages, one => Assert.StartsWith("offer-", one.Id, StringComparison.Ordinal));
        Assert.Equal(offer.Asked.Alerts.Select(one => (one.Id, one.To)), messages.Select(one => (one.Id, one.To.Person!.Value)));
        Assert.All(messages, one => Assert.Equal([$"alert take A5F7K-{Digits(one.To.Person!.Value)}", $"alert pass A5F7K-{Digits(one.To.Person!.Value)}"], one.Choices.Select(choice => choice.Data)));
        Assert.Equal("referrals.screen.provider-asked", reply?.Words.Key);
        Assert.Contains(new WakeUp(ReferralRules.StageOverdue, Start.AddMinutes(30)), ReferralEvolution.WakeUps(referral));
        Assert.Equal(["referralboard|north", "referralworklists|person|lake-1", "referralworklists|person|lake-2", "referralworklists|person|duty"], ReferralEvolution.Lists(referral).Where(line => line.View != ReferralEvolution.OrganisationsView).Select(line => $"{line.View}|{line.Partition}"));
    }

    [Theory]
    [InlineData(Urgency.Routine, Priority.Routine)]
    [InlineData(Urgency.Urgent, Priority.Urgent)]
    [InlineData(Urgency.Immediate, Priority.Urgent)]
    public void An_offer_is_as_urgent_as_the_referral(Urgency urgency, Priority priority) => Assert.All(
        Do(Do(Opened(Facts(urgency, AgeGroup.Adult)).Referral, Take(Duty), Start).Referral, Assign("shelter", Lake), Start).Messages, one => Assert.Equal(priority, one.Priority));

    [Fact]
    public void For_the_same_service_nobody_is_asked_twice_at_once_and_for_another_somebody_is()
    {
        foreach (var there in new[] { In(Stage.Assigned), Wished, In(Stage.InAssistance) })
        {
            Assert.Equal("referrals.screen.provider-asked", Assert.IsType<ReferralRefusal.NotNow>(Refused(there, Assign("shelter", Hill), Later)).Answer.Words.Key);
            Assert.Equal(["lake", "hill"], Do(there, Assign("medical", Hill), Later).Referral.Offers.Select(offer => offer.Provider));
        }
        Assert.Equal([HillOne], Do(Do(In(Stage.Accepted), Assign("shelter"), Later).Referral, Assign("shelter", Hill), Later).Messages.Select(one => one.To));
    }

    [Fact]
    public void Nobody_fits_and_whoever_has_it_is_told_at_once()
    {
        var (referral, messages, reply) = Do(In(Stage.Acknowledged), Assign("shelter"), Later);
        Assert.Equal((Stage.Acknowledged, 0), (referral.Stage, referral.Offers.Length));
        Assert.Equal([(Duty, "referrals.provider.none-left", Priority.Urgent)], messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Equal("referrals.provider.none-left", reply?.Words.Key);
    }

    [Fact]
    public void A_provider_with_nobody_to_ask_is_passed_over_and_that_is_written_down()
    {
        var accepted = Assert.IsType<Decision<ReferralEvent>.Commit>(ReferralRules.Decide(In(Stage.Accepted), Assign("shelter", Vale, Hill), Later));
        Assert.Equal("unreachable", accepted.Events.OfType<ReferralEvent.OfferEnded>().Single().Why);
        Assert.Equal([(Duty, "referrals.provider.declined"), (HillOne, "referrals.offer")], accepted.Messages.Select(one => (one.To, one.Words.Key)));
        var (referral, messages, reply) = Do(In(Stage.Accepted), Assign("shelter", Vale), Later);
        Assert.Equal((Stage.Accepted, OfferStatus.Ended), (referral.Stage, referral.Offers.Single().Status));
        Assert.Equal([(Duty, "referrals.provider.none-left")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal("referrals.provider.none-left", reply?.Words.Key);
    }

    [Fact]
    public void The_provider_wants_it_and_a_place_is_asked_of_the_one_who_counts_them()
    {
        Assert.Equal(["hold-place provider~lake"], Effects(In(Stage.Assigned), Yes(LakeOne), Later));
        var (referral, messages, reply) = Do(In(Stage.Assigned), Yes(LakeOne, ChannelKind.Sms), Later);
        Assert.Equal((OfferStatus.Taken, Stage.Assigned), (referral.Offers.Single().Status, referral.Stage));
        Assert.Empty(messages);
        Assert.Equal("referrals.offer.noted", reply?.Words.Key);
        // No clock asks the next one while the answer is on its way.
        Assert.Equal([referral.Due!.Value], ReferralEvolution.WakeUps(referral).Select(wake => wake.Due));
        Nothing(referral, new ReferralCommand.TimeUp(), Start.AddMinutes(30));
    }

    [Fact]
    public void Wanted_again_by_the_same_or_a_colleague_it_counts_once()
    {
        foreach (var command in new[] { Yes(LakeOne), Yes(LakeTwo), No(LakeTwo) })
        foreach (var referral in new[] { Wished, In(Stage.InAssistance) })
        {
            Assert.Empty(Effects(referral, command, Later));
            var (after, messages, reply) = Do(referral, command, Later);
            Assert.Equal(referral.Offers.Select(offer => offer.Status), after.Offers.Select(offer => offer.Status));
            Assert.Empty(messages);
            Assert.Equal("referrals.offer.noted", reply?.Words.Key);
        }
    }

    [Fact]
    public void A_place_is_held_and_assistance_begins()
    {
        var (referral, messages, _) = Do(Wished, Place(Wished, PlaceAnswer.Held), Later);
        Assert.Equal((Stage.InAssistance, OfferStatus.Accepted, 0, Later.AddDays(30)), (referral.Stage, referral.Offers.Single().Status, referral.Offers.Single().Waiting.Length, referral.Due));
        Assert.Equal([(LakeOne, "referrals.offer.held"), (LakeTwo, "referrals.offer.held"), (Duty, "referrals.provider.accepted")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.All(messages, one => Assert.Equal((Priority.Urgent, "ref show 5F7K"), (one.Priority, one.Choices.Single().Data)));
    }

    [Fact]
    public void A_second_place_changes_neither_stage_nor_clock()
    {
        var settling = Do(Do(In(Stage.Reintegration), Assign("medical", Hill), Later).Referral, Yes(HillOne), Later).Referral;
        var referral = Do(settling, Place(settling, PlaceAnswer.Held), Later).Referral;
        Assert.Equal((Stage.Reintegration, settling.Due), (referral.Stage, referral.Due));
        Assert.Equal([OfferStatus.Accepted, OfferStatus.Accepted], referral.Offers.Select(offer => offer.Status));
    }

    [Fact]
    public void A_place_that_is_held_while_nobody_has_the_referral_starts_no_clock_that_nobody_would_answer()
    {
        var open = Do(Wished, GiveBack(Duty), Later).Referral;
        var (referral, messages, _) = Do(open, Place(open, PlaceAnswer.Held), Later);
        Assert.Equal((Stage.InAssistance, null, Later.AddMinutes(30)), (referral.Stage, referral.Due, referral.EscalatesAt));
        Assert.Equal([LakeOne, LakeTwo], messages.Select(one => one.To));
        Assert.Equal(Backup, Do(referral, Take(Backup), Later).Referral.TakenBy);
    }

    [Fact]
    public void A_full_one_is_told_and_the_next_is_asked()
    {
        var (referral, messages, _) = Do(Wished, Place(Wished, PlaceAnswer.Full), Later);
        Assert.Equal([("lake", OfferStatus.Ended), ("hill", OfferStatus.Open)], referral.Offers.Select(offer => (offer.Provider, offer.Status)));
        Assert.Equal([(LakeOne, "referrals.offer.full"), (LakeTwo, "referrals.offer.full"), (Duty, "referrals.provider.declined"), (HillOne, "referrals.offer")], messages.Select(one => (one.To, one.Words.Key)));
        Assert.Equal(Later.AddMinutes(30), referral.Offers[1].Due);
    }

    [Fact]
    public void A_place_that_is_heard_of_late_twice_or_without_having_been_wished_for_is_nothing()
    {
        Nothing(In(Stage.Assigned), Place(In(Stage.Assigned), PlaceAnswer.Held), Later);
        Nothing(In(Stage.InAssistance), Place(In(Stage.InAssistance), PlaceAnswer.Held), Later);
        Nothing(In(Stage.InAssistance), Place(In(Stage.InAssistance), PlaceAnswer.Full), Later);
        Nothing(In(Stage.Closed), Place(In(Stage.Closed), PlaceAnswer.Held), Later);
        Nothing(Wished, new ReferralCommand.RecordPlaceAnswer("offer-99", PlaceAnswer.Held), Later);
    }

    [Fact]
    public void Declined_it_goes_to_the_next_at_once_and_why_can_be_said_afterwards()
    {
        var accepted = Assert.IsType<Decision<ReferralEvent>.Commit>(ReferralRules.Decide(In(Stage.Assigned), No(LakeTwo), Later));
        Assert.Equal(new ReferralEvent.OfferEnded(In(Stage.Assigned).Offers[0].Id, "declined", LakeTwo), accepted.Events[0]);
        var (referral, messages, reply) = Do(In(Stage.Assigned), No(LakeTwo), Later);
        Assert.Equal([(Duty, "referrals.provider.declined", Priority.Routine), (HillOne, "referrals.offer", Priority.Urgent)], messages.Select(one => (one.To, one.Words.Key, one.Priority)));
        Assert.Equal(["ref reason 5F7K full", "ref reason 5F7K not-ours", "ref reason 5F7K too-close", "ref reason 5F7K other"], reply!.Choices.Select(choice => choice.Data));
        Assert.Equal("referrals.screen.reason.noted", Do(referral, new ReferralCommand.GiveReason(Provider(LakeTwo), "full"), Later).Reply?.Words.Key);
        // It has no right there any more.
        Assert.Equal("referrals.not-open", Do(referral, Yes(LakeOne), Later).Reply?.Words.Key);
        Assert.Empty(Effects(referral, Yes(LakeOne), Later));
        Assert.Empty(Do(In(Stage.Assigned), No(LakeTwo, ChannelKind.Sms), Later).Reply!.Choices);
    }

    [Fact]
    public void Unanswered_it_goes_to_the_next_by_the_clock_and_after_the_last_whoever_has_it_is_told()
    {
        var asked = In(Stage.Assigned);
        Nothing(asked, new ReferralCommand.TimeUp(), Start.AddMinutes(30).AddTicks(-1));
        var (next, messages, _) = Do(asked, new ReferralCommand.TimeUp(), Start.AddMinutes(30));
        Assert.Equal([(Duty, "referrals.provider.declined"), (HillOne, "referrals.offer")], messages.Select(one => (one.To, one.Words.Key)));
        var (none, told, _) = Do(next, new ReferralCommand.TimeUp(), Start.AddMinutes(60));
        Assert.Equal([(Duty, "referrals.provider.none-left")], told.Select(one => (one.To, one.Words.Key)));
        Assert.Equal(Stage.Accepted, none.Stage);
        Assert.Equal([OfferStatus.Ended, OfferStatus.Ended], none.Offers.Select(offer => offer.Status));
        Assert.Equal("no-answer", Assert.IsType<Decision<ReferralEvent>.Commit>(ReferralRules.Decide(asked, new ReferralCommand.TimeUp(), Start.AddMinutes(30))).Events.OfType<ReferralEvent.OfferEnded>().Single().Why);
    }

    [Fact]
    public void None_left_for_one_service_leaves_the_stage_of_another_alone()
    {
        var two = Do(In(Stage.Assigned), Assign("medical", Hill), Later).Referral;
        Assert.Equal(Stage.Assigned, Do(two, No(HillOne), Later).Referral.Stage);
        Assert.Equal(Stage.InAssistance, Do(Do(In(Stage.InAssistance), Assign("medical", Hill), Later).Referral, No(HillOne), Later).Referral.Stage);
    }

    [Fact]
    public void One_of_two_cannot_be_reached_and_the_other_still_is_asked_neither_and_the_next_is()
    {
        var (one, messages, _) = Do(In(Stage.Assigned), Failed(0), Later);
        Assert.Empty(messages);
        Assert.Equal((OfferStatus.Open, LakeTwo), (one.Offers.Single().Status, one.Offers.Single().Asked.Alerts.Single(alert => alert.IsPending).To));
        Nothing(one, Failed(0), Later);
        Assert.Equal(OfferStatus.Taken, Do(one, Yes(LakeOne), Later).Referral.Offers.Single().Status);
        var failed = new ReferralCommand.RecordDelivery(In(Stage.Assigned).Offers[0].Asked.Alerts[^1].Id, new DeliveryOutcome.Failed("no-channel-left"));
        var accepted = Assert.IsType<Decision<ReferralEvent>.Commit>(ReferralRules.Decide(one, failed, Later));
        Assert.Equal(new ReferralEvent.AlertFailed(failed.Message, "no-channel-left"), accepted.Events[0]);
        Assert.Equal("unreachable", accepted.Events.OfType<ReferralEvent.OfferEnded>().Single().Why);
        Assert.Equal([Duty, HillOne], accepted.Messages.Select(message => message.To));
    }

    [Fact]
    public void An_offer_that_the_carrier_could_not_deliver_is_sent_once_more_by_another_channel()
    {
        var asked = In(Stage.Assigned);
        var lost = asked.Offers[0].Asked.Alerts.Single(one => one.To == LakeTwo).Id;
        var (again, messages, _) = Do(asked, Undelivered(lost), Later);
        var message = Assert.Single(messages);
        Assert.Equal((LakeTwo, "referrals.offer", $"alert take A5F7K-{Digits(LakeTwo)}"), (message.To, message.Words.Key, message.Choices[0].Data));
        Assert.Equal([ChannelKind.Sms], message.Avoid);
        Assert.NotEqual(lost, message.Id);
        Assert.Equal(LakeTwo, again.Offers.Single().Asked.Find(message.Id)!.To);
        Assert.Equal((OfferStatus.Open, asked.Offers[0].Due, 2), (again.Offers.Single().Status, again.Offers.Single().Due, again.Offers.Single().Asked.Alerts.Count(alert => alert.IsPending)));
        Assert.True(ReferralRules.StillWanted(again, message, Later));
        Assert.False(ReferralRules.StillWanted(again, message with { Id = lost }, Later));
        Nothing(again, Undelivered(lost), Later);
        // Not a third time; and with nobody left to reach it goes to the next.
        var (gone, none, _) = Do(again, Undelivered(message.Id), Later);
        Assert.Equal((0, 1), (none.Length, gone.Offers.Single().Asked.Alerts.Count(alert => alert.IsPending)));
        Assert.Equal(new ReferralEvent.AlertFailed(message.Id, SendFailure.Undelivered.Name), Events(again, Undelivered(message.Id), Later)[0]);
        Assert.Equal([Duty, HillOne], Do(gone, Failed(0), Later).Messages.Select(one => one.To));
    }

    [Fact]
    public void What_a_carrier_says_of_an_offer_that_was_delivered_answered_or_dropped_asks_nobody_else()
    {
        Nothing(In(Stage.Assigned), Failed(0) with { Fate = new DeliveryOutcome.Delivered() }, Later);
        Nothing(Wished, Failed(0), Later);
        Nothing(Wished, new ReferralCommand.RecordDelivery("offer-99-0", new DeliveryOutcome.Failed("no-channel-left")), Later);
        Assert.Empty(Do(In(Stage.Assigned), Failed(0) with { Fate = new DeliveryOutcome.Dropped() }, Later).Messages);
    }

    [Fact]
    public void Another_organisation_without_having_been_asked_learns_nothing_whatever_code_it_has()
    {
        foreach (var command in new[] { Yes(HillOne), No(HillOne), new ReferralCommand.Take(Provider(LakeOne) with { Organisation = "other" }, Digits(LakeOne), "Desk", ChannelKind.Telegram) })
        {
            var (referral, messages, reply) = Do(In(Stage.Assigned), command, Later);
            Assert.Equal(OfferStatus.Open, referral.Offers.Single().Status);
            Assert.Empty(messages);
            Assert.Equal("referrals.not-open", reply?.Words.Key);
        }
    }

    [Fact]
    public void Five_wrong_codes_close_a_provider_to_texts_and_a_button_still_works()
    {
        var referral = In(Stage.Assigned);
        for (var guess = 0; guess < Escalation.GuessesAllowed; guess++)
        {
            (referral, _, var reply) = Do(referral, guess % 2 == 0 ? Wrong<ReferralCommand.Take>(ChannelKind.Sms) : Wrong<ReferralCommand.PassOn>(ChannelKind.Sms), Later);
            Assert.Equal("referrals.code.wrong", reply?.Words.Key);
        }
        Assert.Equal((OfferStatus.Open, 5), (referral.Offers.Single().Status, referral.Escalation.Guesses[LakeOne]));
        Assert.IsType<ReferralRefusal.ClosedToSms>(Refused(referral, Yes(LakeOne, ChannelKind.Sms), Later));
        Assert.IsType<ReferralRefusal.ClosedToSms>(Refused(referral, No(LakeOne, ChannelKind.Sms), Later));
        Assert.Equal(OfferStatus.Taken, Do(referral, Yes(LakeOne), Later).Referral.Offers.Single().Status);
        Assert.Equal(OfferStatus.Taken, Do(referral, Yes(LakeTwo, ChannelKind.Sms), Later).Referral.Offers.Single().Status);
    }

    [Fact]
    public void An_offer_is_sent_as_long_as_it_is_open()
    {
        var message = Do(In(Stage.Accepted), Assign("shelter", Lake, Hill), Start).Messages[0];
        Assert.True(ReferralRules.StillWanted(In(Stage.Assigned), message, Later));
        Assert.False(ReferralRules.StillWanted(In(Stage.Assigned), message with { Id = "offer-99-0" }, Later));
        Assert.False(ReferralRules.StillWanted(Wished, message, Later));
        Assert.False(ReferralRules.StillWanted(In(Stage.Closed), message, Later));
    }

    [Fact]
    public void Nothing_that_holds_a_provider_or_a_person_prints_more_than_its_kind() =>
        Assert.Equal(["candidate", "shelter Open", "referral"], [$"{Lake}", $"{In(Stage.Assigned).Offers[0]}", $"{In(Stage.Assigned)}"]);

    private static ReferralCommand Undelivered(string message) => new ReferralCommand.RecordDelivery(message, new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms));

    private static ReferralCommand.RecordDelivery Failed(int which) => new(In(Stage.Assigned).Offers[0].Asked.Alerts[which].Id, new DeliveryOutcome.Failed("no-channel-left"));

    private static ReferralCommand Wrong<T>(ChannelKind channel) => typeof(T) == typeof(ReferralCommand.Take)
        ? new ReferralCommand.Take(Provider(LakeOne), WrongFor(LakeOne), "Desk", channel) : new ReferralCommand.PassOn(Provider(LakeOne), WrongFor(LakeOne), channel);
}
