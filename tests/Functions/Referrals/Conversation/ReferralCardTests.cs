using System.Globalization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.Referrals.Conversation;

/// <summary>Who sees what of a referral on her phone.</summary>
public sealed class ReferralCardTests
{
    private static readonly PersonId Caseworker = new("case");

    [Theory]
    [InlineData(Role.RegionalCoordinator, "org", "duty", true, true)]
    [InlineData(Role.Caseworker, "org", "case", true, true)]
    [InlineData(Role.ServiceProvider, "lake", "lake-1", true, true)]
    // Merely asked.
    [InlineData(Role.ServiceProvider, "hill", "hill-1", false, false)]
    [InlineData(Role.Referrer, "ngo", "ngo", false, false)]
    [InlineData(Role.PoliceOfficer, "ngo", "officer", false, false)]
    public void Where_a_shelter_is_and_what_is_written_about_a_person_is_for_few(Role role, string organisation, string person, bool seesNotes, bool seesLake)
    {
        var referral = Given.Opened().Referral with
        {
            Escalation = Given.Opened().Referral.Escalation.Taken(Given.Duty), TakerCallName = "North 1", Stage = Stage.InAssistance, Caseworker = Caseworker, Alike = ["RA-0A00-M"],
            Offers = [Offer(Given.Lake, OfferStatus.Accepted), Offer(Given.Hill, OfferStatus.Open)],
            Notes = [new Note(1, Given.Duty, "North 1", "zebra", Given.Start)],
        };
        var shown = Shown(ReferralCard.Of(referral, new Actor(new PersonId(person), role, organisation, ["north"])).Words);
        Assert.Equal((seesNotes, seesLake), (shown.Contains("zebra", StringComparison.Ordinal), shown.Contains("Lake", StringComparison.Ordinal)));
        Assert.Equal(role == Role.RegionalCoordinator, shown.Contains("RA-0A00-M", StringComparison.Ordinal));
        Assert.Equal(role is Role.RegionalCoordinator or Role.Caseworker || organisation == "hill", shown.Contains("Hill", StringComparison.Ordinal));
    }

    private static Offer Offer(Candidate whom, OfferStatus status) => new(string.Create(CultureInfo.InvariantCulture, $"o-{whom.Provider}"), "shelter", whom, status, AskedPeople.None, Given.Start.AddHours(1));

    private static string Shown(Wording words) => string.Join(' ', words.Arguments.Select(one => one.Value switch { Argument.Joined joined => string.Join(' ', joined.Parts.Select(Shown)), Argument.Literal literal => literal.Text, _ => "" }));
}
