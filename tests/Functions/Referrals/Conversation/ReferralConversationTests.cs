using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.Referrals.Conversation.Desk;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Conversation;

/// <summary>Which button and which word leads where, for whom, and what happens when it comes again.</summary>
public sealed class ReferralConversationTests
{
    private static readonly string[] Others = ["south-duty", "north-caseworker", "north-social", "north-officer", "lake-desk", "west-duty", "operations", "vlore-reporter"];

    private static readonly string[] TooEarly = ["ref keep", "ref reintegrate", "ref close ? completed", "ref not-duplicate ? 0A00", "ref unmerge ? 0A00"];

    [Fact]
    public void From_the_card_to_a_place_and_to_the_end_by_buttons_alone() => Stage.Play(async stage =>
    {
        var (duty, lake, reference) = (new Desk(stage, "north-duty"), new Desk(stage, "lake-desk"), await stage.Programme.Refer());
        var body = Body(reference);
        await duty.Take(reference);
        var card = await duty.Press($"ref show {body}");
        Assert.Equal(["referrals.screen.card", $"ref keep {body}", $"ref assign {body}", $"ref hand-over {body}", $"ref close {body}"], Choices(card).Prepend(Said(card)));
        Assert.Equal("referrals.screen.kept", Said(await duty.Press($"ref keep {body}")));
        Assert.Equal("accepted", ReferralEvolution.StatusOf(stage.Referral(reference).State));
        Assert.Equal("referrals.screen.assign", Said(await duty.Press($"ref assign {body}")));
        var whom = await duty.Press($"ref assign {body} shelter");
        Assert.Equal("referrals.screen.assign.which-provider", Said(whom));
        Assert.Equal("referrals.screen.provider-asked", Said(await duty.Press(Choice(whom, "ref ask "))));
        Assert.Equal("house-lake", stage.Referral(reference).State.Offers.Single().Provider);
        await lake.Take(reference);
        await stage.Minutes(2);
        Assert.Equal("in-assistance", ReferralEvolution.StatusOf(stage.Referral(reference).State));
        Assert.Equal("referrals.screen.stage-changed", Said(await duty.Press($"ref reintegrate {body}")));
        Assert.Equal("referrals.screen.reason.noted", Said(await duty.Press($"ref add-need {body} legal")));
        Assert.Equal("referrals.screen.close", Said(await duty.Press($"ref close {body}")));
        Assert.Equal("referrals.screen.stage-changed", Said(await duty.Press($"ref close {body} completed")));
        Assert.Equal("completed", stage.Referral(reference).State.ClosedBecause);
        Assert.Equal("referrals.screen.not-now", Said(await duty.Press($"ref keep {body}")));
        Assert.Equal("referrals.screen.reason.noted", Said(await duty.Press($"ref reason {body} full")));
    });

