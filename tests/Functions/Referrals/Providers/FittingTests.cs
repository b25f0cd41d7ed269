using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals.Providers;

public sealed class FittingTests
{
    private static readonly ReferralFacts Woman = Facts(Urgency.Urgent, AgeGroup.Adult);

    [Fact]
    public void A_provider_of_her_region_and_language_fits_and_says_so()
    {
        var one = Best(Provides("lake")).Single();
        Assert.Equal(("lake", "provider~lake", "House lake", 3, 3), (one.Provider, one.Stream, one.Label, one.Capacity, one.Free));
        Assert.Equal(["near", "language"], one.Why);
        Assert.Equal([new PersonId("lake-1")], one.People);
    }

    [Theory]
    [InlineData("legal", "female", AgeGroup.Adult)]
    [InlineData("shelter", "male", AgeGroup.Adult)]
    [InlineData("shelter", "female", AgeGroup.Child)]
    public void What_it_does_not_provide_or_not_for_her_does_not_fit(string service, string sex, AgeGroup age) =>
        Assert.Empty(Fitting.Best(Of(Provides("lake")), Woman with { Sex = sex, Age = age }, service, All, Stream));

    [Fact]
    public void Whose_sex_is_not_known_is_not_turned_away_by_it() => Assert.Single(Fitting.Best(Of(Provides("lake")), Woman with { Sex = "unknown" }, "shelter", All, Stream));

    [Fact]
    public void A_childs_provider_fits_a_child()
    {
        var house = Provides("lake");
        var forChildren = house with { Provides = house.Provides! with { Ages = ["child"] } };
        Assert.Single(Fitting.Best(Of(forChildren), Woman with { Age = AgeGroup.Child }, "shelter", All, Stream));
        Assert.Empty(Best(forChildren));
    }

    [Fact]
    public void Of_another_region_it_fits_and_of_another_country_it_does_not()
    {
        Assert.Equal(["language"], Best(Provides("lake", regions: "south")).Single().Why);
        Assert.Empty(Best(Provides("lake", regions: "abroad")));
        Assert.Empty(Best(Provides("lake", regions: "nowhere")));
        Assert.Single(Fitting.Best(Of(Provides("lake", regions: "nowhere")), Woman with { Region = "nowhere" }, "shelter", All, Stream));
        Assert.Empty(Fitting.Best(Of(Provides("lake", regions: "nowhere")), Woman with { Region = "nowhere else" }, "shelter", All, Stream));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Without_a_free_place_it_is_not_asked(int free, int found) =>
        Assert.Equal(found, Fitting.Best(Of(Provides("lake")), Woman, "shelter", new Dictionary<string, int> { ["lake"] = free }, Stream).Length);

    [Fact]
    public void Near_goes_before_language_that_before_more_places_and_those_before_the_name()
    {
        var found = Best(
            Provides("a-far-silent", regions: "south", language: "uk"), Provides("b-far-silent-more", regions: "south", language: "uk", capacity: 9), Provides("z-far-speaks", regions: "south"),
            Provides("z-near-silent", language: "uk"), Provides("z-near-speaks"), Provides("y-near-speaks"), new Organisation("ngo", null));
        Assert.Equal(["y-near-speaks", "z-near-speaks", "z-near-silent", "z-far-speaks", "b-far-silent-more", "a-far-silent"], found.Select(one => one.Provider));
        Assert.Equal(["near,language", "near,language", "near", "language", "", ""], found.Select(one => string.Join(',', one.Why)));
    }

    private static readonly Dictionary<string, int> All = [];

    private static ImmutableArray<Candidate> Best(params ImmutableArray<Organisation> organisations) => Fitting.Best(Of(organisations), Woman, "shelter", All, Stream);

    private static string Stream(string organisation) => $"provider~{organisation}";

    private static Organisation Provides(string id, string regions = "north", string language = "sq", int capacity = 3) =>
        new(id, null, new Terms($"House {id}", ["shelter", "medical"], [regions], [language], ["adult"], ["female"], capacity));

    private static StaffRegister Of(params ImmutableArray<Organisation> organisations) => StaffRegister.Empty with
    {
        Configuration = new(organisations, [Region("north", "AL"), Region("south", "AL"), Region("abroad", "XK")],
        [
            .. organisations.Select(one => Staff($"{one.Id}-1", Role.ServiceProvider, one.Id)), .. organisations.Select(one => Staff($"{one.Id}-boss", Role.Referrer, one.Id)),
        ]),
    };

    private static Staff Staff(string id, Role role, string organisation) => new(new PersonId(id), role, organisation, ["north"], Language.English, null, []);

    private static Region Region(string id, string country) => new(id, country, "Europe/Tirane", ImmutableSortedDictionary<string, string>.Empty, [], ImmutableSortedDictionary<string, TimeSpan>.Empty, [], [], [], []);
}
