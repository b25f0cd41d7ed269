using System.Globalization;
using System.Text.Json;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Functions.Referrals.Providers;

/// <summary>One provider's places, wished for by many.</summary>
public sealed class ProviderRulesTests
{
    private static readonly DateTimeOffset Now = Given.Start;

    [Fact]
    public void A_place_is_held_as_long_as_one_is_free_and_whoever_asked_is_told()
    {
        var (one, first) = Hold(Provider.None, "o1");
        var (two, second) = Hold(one, "o2");
        var (full, third) = Hold(two, "o3");
        Assert.Equal(["referral~r Held o1", "referral~r Held o2", "referral~r Full o3"], [first, second, third]);
        Assert.Equal(("lake", 2, 0), (full.Organisation, full.Held.Length, full.Free));
        Assert.Equal(["o1", "o2"], full.Held.Select(place => place.Offer));
    }

    [Fact]
    public void The_same_wish_again_holds_one_place_also_where_it_was_the_last()
    {
        var held = Hold(Provider.None, "o1", capacity: 1).After;
        var (after, answer) = Hold(held, "o1", capacity: 1);
        Assert.Equal(("referral~r Held o1", 1), (answer, after.Held.Length));
        Assert.Equal("referral~other Full o1", Hold(after, "o1", capacity: 1, referral: "referral~other").Answer);
    }

    [Fact]
    public void A_place_that_is_free_again_goes_to_the_next()
    {
        var freed = Do(Hold(Provider.None, "o1", capacity: 1).After, new ProviderCommand.ReleasePlace("referral~r", "o1")).After;
        Assert.Equal((0, 1), (freed.Held.Length, freed.Free));
        Assert.Equal("referral~r Held o2", Hold(freed, "o2", capacity: 1).Answer);
    }

    [Fact]
    public void A_wish_that_comes_after_its_end_holds_nothing()
    {
        var freed = Do(Provider.None, new ProviderCommand.ReleasePlace("referral~r", "o1")).After;
        var (after, answer) = Hold(freed, "o1");
        Assert.Equal(("referral~r Full o1", 0), (answer, after.Held.Length));
        Assert.Equal("referral~other Held o1", Hold(after, "o1", referral: "referral~other").Answer);
    }

    [Fact]
    public void Of_ends_that_came_early_the_last_fifty_are_remembered()
    {
        var provider = Enumerable.Range(0, 51).Aggregate(Provider.None, (at, offer) => Do(at, new ProviderCommand.ReleasePlace("referral~r", Name(offer))).After);
        Assert.Equal(Enumerable.Range(1, 50).Select(Name), provider.Freed.Select(place => place.Offer));

        static string Name(int offer) => string.Create(CultureInfo.InvariantCulture, $"o{offer}");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(10_000, 3)]
    public void What_its_people_say_is_free_counts_up_to_what_is_left(int said, int free)
    {
        var held = Hold(Provider.None, "o1", capacity: 4).After;
        var (after, reply) = Do(held, new ProviderCommand.Declare("lake", said, 4));
        Assert.Equal(free, after.Free);
        Assert.Equal((said > 3 ? "providers.places.at-most" : "providers.places.noted", new Argument.Literal(free.ToString(CultureInfo.InvariantCulture))), (reply!.Words.Key, reply.Words.Arguments["places"]));
    }

    [Fact]
    public void Said_to_be_full_it_holds_nothing_and_what_is_freed_goes_back()
    {
        var none = Do(Hold(Provider.None, "o1", capacity: 4).After, new ProviderCommand.Declare("lake", 0, 4)).After;
        var (full, answer) = Hold(none, "o2", capacity: 4);
        Assert.Equal(("referral~r Full o2", 1), (answer, full.Held.Length));
        Assert.Equal(1, Do(full, new ProviderCommand.ReleasePlace("referral~r", "o1")).After.Free);
        Assert.Equal(0, Do(full, new ProviderCommand.ReleasePlace("referral~r", "o2")).After.Free);
    }

