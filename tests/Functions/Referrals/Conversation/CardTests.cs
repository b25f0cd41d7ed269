using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals.Conversation;

/// <summary>What stands on a card, for whom, and which buttons hang under it.</summary>
public sealed class CardTests
{
    private static readonly DateTimeOffset Later = Start.AddHours(1);
    private static readonly string[] Named = ["provider", "text", "other"];
    private static readonly Actor Referrer = new(Ngo, Role.Referrer, "ngo", []);

    [Theory]
    [InlineData(Stage.Referred)]
    [InlineData(Stage.Acknowledged, "keep", "assign", "hand", "close")]
    [InlineData(Stage.Accepted, "keep", "assign", "hand", "close")]
    [InlineData(Stage.Assigned, "keep", "assign", "hand", "close")]
    [InlineData(Stage.InAssistance, "keep", "assign", "reintegrate", "hand", "close")]
    [InlineData(Stage.Reintegration, "keep", "assign", "hand", "close")]
    [InlineData(Stage.Closed)]
    public void Its_buttons_are_what_can_be_done_now_and_only_for_whoever_may(Stage stage, params string[] buttons)
    {
        Assert.Equal(buttons.Select(button => $"ref {(button == "hand" ? "hand-over" : button)} 5F7K"), Buttons(Accompanied(stage), Actor(Backup)));
        Assert.Equal(buttons.Select(button => $"referrals.button.{(button == "hand" ? "hand-over" : button)}"), ReferralCard.Of(Accompanied(stage), Actor(Backup)).Choices.Select(choice => choice.Label.Key));
        foreach (var actor in new[] { Provider(LakeOne), Caseworker(Case), Referrer, Met(Social), Actor(Duty) with { Regions = ["south"] } }) Assert.Empty(Buttons(Accompanied(stage), actor));
    }

    [Fact]
    public void What_nobody_has_nobody_moves_on()
    {
        Assert.Empty(Buttons(Do(In(Stage.Assigned), GiveBack(Duty), Later).Referral, Actor(Duty)));
        Assert.Empty(Buttons(Identified().Referral, Actor(Duty)));
    }

