using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Duty;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.People.House;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.NoChange;

namespace ServerlessAssist.Tests.Functions.People.Duty;

public sealed class SwapRulesTests
{
    private static readonly DateOnly Friday = new(2026, 3, 6);

    [Fact]
    public void Whoever_has_the_day_is_asked_in_Telegram_alone_and_it_changes_hands_when_she_agrees()
    {
        var (asked, decision) = Do(Full, new StaffCommand.TakeDuty(Backup, "north", Friday, "1"));
        Assert.Equal("people.screen.swap.asked", Said(decision));
        var question = Assert.Single(decision.Messages);
        Assert.Equal((Ana, "people.screen.swap.ask"), (question.To, question.Words.Key));
        Assert.Equal([ChannelKind.Sms], question.Avoid);
        Assert.Equal(["staff swap-yes 1", "staff swap-no 1"], question.Choices.Select(choice => choice.Data));
        Assert.Contains(Ana, Rota.HoldersOf(asked, North, Friday));
        var (agreed, answer) = Do(asked, new StaffCommand.AgreeToSwap(Ana, "1"));
        Assert.Equal("people.screen.swap.given", Said(answer));
        Assert.Equal((Backup, "people.swap.agreed"), (Assert.Single(answer.Messages).To, answer.Messages[0].Words.Key));
        Assert.Equal([Backup, Bea], Rota.HoldersOf(agreed, North, Friday));
        Assert.Equal([Ana, Bea], Rota.HoldersOf(agreed, North, Friday.AddDays(1)));
        Declines("not-open", agreed, new StaffCommand.AgreeToSwap(Ana, "1"));
        Assert.False(SwapRules.StillWanted(agreed, question, Now));
        Assert.True(SwapRules.StillWanted(asked, question, Now));
    }

    [Fact]
    public void She_can_keep_it_and_nobody_else_can_answer_for_her()
    {
        var asked = After(Full, new StaffCommand.TakeDuty(Backup, "north", Friday, "1"));
        Declines("not-open", asked, new StaffCommand.AgreeToSwap(Bea, "1"));
        Declines("not-open", asked, new StaffCommand.AgreeToSwap(Backup, "1"));
        var (kept, decision) = Do(asked, new StaffCommand.KeepDuty(Ana, "1"));
        Assert.Equal("people.swap.kept", Assert.Single(decision.Messages).Words.Key);
        Assert.Empty(kept.Swaps);
    }

    [Fact]
    public void What_nobody_has_or_whose_holder_is_away_is_taken_at_once()
    {
        var away = After(Full, new StaffCommand.GoAway(Ana, Now.AddDays(7), Hello), new StaffCommand.GoAway(Bea, Now.AddDays(7), Hello), new StaffCommand.TakeDuty(Backup, "north", Friday, "1"));
        Assert.Equal([Backup], Rota.OnDutyAt(away, North, Now.AddDays(4)));
        var nobody = Full with { Configuration = Full.Configuration with { Regions = [North with { Pattern = [] }] } };
        var (taken, decision) = Do(nobody, new StaffCommand.TakeDuty(Backup, "north", Friday, "1"));
        Assert.Equal("people.screen.take.done", Said(decision));
        Assert.Equal([Backup], Rota.HoldersOf(taken, taken.Region("north")!, Friday));
    }

    [Fact]
    public void Nobody_takes_what_is_not_theirs_to_take()
    {
        Declines("not-allowed", Full, new StaffCommand.TakeDuty(Admin, "north", Friday, "1"));
        Declines("not-allowed", Full, new StaffCommand.TakeDuty(Backup, "south", Friday, "1"));
        Declines("day", Full, new StaffCommand.TakeDuty(Backup, "north", new DateOnly(2026, 3, 1), "1"));
        Declines("day", Full, new StaffCommand.TakeDuty(Backup, "north", new DateOnly(2026, 5, 2), "1"));
        Declines("own-duty", Full, new StaffCommand.TakeDuty(Ana, "north", Friday, "1"));
        var textsOnly = Full with { Configuration = Full.Configuration with { Regions = [North with { Pattern = [North.Pattern[0] with { Staff = Backup }] }] } };
        Declines("call-holder", textsOnly, new StaffCommand.TakeDuty(Ana, "north", Friday, "1"));
    }

