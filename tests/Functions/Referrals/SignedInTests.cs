using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>Whoever has proved who she is needs no code; all else is as by phone.</summary>
public sealed class SignedInTests
{
    private static readonly string[] Everybody = ["hill", "house", "ngo"];
    private static readonly Actor House = new(new PersonId("house"), Role.ServiceProvider, "house", []);
    private static readonly Actor Other = new(new PersonId("hill"), Role.ServiceProvider, "hill", []);

    [Fact]
    public void A_coordinator_takes_without_a_code_and_her_colleague_is_told_that_she_has_it()
    {
        var (taken, messages, _) = Given.Do(Given.Opened().Referral, new ReferralCommand.TakeSignedIn(Given.Actor(Given.Backup), "Desk"), Given.Start);
        Assert.Equal(Given.Backup, taken.TakenBy);
        Assert.Contains(messages, message => message.To == Given.Ngo);
        Assert.IsType<ReferralRefusal.TakenByOther>(Refused(taken, new ReferralCommand.TakeSignedIn(Given.Actor(Given.Duty), "Desk")));
        // Once more is no other's.
        Given.Do(taken, new ReferralCommand.TakeSignedIn(Given.Actor(Given.Backup), "Desk"), Given.Start);
    }

    [Fact]
    public void Whoever_has_no_right_there_takes_nothing_and_what_is_closed_nobody_does()
    {
        var (referral, _) = Given.Opened();
        Assert.IsType<ReferralRefusal.NoRight>(Refused(referral, new ReferralCommand.TakeSignedIn(Given.Actor(Given.Duty) with { Regions = ["south"] }, "Desk")));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(referral, new ReferralCommand.TakeSignedIn(Given.Actor(Given.Duty) with { Role = Role.Referrer }, "Desk")));
        var closed = referral with { Stage = Stage.Closed };
        Assert.IsType<ReferralRefusal.NotOpen>(Refused(closed, new ReferralCommand.TakeSignedIn(Given.Actor(Given.Duty), "Desk")));
    }

    [Fact]
    public void A_provider_accepts_once_and_whether_a_place_is_free_is_asked_of_its_stream()
    {
        var asked = Asked();
        var accepted = Assert.IsType<Decision.Commit>(ReferralRules.Decide(asked, new ReferralCommand.AcceptOffer(House), Given.Start));
        Assert.Equal("provider~house", Assert.Single(accepted.Effects).To);
        var taken = accepted.Events.Aggregate(asked, ReferralEvolution.Evolve);
        Assert.Equal(OfferStatus.Taken, taken.Offers[0].Status);
        Assert.IsType<ReferralRefusal.NotOpen>(Refused(taken, new ReferralCommand.AcceptOffer(House)));
    }

    [Fact]
    public void A_provider_that_declines_says_why_and_the_next_is_asked()
    {
        var (after, _, _) = Given.Do(Asked(), new ReferralCommand.DeclineOffer(House, "full"), Given.Start);
        Assert.Equal([("house", OfferStatus.Ended), ("hill", OfferStatus.Open)], after.Offers.Select(offer => (offer.Provider, offer.Status)));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(after, new ReferralCommand.DeclineOffer(House, "full")));
    }

    [Fact]
    public void Who_was_not_asked_answers_nothing()
    {
        Assert.IsType<ReferralRefusal.NoRight>(Refused(Asked(), new ReferralCommand.AcceptOffer(Other)));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(Asked(), new ReferralCommand.DeclineOffer(House with { Role = Role.Referrer }, "full")));
    }

    [Fact]
    public void An_organisation_s_list_shows_what_it_referred_for_good_and_what_it_is_asked_for_as_long_as_it_is()
    {
        Assert.Equal(["house", "ngo"], Organisations(Asked()));
        Assert.Equal(["ngo"], Organisations(Given.Do(Asked(), new ReferralCommand.Close(Given.Actor(Given.Duty), "completed"), Given.Start).Referral));
        Assert.DoesNotContain(ReferralEvolution.Lists(Asked()), row => row.Shown!.Contains("sq", StringComparison.Ordinal));

        static List<string> Organisations(Referral referral) => [.. Everybody.Where(one => ReferralEvolution.Lists(referral).Any(row => row.View == ReferralEvolution.OrganisationsView && row.Partition == ServerlessAssist.Shared.Streams.ViewRow.OfOrganisation(one)))];
    }

    private static Referral Asked()
    {
        var taken = Given.Do(Given.Opened().Referral, Given.Take(Given.Duty), Given.Start).Referral;
        ImmutableArray<Candidate> candidates = [new("house", "provider~house", "Lake", [new PersonId("desk")], 2, []), new("hill", "provider~hill", "Hill", [new PersonId("hill-desk")], 1, [])];
        return Given.Do(taken, new ReferralCommand.Assign(Given.Actor(Given.Duty), "shelter", candidates), Given.Start).Referral;
    }

    private static ServerlessAssist.Shared.Streams.Refusal Refused(Referral referral, ReferralCommand command) => Assert.IsType<Decision.Refused>(ReferralRules.Decide(referral, command, Given.Start)).Why;
}
