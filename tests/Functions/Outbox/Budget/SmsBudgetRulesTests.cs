using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Shared.Messaging;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Outbox.Budget.SmsBudgetEvent>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Outbox.Budget.SmsBudgetEvent>.NoChange;

namespace ServerlessAssist.Tests.Functions.Outbox.Budget;

public sealed class SmsBudgetRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static Reserve Asking(int wanted, int owed = 0, int limit = 100, string id = "r1") => new(id, owed, wanted, limit, "355", [new PersonId("operations"), new PersonId("second")]);

    private static SmsBudgetDay After(SmsBudgetDay day, Reserve reserve) =>
        SmsBudgetRules.Decide(day, reserve, Now) is Accepted accepted ? accepted.Events.Aggregate(day, SmsBudgetRules.Evolve) : day;

    [Fact]
    public void As_much_is_granted_as_the_limit_leaves()
    {
        var day = After(SmsBudgetDay.New, Asking(97));
        Assert.Equal((97, 97), (day.Segments, day.GrantedTo("r1")));
        day = After(day, Asking(8, id: "r2"));
        Assert.Equal((100, 3), (day.Segments, day.GrantedTo("r2")));
        Assert.IsType<Nothing>(SmsBudgetRules.Decide(day, Asking(1, id: "r3"), Now));
        Assert.Equal(0, day.GrantedTo("r3"));
    }

    [Fact]
    public void What_has_left_counts_whatever_the_limit_is_and_leaves_less_for_the_rest()
    {
        var day = After(After(SmsBudgetDay.New, Asking(50)), Asking(10, owed: 45, id: "r2"));
        Assert.Equal((100, 5), (day.Segments, day.GrantedTo("r2")));
        day = After(day, Asking(10, owed: 30, id: "r3"));
        Assert.Equal((130, 0), (day.Segments, day.GrantedTo("r3")));
    }

    [Fact]
    public void Administrators_are_told_at_eighty_percent_and_at_the_end_once_each()
    {
        var (day, told) = (SmsBudgetDay.New, new List<(int Segments, string Key)>());
        for (var at = 0; at < 120; at++)
        {
            if (SmsBudgetRules.Decide(day, Asking(1, owed: at > 100 ? 1 : 0, id: $"r{at}"), Now) is not Accepted accepted) continue;
            day = accepted.Events.Aggregate(day, SmsBudgetRules.Evolve);
            if (accepted.Messages.Length > 0) told.Add((day.Segments, accepted.Messages[0].Words.Key));
            Assert.All(accepted.Messages, message => Assert.Equal(Priority.Urgent, message.Priority));
            Assert.True(accepted.Messages.Length is 0 or 2);
        }
        Assert.Equal([(80, "sms-budget.nearly-spent"), (100, "sms-budget.spent")], told);
    }

    [Fact]
    public void A_great_step_says_the_worse_alone()
    {
        var accepted = Assert.IsType<Accepted>(SmsBudgetRules.Decide(SmsBudgetDay.New, Asking(500), Now));
        Assert.Equal(["sms-budget.spent"], accepted.Messages.Select(message => message.Words.Key).Distinct());
        Assert.Equal(2, accepted.Messages.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public void Grants_are_remembered_for_those_who_did_not_hear_and_not_for_ever()
    {
        var day = Enumerable.Range(0, 40).Aggregate(SmsBudgetDay.New, (day, at) => After(day, Asking(1, id: $"r{at}")));
        Assert.Equal((16, 40), (day.Grants.Length, day.Segments));
        Assert.Equal((0, 1), (day.GrantedTo("r23"), day.GrantedTo("r24")));
    }

    [Theory]
    [InlineData("2026-03-02T05:59:59Z", "20260301-355", 1)]
    [InlineData("2026-03-02T06:00:00Z", "20260302-355", 86400)]
    [InlineData("2026-03-02T06:30:00+02:00", "20260301-355", 5400)]
    [InlineData("2026-12-31T23:00:00Z", "20261231-355", 25200)]
    public void A_day_begins_at_six_UTC(string now, string key, int secondsLeft)
    {
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(key, SmsBudgetRules.IdOf(SmsBudgetRules.DayOf(at), "355").Key);
        Assert.Equal(TimeSpan.FromSeconds(secondsLeft), SmsBudgetRules.UntilNextDay(at));
    }
}