    [Fact]
    public void A_question_that_the_day_has_overtaken_is_over_and_old_swaps_are_forgotten()
    {
        var asked = After(Full, new StaffCommand.TakeDuty(Backup, "north", Friday, "1"));
        var (over, decision) = Do(asked, new StaffCommand.AgreeToSwap(Ana, "1"), Now.AddDays(6));
        Assert.Equal("people.screen.expired", Said(decision));
        Assert.Empty(over.Swaps);
        var agreed = After(asked, new StaffCommand.AgreeToSwap(Ana, "1"));
        var (later, _) = Do(Do(agreed, new StaffCommand.TakeDuty(Backup, "north", Friday.AddDays(14), "2"), Now.AddDays(10)).Directory, new StaffCommand.AgreeToSwap(Ana, "2"), Now.AddDays(10));
        Assert.Equal(["2"], later.Swaps.Select(swap => swap.Id));
    }

    [Fact]
    public void A_gap_is_told_a_week_and_a_day_ahead_once_each()
    {
        var gapped = Full with { Configuration = Full.Configuration with { Regions = [North with { Pattern = [.. North.Pattern.Select(turn => turn with { Days = [.. turn.Days.Where(day => day != DayOfWeek.Friday)] })] }] } };
        Assert.True(SwapRules.HasNews(gapped, Now));
        var (told, first) = Do(gapped, new StaffCommand.LookForGaps());
        Assert.Equal([(Admin, "people.rota-gap"), (Second, "people.rota-gap")], first.Messages.Select(one => (one.To, one.Words.Key)));
        Assert.False(SwapRules.HasNews(told, Now.AddDays(2)));
        Assert.IsType<Nothing>(StaffRules.Decide(told, new StaffCommand.LookForGaps(), Now.AddDays(2)));
        var (again, second) = Do(told, new StaffCommand.LookForGaps(), Now.AddDays(3));
        Assert.Equal(2, second.Messages.Length);
        // It begins, and is over: nothing more is said of it.
        var (begun, third) = Do(again, new StaffCommand.LookForGaps(), new DateTimeOffset(2026, 3, 6, 8, 0, 0, TimeSpan.Zero));
        Assert.Empty(third.Messages);
        Assert.Equal(["north|now"], begun.GapsTold);
        Assert.Empty(After(Full, new StaffCommand.Load(PeopleList)).GapsTold);
        Assert.False(SwapRules.HasNews(Full, Now));
    }

    [Fact]
    public void Who_is_away_waits_for_nothing_new_and_her_work_for_other_hands()
    {
        var away = After(Full, new StaffCommand.GoAway(Ana, Now.AddDays(2), Hello));
        Assert.Equal([new HandOver(Ana, "away", Now)], away.ToHandOver);
        Assert.True(away.IsAway(Ana, Now.AddDays(2).AddTicks(-1)));
        Assert.False(away.IsAway(Ana, Now.AddDays(2)));
        var back = After(away, new StaffCommand.ComeBack(Ana, Hello));
        Assert.False(back.IsAway(Ana, Now));
        Assert.Empty(back.ToHandOver);
        Declines("absence-time", Full, new StaffCommand.GoAway(Ana, Now, Hello));
        Declines("absence-time", Full, new StaffCommand.GoAway(Ana, Now.AddDays(93), Hello));
        Assert.Empty(Do(away, new StaffCommand.GoAway(Bea, Now.AddDays(9), Hello), Now.AddDays(3)).Directory.Away.Keys.Except([Bea]));
    }

    [Fact]
    public void Quiet_is_chosen_and_given_up()
    {
        var quiet = After(Full, new StaffCommand.KeepQuiet(Ana, new Quiet(new TimeOnly(8, 0), new TimeOnly(10, 0)), Hello));
        Assert.Equal(Now.AddHours(1), quiet.QuietUntil(Ana, Now));
        Assert.Null(quiet.QuietUntil(Bea, Now));
        Assert.Null(After(quiet, new StaffCommand.KeepQuiet(Ana, null, Hello)).QuietUntil(Ana, Now));
    }
}
