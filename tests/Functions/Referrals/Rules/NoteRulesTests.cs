using System.Text.Json;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals.Rules;

/// <summary>Whoever has it, whoever accompanies the person and the house at the lake write to each other.</summary>
public sealed class NoteRulesTests
{
    private static readonly DateTimeOffset Later = Start.AddHours(1);
    private static readonly Actor[] Strange = [Actor(Duty) with { Regions = ["south"] }, Met(Social), Met(Officer), Caseworker(new("case-2")), Provider(HillOne), Actor(Ngo) with { Role = Role.Referrer, Organisation = "ngo" }, Actor(Admin) with { Role = Role.Administrator }];

    [Fact]
    public void What_somebody_writes_goes_to_the_others_and_not_back_to_her()
    {
        var all = new[] { LakeOne, LakeTwo, Duty, Case };
        foreach (var (actor, by) in new[] { (Actor(Duty), Duty), (Provider(LakeOne), LakeOne), (Caseworker(Case), Case), (Actor(Backup), Backup) })
        {
            var (referral, messages, reply) = Do(Accompanied(Stage.InAssistance), Say(actor, "we come at eight"), Later);
            Assert.Equal(all.Where(person => person != by), messages.Select(one => one.To.Person!.Value));
            Assert.All(messages, one => Assert.Equal(("referrals.note", new Argument.Literal($"Desk {by.Value}"), new Argument.Literal("we come at eight"), Priority.Urgent), (one.Words.Key, one.Words.Arguments["from"], one.Words.Arguments["text"], one.Priority)));
            Assert.All(messages, one => Assert.Equal("ref show 5F7K", one.Choices.Single().Data));
            Assert.Equal(messages.Length, messages.Select(one => one.Id).Distinct().Count());
            Assert.Equal(new Note(1, by, $"Desk {by.Value}", "we come at eight", Later), Assert.Single(referral.Notes));
            Assert.Equal(["referrals.screen.note.sent", "ref remove-note 5F7K 1", "ref show 5F7K"], reply!.Choices.Select(choice => choice.Data).Prepend(reply.Words.Key));
        }
    }

    [Fact]
    public void A_provider_that_is_asked_may_write_and_reads_nothing_until_it_holds_a_place()
    {
        var asked = Do(Accompanied(Stage.Assigned), Say(Actor(Duty), "she is afraid of dogs"), Later);
        Assert.Equal([Case], asked.Messages.Select(one => one.To));
        Assert.Equal([Duty, Case], Do(asked.Referral, Say(Provider(LakeOne), "may she bring a dog"), Later).Messages.Select(one => one.To));
        Assert.Empty(Shown(asked.Referral, Provider(LakeOne)));
        var wished = Do(asked.Referral, Yes(LakeOne), Later).Referral;
        Assert.Empty(Shown(wished, Provider(LakeOne)));
        var held = Do(wished, Place(wished, PlaceAnswer.Held), Later).Referral;
        foreach (var actor in new[] { Provider(LakeOne), Provider(LakeTwo), Actor(Duty), Actor(Backup), Caseworker(Case) }) Assert.Equal("she is afraid of dogs", Shown(held, actor).Single().Text);
        foreach (var actor in Strange) Assert.Empty(Shown(held, actor));
        // Declined, it is out.
        Assert.IsType<ReferralRefusal.NoRight>(Refused(Do(asked.Referral, No(LakeOne), Later).Referral, Say(Provider(LakeOne), "a word"), Later));
    }

    [Fact]
    public void Whoever_has_nothing_to_do_with_it_writes_nothing_and_takes_nothing_back()
    {
        var said = Do(Accompanied(Stage.InAssistance), Say(Actor(Duty), "a word"), Later).Referral;
        foreach (var actor in Strange)
        {
            Assert.Equal("referrals.screen.not-yours", Assert.IsType<ReferralRefusal.NoRight>(Refused(said, Say(actor, "a word"), Later)).Answer.Words.Key);
            Assert.IsType<ReferralRefusal.NoRight>(Refused(said, new ReferralCommand.RemoveNote(actor, 1), Later));
        }
    }

    [Fact]
    public void In_what_is_closed_nothing_is_written_and_nothing_is_said_to_have_been_sent()
    {
        Assert.Equal("referrals.screen.not-now", Assert.IsType<ReferralRefusal.NotNow>(Refused(In(Stage.Closed), Say(Actor(Duty), "a word"), Later)).Answer.Words.Key);
        Assert.Equal("referrals.screen.not-yours", Assert.IsType<ReferralRefusal.NotNow>(Refused(In(Stage.Accepted), Say(Actor(Duty), ""), Later)).Answer.Words.Key);
    }

