using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox.Budget;

[PureRules]
public static class SmsBudgetRules
{
    public const string Kind = "sms-budget";

    private const int Remembered = 16;

    public static readonly StreamDefinition<SmsBudgetDay, SmsBudgetEvent, Reserve> Book = new(
        Kind, SmsBudgetDay.New, Decide, Evolve, SmsBudgetJson.Default.SmsBudgetDay, SmsBudgetJson.Default.SmsBudgetEvent)
    {
        Retention = RetentionRule.InDays(
            "To end texts at the day's limit.", "SmsBudget", 400, "its last text"),
        Ownership = Ownership.System,
        Views = [],
        OverSince = (_, lastText) => lastText,
    };

    /// <summary>The day that a moment belongs to.</summary>
    public static DateOnly DayOf(DateTimeOffset now) => DateOnly.FromDateTime((now.ToUniversalTime() - LimitSettings.DayBegins).DateTime);

    public static TimeSpan UntilNextDay(DateTimeOffset now) => new DateTimeOffset(DayOf(now).AddDays(1).ToDateTime(TimeOnly.FromTimeSpan(LimitSettings.DayBegins)), TimeSpan.Zero) - now;

    public static StreamId IdOf(DateOnly day, string country) => new(Kind, string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{country}"));

    public static Decision<SmsBudgetEvent> Decide(SmsBudgetDay day, Reserve reserve, DateTimeOffset now)
    {
        var granted = Math.Clamp(reserve.Limit - day.Segments - reserve.Owed, 0, reserve.Wanted);
        if (reserve.Owed + granted == 0) return new Decision<SmsBudgetEvent>.NoChange();
        var reserved = new SmsBudgetEvent.Reserved(reserve.Reservation, reserve.Owed, granted);
        var mark = MarkOf(Evolve(day, reserved).Segments, reserve.Limit);
        return mark <= day.Told
            ? new Decision<SmsBudgetEvent>.Commit(reserved)
            : new Decision<SmsBudgetEvent>.Commit([reserved, new SmsBudgetEvent.AdministratorsNotified(mark)], null, Tell(reserve, mark));
    }

    public static SmsBudgetDay Evolve(SmsBudgetDay day, SmsBudgetEvent happened) => happened switch
    {
        SmsBudgetEvent.Reserved reserved => day with { Segments = day.Segments + reserved.Owed + reserved.Granted, Grants = Last(day.Grants.Add(new Grant(reserved.Reservation, reserved.Granted))) },
        SmsBudgetEvent.AdministratorsNotified told => day with { Told = told.Mark },
        _ => day,
    };

    private static BudgetWarning MarkOf(int segments, int limit) =>
        segments >= limit ? BudgetWarning.Spent : segments * 100L >= (long)limit * LimitSettings.NearlySpentPercent ? BudgetWarning.NearlySpent : BudgetWarning.None;

    private static ImmutableArray<Grant> Last(ImmutableArray<Grant> grants) => grants.Length > Remembered ? grants[^Remembered..] : grants;

    /// <summary>Urgent: they may have to raise the limit, and routine texts have just ended.</summary>
    private static ImmutableArray<OutboundMessage> Tell(Reserve reserve, BudgetWarning mark)
    {
        var words = mark == BudgetWarning.Spent
            ? SmsBudgetPhrases.Spent.With(("country", reserve.Country), ("until", LimitSettings.DayBegins.ToString(@"hh\:mm", CultureInfo.InvariantCulture)))
            : SmsBudgetPhrases.NearlySpent.With(("country", reserve.Country), ("percent", LimitSettings.NearlySpentPercent.ToString(CultureInfo.InvariantCulture)));
        return [.. reserve.Administrators.Select((who, at) => new OutboundMessage(
            string.Create(CultureInfo.InvariantCulture, $"notice-{mark}-{at}"), MessagePurpose.Notice, who, words, Priority.Urgent))];
    }
}