    [Fact]
    public void What_is_held_is_taken_from_what_was_said()
    {
        var two = Do(Provider.None, new ProviderCommand.Declare("lake", 2, 9)).After;
        var one = Hold(two, "o1", capacity: 9).After;
        Assert.Equal((1, 1), (one.Free, one.Declared));
        Assert.Equal("referral~r Full o3", Hold(Hold(one, "o2", capacity: 9).After, "o3", capacity: 9).Answer);
    }

    [Fact]
    public void With_fewer_places_than_are_held_none_is_free_and_no_number_is_below_nothing()
    {
        var two = Hold(Hold(Provider.None, "o1").After, "o2").After;
        var (after, reply) = Do(two, new ProviderCommand.Declare("lake", 0, 1));
        Assert.Equal((0, 0, 1), (after.Free, after.Declared, after.Capacity));
        Assert.Equal(new Argument.Literal("0"), reply!.Words.Arguments["places"]);
        Assert.Equal("referral~r Full o3", Hold(after, "o3", capacity: 1).Answer);
    }

    [Fact]
    public void What_the_people_file_says_later_counts_from_the_next_wish()
    {
        var full = Hold(Hold(Provider.None, "o1", capacity: 1).After, "o2", capacity: 1).After;
        Assert.Equal((1, "referral~r Held o2"), (full.Held.Length, Hold(full, "o2", capacity: 2).Answer));
    }

    [Fact]
    public void All_providers_stand_on_one_list_once_anything_happened()
    {
        Assert.Empty(ProviderRules.Book.Lines(Provider.None));
        Assert.Empty(ProviderRules.Book.Lines(Do(Provider.None, new ProviderCommand.ReleasePlace("referral~r", "o1")).After));
        Assert.Equal([new ViewRow(ProviderRules.View, "all", "lake:1")], ProviderRules.Book.Lines(Hold(Provider.None, "o1").After));
    }

    [Fact]
    public void Who_wishes_is_the_stream_that_the_wish_came_from_whatever_it_says()
    {
        Assert.Equal(new ProviderCommand.HoldPlace("referral~r", "o1", "lake", 2), Affected(new ProviderCommand.HoldPlace("referral~forged", "o1", "lake", 2)));
        Assert.Equal(new ProviderCommand.ReleasePlace("referral~r", "o1"), Affected(new ProviderCommand.ReleasePlace("referral~forged", "o1")));

        static ProviderCommand Affected(ProviderCommand command) =>
            ProviderRules.Book.FromEffect!(new Effect("provider~p", JsonSerializer.SerializeToElement(command)) { From = "referral~r" });
    }

    [Fact]
    public void What_there_is_no_rule_for_is_a_defect_that_says_so() =>
        Assert.Contains(nameof(Unknown), Assert.Throws<InvalidOperationException>(() => ProviderRules.Decide(Provider.None, new Unknown(), Now)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_prints_more_than_its_kind() => Assert.Equal(["provider", "place"], [$"{Provider.None}", $"{new Place("referral~r", "o1")}"]);

    private static (Provider After, string Answer) Hold(Provider provider, string offer, int capacity = 2, string referral = "referral~r")
    {
        var accepted = Stored.By(ProviderRules.Decide(provider, new ProviderCommand.HoldPlace(referral, offer, "lake", capacity), Now));
        var effect = accepted.Effects.Single();
        var answer = (ReferralCommand.RecordPlaceAnswer)ReferralRules.Book.FromEffect!(effect);
        return (accepted.Events.Aggregate(provider, ProviderRules.Evolve), $"{effect.To} {answer.Answer} {answer.Offer}");
    }

    private static (Provider After, Reply? Reply) Do(Provider provider, ProviderCommand command)
    {
        var accepted = Stored.By(ProviderRules.Decide(provider, command, Now));
        Assert.Empty(accepted.Effects);
        return (accepted.Events.Aggregate(provider, ProviderRules.Evolve), accepted.Reply);
    }

    private sealed record Unknown : ProviderCommand;
}