    [Fact]
    public void Before_anybody_has_it_or_a_place_what_is_written_waits_on_the_card()
    {
        var (referral, messages, reply) = Do(Opened().Referral, Say(Actor(Duty), "she speaks little"), Later);
        Assert.Equal((0, "she speaks little", "referrals.screen.note.sent"), (messages.Length, Shown(referral, Actor(Backup)).Single().Text, reply!.Words.Key));
    }

    [Theory]
    [InlineData(999, 999)]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1000)]
    [InlineData(4096, 1000)]
    public void A_message_has_a_thousand_characters_at_most(int written, int kept) =>
        Assert.Equal(kept, Do(In(Stage.Accepted), Say(Actor(Duty), new string('x', written)), Later).Referral.Notes[0].Text!.Length);

    [Fact]
    public void No_character_is_cut_in_two() =>
        Assert.Equal(new string('x', 999), Do(In(Stage.Accepted), Say(Actor(Duty), new string('x', 999) + "\ud83d\ude00 and more"), Later).Referral.Notes[0].Text);

    [Fact]
    public void The_last_twenty_stand_and_each_keeps_its_number()
    {
        var referral = In(Stage.Accepted);
        for (var at = 1; at <= 25; at++) referral = Do(referral, Say(Actor(Duty), $"word {at}"), Later).Referral;
        Assert.Equal(Enumerable.Range(6, 20), referral.Notes.Select(note => note.Number));
        Assert.Equal((25, "word 6"), (referral.NotesWritten, referral.Notes[0].Text));
        Assert.IsType<ReferralRefusal.NoRight>(Refused(referral, new ReferralCommand.RemoveNote(Actor(Duty), 5), Later));
    }

    [Fact]
    public void Taken_back_its_text_is_gone_and_a_mark_stays()
    {
        var said = Do(Do(Accompanied(Stage.InAssistance), Say(Actor(Duty), "the marker-word"), Later).Referral, Say(Provider(LakeOne), "another"), Later).Referral;
        var (referral, messages, reply) = Do(said, new ReferralCommand.RemoveNote(Actor(Duty), 1), Later);
        Assert.Equal([null, "another"], referral.Notes.Select(note => note.Text));
        Assert.Equal([(1, Duty), (2, LakeOne)], referral.Notes.Select(note => (note.Number, note.By)));
        Assert.Equal((0, "referrals.screen.note.removed", "ref show 5F7K"), (messages.Length, reply!.Words.Key, reply.Choices.Single().Data));
        Assert.Contains("marker", Written(said), StringComparison.Ordinal);
        Assert.DoesNotContain("marker", Written(referral), StringComparison.Ordinal);
        // Pressed again it is as it was.
        Assert.Equal(Written(referral), Written(Do(referral, new ReferralCommand.RemoveNote(Actor(Duty), 1), Later).Referral));
    }

    [Fact]
    public void Taken_back_before_it_was_delivered_it_is_delivered_no_more_and_others_are()
    {
        var (said, first, _) = Do(Accompanied(Stage.InAssistance), Say(Actor(Duty), "the marker-word"), Later);
        var (both, second, _) = Do(said, Say(Actor(Duty), "another"), Later);
        Assert.All(first.Concat(second), message => Assert.True(ReferralRules.StillWanted(both, message, Later)));
        var removed = Do(both, new ReferralCommand.RemoveNote(Actor(Duty), 1), Later).Referral;
        Assert.All(first, message => Assert.False(ReferralRules.StillWanted(removed, message, Later)));
        Assert.All(second, message => Assert.True(ReferralRules.StillWanted(removed, message, Later)));
    }

    [Fact]
    public void Only_ones_own_is_taken_back_also_by_whoever_has_more_rights()
    {
        var said = Do(Accompanied(Stage.InAssistance), Say(Provider(LakeOne), "a word"), Later).Referral;
        foreach (var (actor, number) in new[] { (Actor(Duty), 1), (Provider(LakeTwo), 1), (Caseworker(Case), 1), (Provider(LakeOne), 2), (Provider(LakeOne), 0) })
            Assert.IsType<ReferralRefusal.NoRight>(Refused(said, new ReferralCommand.RemoveNote(actor, number), Later));
    }

    [Fact]
    public void Nothing_of_it_prints() => Assert.Equal("note", $"{Do(In(Stage.Accepted), Say(Actor(Duty), "a word"), Later).Referral.Notes[0]}");

    private static System.Collections.Immutable.ImmutableArray<Note> Shown(Referral referral, Actor actor) => NoteRules.MayRead(referral, actor) ? referral.Notes : [];

    private static string Written(Referral referral) => JsonSerializer.Serialize(referral, ReferralRules.Book.StateJson);
}