    [Fact]
    public void Whichever_provider_is_chosen_is_asked_first() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        await duty.Take(reference);
        var whom = await duty.Press($"ref assign {Body(reference)} shelter");
        Assert.Equal(["Lake", "Hill"], ((Argument.Joined)whom!.Reply!.Words.Arguments["providers"]).Parts.Select(line => ((Argument.Literal)line.Arguments["provider"]).Text));
        await duty.Press(Choices(whom).Where(choice => choice.StartsWith("ref ask ", StringComparison.Ordinal)).Last());
        Assert.Equal(("house-hill", "house-lake"), (stage.Referral(reference).State.Offers.Single().Provider, stage.Referral(reference).State.Offers.Single().Waiting.Single().Provider));
    });

    [Fact]
    public void Whoever_has_no_right_presses_in_vain_and_learns_nothing() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        var other = await stage.Programme.Refer(age: "child");
        await duty.Take(reference);
        var hand = Choice(await duty.Press($"ref hand-over {Body(reference)}"), "ref hand-over ");
        var version = stage.VersionOf(reference);
        string[] presses = ["ref show", "ref keep", "ref assign", "ref assign ? shelter", "ref close", "ref close ? completed", "ref reintegrate", "ref reason ? full", "ref add-need ? legal", "ref not-duplicate ? 0A00", "ref remove-note ? 1", "ref hand-over", $"ref merge ? {Body(other)}", $"ref unmerge ? {Body(other)}", "ref ask ? shelter 00000000"];
        foreach (var person in Others)
        foreach (var press in presses.Select(press => press.Contains('?') ? press.Replace("?", Body(reference), StringComparison.Ordinal) : $"{press} {Body(reference)}").Append(hand).Append($"{hand} consent"))
            Assert.True(Said(await new Desk(stage, person).Press(press)) is "referrals.screen.not-yours" or "referrals.not-open", $"{person}: {press}");
        foreach (var person in Others)
        {
            Assert.Equal("referrals.screen.not-yours", Said(await new Desk(stage, person).Write($"/board {reference}")));
            Assert.Equal("referrals.screen.not-yours", Said(await new Desk(stage, person).Write($"{reference} a word")));
        }
        Assert.Equal(version, stage.VersionOf(reference));
        Assert.Equal("referrals.screen.not-yours", Said(await duty.Write("RA-0A00-M a word")));
        Assert.Equal("referrals.screen.not-yours", Said(await duty.Press("ref show 0A00")));
    });

    [Fact]
    public void What_is_not_possible_now_is_not_done_and_the_answer_says_how_it_stands() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        var version = stage.VersionOf(reference);
        foreach (var press in TooEarly)
        {
            var answered = await duty.Press(press.Contains('?') ? press.Replace("?", Body(reference), StringComparison.Ordinal) : $"{press} {Body(reference)}");
            Assert.Equal(("referrals.screen.not-now", new Argument.Translated("referrals.stage.alerted")), (Said(answered), answered!.Reply!.Words.Arguments["stage"]));
        }
        Assert.Equal(version, stage.VersionOf(reference));
    });

    [Fact]
    public void The_same_press_again_is_answered_the_same_and_counts_once() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        await duty.Take(reference);
        foreach (var press in new[] { $"ref keep {Body(reference)}", $"ref add-need {Body(reference)} legal", $"ref close {Body(reference)} completed" })
        {
            var first = await duty.Press(press, message: press);
            var version = stage.VersionOf(reference);
            var again = await duty.Press(press, message: press);
            Assert.Equal((ReplyStatus.Stored, ReplyStatus.StoredBefore, Said(first), version), (first!.Status, again!.Status, Said(again), stage.VersionOf(reference)));
        }
    });

    [Fact]
    public void What_is_no_button_or_command_of_referrals_is_about_something_else() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        await duty.Take(reference);
        var version = stage.VersionOf(reference);
        string[] presses = ["ref keep", "ref keep ?!", "ref keep ? ?", "ref close ? nonsense", "ref close ? completed x", "ref assign ? nonsense", "ref ask ? nonsense 00000000", "ref ask ? shelter", "ref reason ? nonsense", "ref add-need ? nonsense", "ref merge ?", "ref merge ? !", "ref unmerge ?", "ref remove-note ?", "ref say ?", "ref say ? x x", "ref throw-away", "ref show ? x", "ref nonsense ?", "chat language en", "chat language en", "ref", "ref mine", "ref open", ""];
        foreach (var press in presses) Assert.Null(await duty.Press(press.Replace("?", Body(reference), StringComparison.Ordinal)));
        foreach (var text in new[] { "mine", "/Mine", "hello", "RA", reference, $"{reference}x a word", "/minex", "places", "places many", "places 10001", "places -1", "" }) Assert.Null(await duty.Write(text));
        Assert.Equal(version, stage.VersionOf(reference));
    });

    [Fact]
    public void By_text_whose_sender_can_be_forged_there_is_nothing_but_places() => Stage.Play(async stage =>
    {
        var (duty, hill, reference) = (new Desk(stage, "north-duty"), new Desk(stage, "hill-desk"), await stage.Programme.Refer());
        await duty.Take(reference);
        foreach (var text in new[] { "/mine", "/open", $"/board {reference}", $"{reference} a word", "/places" }) Assert.Null(await duty.Write(text, ChannelKind.Sms, quoted: reference));
        Assert.Null(await duty.Press($"ref close {Body(reference)} completed", ChannelKind.Sms));
        Assert.Null(await duty.Mumble("a word", ChannelKind.Sms));
        Assert.Equal("providers.places.noted", Said(await hill.Write("places 0", ChannelKind.Sms)));
        Assert.Equal("providers.places.at-most", Said(await hill.Write("vende 7", ChannelKind.Sms)));
        Assert.Equal("providers.places.noted", Said(await hill.Write("/places 1")));
        Assert.Equal("providers.places.how", Said(await hill.Write("/places")));
        // Whoever answers for no provider.
        Assert.Null(await duty.Write("places 3"));
    });

    [Fact]
    public void A_referral_is_looked_up_by_its_reference_however_it_is_written() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        foreach (var written in new[] { reference, reference.ToLowerInvariant(), reference.Replace("-", " ", StringComparison.Ordinal) }) Assert.Equal("referrals.screen.card", Said(await duty.Write($"/board {written}")));
        Assert.Equal("referrals.screen.board.how", Said(await duty.Write("/board")));
        Assert.Equal("referrals.screen.board.how", Said(await duty.Write("/board x")));
        Assert.Equal("referrals.screen.not-yours", Said(await duty.Write("/board RA-0A00-M")));
    });

    [Fact]
    public void Written_with_the_reference_or_as_an_answer_it_goes_to_those_concerned_and_can_be_taken_back() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        await duty.Take(reference);
        var first = await duty.Write($"{reference}: we come at eight");
        Assert.Equal("referrals.screen.note.sent", Said(first));
        Assert.Equal("referrals.screen.note.sent", Said(await duty.Write("and bring a coat", quoted: $"{reference} is yours. Go on?")));
        Assert.Equal(["we come at eight", "and bring a coat"], stage.Referral(reference).State.Notes.Select(note => note.Text));
        Assert.Equal("referrals.screen.note.removed", Said(await duty.Press(Choice(first, "ref remove-note "))));
        Assert.Equal([null, "and bring a coat"], stage.Referral(reference).State.Notes.Select(note => note.Text));
        // A command stays one, and an answer without words is none.
        Assert.Equal("referrals.screen.mine", Said(await duty.Write("/mine", quoted: reference)));
        Assert.Null(await duty.Write("", quoted: reference));
        Assert.Equal(2, stage.Referral(reference).State.Notes.Length);
    });

    [Fact]
    public void What_nobody_understands_waits_until_she_says_which_one_it_is_for_and_is_sent_once() => Stage.Play(async stage =>
    {
        var duty = new Desk(stage, "north-duty");
        Assert.Null(await duty.Mumble("we come at eight"));
        var (one, two) = (await stage.Programme.Refer(), await stage.Programme.Refer(age: "child"));
        await duty.Take(one);
        await duty.Take(two);
        var which = await duty.Mumble("we come at eight");
        Assert.Equal("referrals.screen.note.where", Said(which));
        Assert.Equal(3, Choices(which).Count);
        Assert.Equal("referrals.screen.note.sent", Said(await duty.Press(Say(which, one))));
        // Pressed again, the other one, and to throw it away: it went to the first, and the answer says so.
        foreach (var press in Choices(which))
        {
            var again = await duty.Press(press);
            Assert.Equal(("referrals.screen.note.sent", new Argument.Literal(one)), (Said(again), again!.Reply!.Words.Arguments["reference"]));
        }
        Assert.Equal(("we come at eight", 0), (stage.Referral(one).State.Notes.Single().Text, stage.Referral(two).State.Notes.Length));
        Assert.Null(await duty.Mumble(""));
        foreach (var press in Choices(which)) Assert.Equal("referrals.screen.not-yours", Said(await new Desk(stage, "north-committee").Press(press)));
    });

    [Fact]
    public void Each_of_several_texts_goes_where_the_button_below_its_own_question_says() => Stage.Play(async stage =>
    {
        var duty = new Desk(stage, "north-duty");
        var (one, two) = (await stage.Programme.Refer(), await stage.Programme.Refer(age: "child"));
        await duty.Take(one);
        await duty.Take(two);
        var first = await duty.Mumble("the doctor comes at nine");
        var junk = await duty.Mumble("thank you all");
        var last = await duty.Mumble("the child has a fever");
        Assert.Equal("referrals.screen.note.sent", Said(await duty.Press(Say(last, two))));
        Assert.Equal("intake.discarded", Said(await duty.Press(Choice(junk, "ref throw-away "))));
        Assert.Equal("referrals.screen.note.sent", Said(await duty.Press(Say(first, one))));
        // Two buttons at the same moment: it goes to one of both.
        var both = await duty.Mumble("come at once");
        var said = await Task.WhenAll(duty.Press(Say(both, one)), duty.Press(Say(both, two)));
        Assert.All(said, answer => Assert.Equal("referrals.screen.note.sent", Said(answer)));
        Assert.Single(said.Select(answer => answer!.Reply!.Words.Arguments["reference"]).Distinct());
        var came = Assert.Single(new[] { one, two }, reference => stage.Referral(reference).State.Notes.Any(note => note.Text == "come at once"));
        Assert.Equal("referrals.screen.note.removed", Said(await duty.Press(Choice(said[0]!.Reply!.Choices.Count > 0 ? said[0] : said[1], "ref remove-note "))));
        // What was thrown away goes nowhere any more.
        foreach (var press in Choices(junk)) Assert.Equal("intake.discarded", Said(await duty.Press(press)));
        Assert.Equal(("the doctor comes at nine", "the child has a fever"), (stage.Referral(one).State.Notes.Single(note => note.Text is not null).Text, stage.Referral(two).State.Notes.Single(note => note.Text is not null).Text));
        Assert.NotNull(came);
    });

    [Fact]
    public void A_text_that_a_referral_does_not_take_waits_for_another() => Stage.Play(async stage =>
    {
        var (duty, mine, north) = (new Desk(stage, "south-duty"), await stage.Programme.Refer("urgent", "al-south"), await stage.Programme.Refer());
        await duty.Take(mine);
        var asked = await duty.Mumble("the doctor comes at nine");
        foreach (var body in new[] { Body(north), "0A00" })
            Assert.Equal("referrals.screen.not-yours", Said(await duty.Press(Say(asked, mine).Replace(Body(mine), body, StringComparison.Ordinal))));
        Assert.Equal("referrals.screen.note.sent", Said(await duty.Press(Say(asked, mine))));
        Assert.Equal((1, 0), (stage.Referral(mine).State.Notes.Length, stage.Referral(north).State.Notes.Length));
    });

    [Fact]
    public void Ten_texts_wait_and_one_more_is_told_that_it_was_not_kept() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        await duty.Take(reference);
        var asked = new List<ChatReply?>();
        // As long as a text can be, in letters that take most room.
        for (var number = 0; number < 10; number++) asked.Add(await duty.Mumble($"{number}{new string('ш', 4000)}"));
        Assert.All(asked, one => Assert.Equal("referrals.screen.note.where", Said(one)));
        Assert.Equal("referrals.screen.note.not-kept", Said(await duty.Mumble("one more")));
        await duty.Press(Choice(asked[0], "ref throw-away "));
        var kept = await duty.Mumble("one more");
        Assert.Equal("referrals.screen.note.sent", Said(await duty.Press(Say(asked[9], reference))));
        Assert.Equal("referrals.screen.note.sent", Said(await duty.Press(Say(kept, reference))));
        Assert.Equal(2, stage.Referral(reference).State.Notes.Length);
    });

    [Fact]
    public void Died_between_sending_and_forgetting_it_is_not_sent_twice_and_nothing_newer_is_forgotten() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        await duty.Take(reference);
        var first = await duty.Mumble("the first", message: "first");
        // As it stands when the process died after the note was stored.
        var staff = await duty.Staff();
        await stage.Process.Services.GetRequiredService<ReferralHandler>().Do(CaseReference.Parse(reference)!.Value, new ReferralCommand.AddNote(Actor.Of(staff), "North 1", "the first"), "unsent|first", staff.Id.Value, CancellationToken.None);
        var second = await duty.Mumble("the second");
        for (var time = 0; time < 2; time++) Assert.Equal("referrals.screen.note.sent", Said(await duty.Press(Say(first, reference))));
        Assert.Single(stage.Referral(reference).State.Notes);
        await duty.Press(Say(second, reference));
        Assert.Equal(["the first", "the second"], stage.Referral(reference).State.Notes.Select(note => note.Text));
    });

    [Fact]
    public void Handed_over_by_buttons_asked_for_the_ground_each_time_and_again_after_it_came_back() => Stage.Play(async stage =>
    {
        var (duty, west, reference) = (new Desk(stage, "north-duty"), new Desk(stage, "west-duty"), await stage.Programme.Refer());
        await duty.Take(reference);
        var where = await duty.Press($"ref hand-over {Body(reference)}");
        // Of her own country no region is offered.
        Assert.Equal(("referrals.screen.hand-over.where", 2), (Said(where), Choices(where).Count));
        var ground = await duty.Press(Choice(where, "ref hand-over "));
        Assert.Equal("referrals.screen.hand-over.sharing-basis", Said(ground));
        foreach (var odd in new[] { $"{Choice(where, "ref hand-over ")} nonsense", $"{Choice(where, "ref hand-over ")} consent x" }) Assert.Equal("referrals.screen.hand-over.sharing-basis", Said(await duty.Press(odd)));
        Assert.Equal("referrals.screen.not-yours", Said(await duty.Press($"ref hand-over {Body(reference)} 00000000")));
        Assert.Empty(stage.Referral(reference).State.Shares);
        var theirs = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal("referrals.screen.hand-over.asked", Said(await duty.Press(Choice(ground, "ref hand-over "))));
            await stage.Minutes(2);
            theirs.Add(stage.Referral(reference).State.HandedOver!.Reference);
            await west.Take(theirs[^1]);
            Assert.Equal("referrals.screen.stage-changed", Said(await west.Press($"ref close {Body(theirs[^1])} not-identified")));
            await stage.Minutes(2);
            Assert.Equal(HandOverAnswer.Returned, stage.Referral(reference).State.HandedOver!.Status);
        }
        Assert.Equal(2, theirs.Distinct().Count());
        Assert.Equal("referrals.screen.hand-over.asked", Said(await duty.Press(Choice(ground, "ref hand-over "))));
        await stage.Minutes(2);
        var last = stage.Referral(reference).State.HandedOver!.Reference;
        await west.Take(last);
        Assert.Equal("referrals.screen.kept", Said(await west.Press($"ref keep {Body(last)}")));
        await stage.Minutes(2);
        Assert.Equal("handed-over", stage.Referral(reference).State.ClosedBecause);
    });

    [Fact]
    public void Perhaps_the_same_it_is_merged_undone_and_told_apart_by_buttons() => Stage.Play(async stage =>
    {
        var duty = new Desk(stage, "north-duty");
        var (one, two, south) = (await stage.Programme.Refer(), await stage.Programme.Refer(), await stage.Programme.Refer("urgent", "al-south"));
        await duty.Take(two);
        var card = await duty.Press($"ref show {Body(two)}");
        Assert.Contains($"ref merge {Body(two)} {Body(one)}", Choices(card));
        var merged = await duty.Press($"ref merge {Body(two)} {Body(one)}");
        Assert.Equal(("referrals.screen.merged", "duplicate"), (Said(merged), stage.Referral(two).State.ClosedBecause));
        await stage.Minutes(1);
        Assert.Equal([two], stage.Referral(one).State.Absorbed);
        // Into what is closed, or is hers to see no more, nothing is merged.
        Assert.Equal("referrals.screen.not-yours", Said(await duty.Press($"ref merge {Body(one)} {Body(two)}")));
        Assert.Equal("referrals.screen.not-yours", Said(await new Desk(stage, "north-backup").Press($"ref merge {Body(one)} {Body(south)}")));
        Assert.Equal("referrals.screen.unmerged", Said(await duty.Press(Choice(merged, "ref unmerge "))));
        await stage.Minutes(1);
        Assert.Equal((false, 0), (stage.Referral(two).State.IsClosed, stage.Referral(one).State.Absorbed.Length));
        Assert.Equal("referrals.screen.not-a-duplicate", Said(await duty.Press($"ref not-duplicate {Body(two)} {Body(one)}")));
        Assert.DoesNotContain($"ref merge {Body(two)} {Body(one)}", Choices(await duty.Press($"ref show {Body(two)}")));
    });

    private static string Say(ChatReply? asked, string reference) => Choice(asked, $"ref say {Body(reference)} ");

    private static string Body(string reference) => CaseReference.Parse(reference)!.Value.Body;
}
