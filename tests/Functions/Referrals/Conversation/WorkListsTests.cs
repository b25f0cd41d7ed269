using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Conversation.Desk;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Conversation;

/// <summary>Which referrals stand on whose list, in which order, and how it is turned over.</summary>
public sealed class WorkListsTests
{
    private static readonly string[] Nothing = ["west-duty", "north-caseworker", "north-social", "lake-desk", "operations"], Beyond = ["ref open 4", "ref open 9999"], Odd = ["ref open 0", "ref open -1", "ref open x", "ref open 10000"];

    [Fact]
    public void What_nobody_has_stands_on_the_list_of_its_region_the_most_urgent_first_and_soonest_due_before_later() => Stage.Play(async stage =>
    {
        var duty = new Desk(stage, "north-duty");
        Assert.Equal("referrals.screen.open.none", Said(await duty.Write("/open")));
        var (routine, urgent, south) = (await stage.Programme.Refer("routine"), await stage.Programme.Refer("urgent"), await stage.Programme.Refer("urgent", "al-south"));
        await stage.Minutes(1);
        var (later, danger) = (await stage.Programme.Refer("urgent"), await stage.Programme.Refer("immediate"));
        Assert.Equal([danger, urgent, south, later, routine], Listed(await duty.Write("/open")));
        // South is not hers.
        Assert.Equal([danger, urgent, later, routine], Listed(await new Desk(stage, "north-backup").Write("/open")));
        await duty.Take(danger);
        Assert.Equal([urgent, south, later, routine], Listed(await duty.Write("/open")));
        foreach (var person in Nothing) Assert.Equal("referrals.screen.open.none", Said(await new Desk(stage, person).Write("/open")));
    });

    [Fact]
    public void Whoever_has_it_and_the_provider_that_is_asked_or_holds_a_place_have_it_on_their_own_list_until_it_is_over() => Stage.Play(async stage =>
    {
        var (duty, lake) = (new Desk(stage, "north-duty"), new Desk(stage, "lake-desk"));
        var (one, two) = (await stage.Programme.Refer("urgent"), await stage.Programme.Refer("immediate"));
        Assert.Equal("referrals.screen.mine.none", Said(await duty.Write("/mine")));
        await duty.Take(one);
        await duty.Take(two);
        Assert.Equal([two, one], Listed(await duty.Write("/mine")));
        Assert.Equal([$"ref show {CaseReference.BodyOf(two)}", $"ref show {CaseReference.BodyOf(one)}"], Choices(await duty.Write("/mine")));
        await duty.Press(Choice(await duty.Press($"ref assign {CaseReference.BodyOf(one)} shelter"), "ref ask "));
        Assert.Equal([one], Listed(await lake.Write("/mine")));
        await lake.Take(one);
        await stage.Minutes(2);
        Assert.Equal([one], Listed(await lake.Write("/mine")));
        await duty.Press($"ref close {CaseReference.BodyOf(one)} completed");
        await stage.Minutes(1);
        Assert.Equal([two], Listed(await duty.Write("/mine")));
        Assert.Equal("referrals.screen.mine.none", Said(await lake.Write("/mine")));
        Assert.Equal("referrals.screen.mine.none", Said(await new Desk(stage, "north-backup").Write("/mine")));
    });

    [Fact]
    public void Six_stand_on_a_page_the_next_is_a_button_away_and_past_the_last_the_last_is_shown() => Stage.Play(async stage =>
    {
        var duty = new Desk(stage, "north-duty");
        var all = new List<string>();
        for (var one = 0; one < 13; one++)
        {
            all.Add(await stage.Programme.Refer());
            await stage.Minutes(0.5);
        }
        var pages = new[] { await duty.Write("/open"), await duty.Press("ref open 2"), await duty.Press("ref open 3") };
        Assert.Equal(all, pages.SelectMany(Listed));
        Assert.Equal([6, 6, 1], pages.Select(page => Listed(page).Count()));
        Assert.Equal(["ref open 2", "ref open 3"], pages.SelectMany(Choices).Where(choice => choice.StartsWith("ref open ", StringComparison.Ordinal)));
        foreach (var beyond in Beyond) Assert.Equal(Listed(pages[2]), Listed(await duty.Press(beyond)));
        foreach (var odd in Odd) Assert.Equal(Listed(pages[0]), Listed(await duty.Press(odd)));
        foreach (var one in all.Take(7)) await duty.Take(one);
        Assert.Equal((6, "ref mine 2"), (Listed(await duty.Press("ref mine 1")).Count(), Choices(await duty.Write("/mine"))[^1]));
        Assert.Single(Listed(await duty.Press("ref mine 2")));
    });

    [Fact]
    public void A_line_says_how_it_stands_and_when_its_clock_runs_out_in_the_time_of_the_region() => Stage.Play(async stage =>
    {
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer("immediate"));
        var line = ((Argument.Joined)(await duty.Write("/open"))!.Reply!.Words.Arguments["lines"]).Parts.Single();
        Assert.Equal((new Argument.Translated("referrals.urgency.immediate"), new Argument.Translated("referrals.stage.alerted"), new Argument.Moment(stage.Referral(reference).State.EscalatesAt!.Value, "Europe/Tirane", MomentForm.DayAndTime)), (line.Arguments["urgency"], line.Arguments["status"], line.Arguments["due"]));
    });

    private static IEnumerable<string> Listed(ChatReply? answered) => ((Argument.Joined)answered!.Reply!.Words.Arguments["lines"]).Parts.Select(line => ((Argument.Literal)line.Arguments["reference"]).Text);
}