    [Fact]
    public void It_says_where_it_stands_what_is_needed_and_who_has_it_and_no_name_and_no_way_to_reach_anybody()
    {
        var referral = Opened(Facts(Urgency.Immediate, AgeGroup.Child) with { Needs = ["shelter", "legal"], Languages = ["sq", "sr"], Name = "Markera", Contact = "marker-contact", Point = "marker-point" }).Referral;
        var words = ReferralCard.Of(referral, Actor(Duty)).Words;
        Assert.Equal("referrals.screen.card", words.Key);
        Assert.Equal((new Argument.Literal("RA-5F7K-2"), new Argument.Translated("referrals.stage.alerted"), new Argument.Translated("referrals.urgency.immediate"), new Argument.Translated("referrals.age.child"), new Argument.Literal("sq, sr"), new Argument.Translated("referrals.screen.nobody-yet")),
            (words.Arguments["reference"], words.Arguments["stage"], words.Arguments["urgency"], words.Arguments["age"], words.Arguments["languages"], words.Arguments["who"]));
        Assert.Equal(["referrals.service.shelter", "referrals.service.legal"], Lines(words, "needs").Select(line => line.Key));
        Assert.Equal(new Argument.Literal("Desk duty"), ReferralCard.Of(In(Stage.Accepted), Actor(Duty)).Words.Arguments["who"]);
        Assert.DoesNotContain("marker", System.Text.Json.JsonSerializer.Serialize(words), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Whoever_referred_sees_no_provider_and_no_note_a_provider_no_other_and_those_who_accompany_her_all()
    {
        var referral = Do(Do(Do(Accompanied(Stage.InAssistance), Assign("medical", Hill), Later).Referral, Assign("legal", Vale with { People = [new("vale-1")] }), Later).Referral, Say(Actor(Duty), "a word"), Later).Referral;
        string[] all = ["referrals.screen.card.accepted Lake", "referrals.screen.card.asked Hill", "referrals.screen.card.asked Vale", "referrals.screen.card.note a word"];
        Assert.Equal(all, Shown(referral, Actor(Backup)));
        Assert.Equal(all, Shown(referral, Caseworker(Case)));
        Assert.Equal(["referrals.screen.card.accepted Lake", "referrals.screen.card.note a word"], Shown(referral, Provider(LakeOne)));
        // Asked, and holding nothing yet: what was written is not for it.
        Assert.Equal(["referrals.screen.card.asked Hill"], Shown(referral, Provider(HillOne)));
        foreach (var actor in new[] { Referrer, Met(Social), Met(Officer) with { Organisation = "ngo" }, Caseworker(new("case-2")) }) Assert.Empty(Shown(referral, actor));
        // What is over stands on no card.
        Assert.DoesNotContain("referrals.screen.card.asked Hill", Shown(Do(referral, No(HillOne), Later).Referral, Actor(Duty)));
    }

    [Fact]
    public void That_they_do_not_agree_where_it_was_handed_and_which_could_be_the_same_is_for_whoever_decides()
    {
        var alike = Do(Referral.None, Open(Facts(Urgency.Immediate, AgeGroup.Adult), Levels) with { By = Social, Counterparts = [Officer], AlikeList = "list", Alike = ["RA-0A00-M", "RA-0E00-7", "RA-0F00-Y"] }, Start).Referral;
        var referral = Do(Do(alike, Disagree(Officer), Later).Referral, Take(Duty), Later).Referral with { HandedOver = new HandedOver("west", "RA-0H00-A", HandOverAnswer.Asked), Caseworker = Case };
        Assert.Equal(["referrals.screen.card.disputed", "referrals.screen.card.hand-over RA-0H00-A", "referrals.screen.card.possible-duplicate RA-0A00-M", "referrals.screen.card.possible-duplicate RA-0E00-7"], Shown(referral, Actor(Duty)));
        foreach (var actor in new[] { Met(Social), Met(Officer), Caseworker(Case), Referrer }) Assert.Empty(Shown(referral, actor));
        Assert.Equal(["ref merge 5F7K 0A00", "ref not-duplicate 5F7K 0A00", "ref merge 5F7K 0E00", "ref not-duplicate 5F7K 0E00"], Buttons(referral, Actor(Duty)).Skip(4));
        Assert.DoesNotContain("referrals.screen.card.disputed", Shown(Do(alike, Agree(Officer), Later).Referral, Actor(Duty)));
    }

    [Fact]
    public void What_was_merged_offers_to_be_undone_and_nothing_else()
    {
        var merged = Do(In(Stage.Accepted) with { Alike = ["RA-0A00-M"] }, new ReferralCommand.Merge(Actor(Duty), "RA-0A00-M", "referral~x"), Later).Referral;
        Assert.Equal(["ref unmerge 5F7K 0A00"], Buttons(merged, Actor(Backup)));
        Assert.Empty(Buttons(merged, Referrer));
    }

    [Fact]
    public void Of_what_was_written_the_last_five_stand_and_what_was_taken_back_as_removed()
    {
        var referral = Enumerable.Range(1, 6).Aggregate(In(Stage.Accepted), (at, number) => Do(at, Say(Actor(Duty), $"word {number}"), Later).Referral);
        referral = Do(referral, new ReferralCommand.RemoveNote(Actor(Duty), 4), Later).Referral;
        Assert.Equal(["referrals.screen.card.note word 2", "referrals.screen.card.note word 3", "referrals.screen.card.note.removed ", "referrals.screen.card.note word 5", "referrals.screen.card.note word 6"], Shown(referral, Actor(Backup)));
    }

    [Fact]
    public void Closing_asks_why_and_asking_for_a_service_which_with_what_is_needed_first()
    {
        var referral = In(Stage.Accepted) with { Facts = In(Stage.Accepted).Facts! with { Needs = ["legal", "transport"] } };
        Assert.Equal([.. CloseReasons.All.Select(why => $"ref close 5F7K {why}"), "ref show 5F7K"], ReferralCard.WhyClose(referral).Choices.Select(choice => choice.Data));
        var which = ReferralCard.WhichService(referral);
        Assert.Equal(["ref assign 5F7K legal", "ref assign 5F7K transport"], which.Choices.Select(choice => choice.Data).Take(2));
        Assert.Equal(PeopleFile.Needs.Select(need => $"ref assign 5F7K {need}").Append("ref show 5F7K").Order(StringComparer.Ordinal), which.Choices.Select(choice => choice.Data).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Five_providers_stand_best_first_each_with_its_places_and_what_speaks_for_it()
    {
        var fitting = Enumerable.Range(1, 7).Select(at => Hill with { Provider = $"p{at}", Label = $"P{at}", Free = at, Why = at == 1 ? ["near", "language"] : [] }).ToImmutableArray();
        var reply = ReferralCard.Fitting(In(Stage.Accepted), "shelter", fitting);
        Assert.Equal(("referrals.screen.assign.which-provider", 6), (reply.Words.Key, reply.Choices.Count));
        Assert.Equal(["P1", "P2", "P3", "P4", "P5"], Lines(reply.Words, "providers").Select(line => ((Argument.Literal)line.Arguments["provider"]).Text));
        Assert.Equal((new Argument.Literal("1"), 2), (Lines(reply.Words, "providers")[0].Arguments["places"], Lines(Lines(reply.Words, "providers")[0], "why").Length));
        Assert.All(reply.Choices.Take(5), choice => Assert.Matches("^ref ask 5F7K shelter [0-9a-f]{8}$", choice.Data));
        Assert.Equal((5, "ref show 5F7K"), (reply.Choices.Take(5).Select(choice => choice.Data).Distinct().Count(), reply.Choices[^1].Data));
        var none = ReferralCard.Fitting(In(Stage.Accepted), "shelter", []);
        Assert.Equal(("referrals.provider.none-left", "ref show 5F7K"), (none.Words.Key, none.Choices.Single().Data));
    }

    [Fact]
    public void Where_to_and_on_what_ground_is_asked_each_time()
    {
        var where = ReferralCard.WhereTo(In(Stage.Accepted), Enumerable.Range(0, 25).Select(at => People.House.North with { Id = $"r{at}" }));
        Assert.Equal((21, "ref show 5F7K"), (where.Choices.Count, where.Choices[^1].Data));
        Assert.All(where.Choices.Take(20), choice => Assert.Matches("^ref hand-over 5F7K [0-9a-f]{8}$", choice.Data));
        var ground = ReferralCard.OnWhatGround(In(Stage.Accepted), People.House.North with { Id = "r0" });
        Assert.Equal([$"{where.Choices[0].Data} consent", $"{where.Choices[0].Data} life-at-risk", "ref show 5F7K"], ground.Choices.Select(choice => choice.Data));
    }

    private static IEnumerable<string> Buttons(Referral referral, Actor actor) => ReferralCard.Of(referral, actor).Choices.Select(choice => choice.Data);

    private static IEnumerable<string> Shown(Referral referral, Actor actor) => Lines(ReferralCard.Of(referral, actor).Words, "providers").Select(line =>
        $"{line.Key} {Named.Select(name => line.Arguments.GetValueOrDefault(name)).OfType<Argument.Literal>().FirstOrDefault()?.Text}").Select(line => line == "referrals.screen.card.disputed " ? "referrals.screen.card.disputed" : line);

    private static ImmutableArray<Wording> Lines(Wording words, string name) => ((Argument.Joined)words.Arguments[name]).Parts;
}
