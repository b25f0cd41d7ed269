using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox.Budget;

[PureRules]
public static class SpendingRules
{
    public const string Kind = "sms-budget";

    private const int Remembered = 16;

    public static readonly RuleBook<SpendingDay, SpendingEvent, Reserve> Book = new(
        Kind, SpendingDay.New, Decide, Evolve, SpendingJson.Default.SpendingDay, SpendingJson.Default.SpendingEvent)
    {
        IsOver = _ => true,
    };

    /// <summary>The day that a moment belongs to.</summary>
    public static DateOnly DayOf(DateTimeOffset now) => DateOnly.FromDateTime((now.ToUniversalTime() - LimitSettings.DayBegins).DateTime);

    public static TimeSpan UntilNextDay(DateTimeOffset now) => new DateTimeOffset(DayOf(now).AddDays(1).ToDateTime(TimeOnly.FromTimeSpan(LimitSettings.DayBegins)), TimeSpan.Zero) - now;

    public static StreamId IdOf(DateOnly day, string country) => new(Kind, string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{country}"));

    public static Decision<SpendingEvent> Decide(SpendingDay day, Reserve reserve, DateTimeOffset now)
    {
        var granted = Math.Clamp(reserve.Limit - day.Segments - reserve.Owed, 0, reserve.Wanted);
        if (reserve.Owed + granted == 0) return new Decision<SpendingEvent>.Nothing();
        var reserved = new SpendingEvent.Reserved(reserve.Reservation, reserve.Owed, granted);
        var mark = MarkOf(Evolve(day, reserved).Segments, reserve.Limit);
        return mark <= day.Told
            ? new Decision<SpendingEvent>.Accepted(reserved)
            : new Decision<SpendingEvent>.Accepted([reserved, new SpendingEvent.AdministratorsTold(mark)], null, Tell(reserve, mark));
    }

    public static SpendingDay Evolve(SpendingDay day, SpendingEvent happened) => happened switch
    {
        SpendingEvent.Reserved reserved => day with { Segments = day.Segments + reserved.Owed + reserved.Granted, Grants = Last(day.Grants.Add(new Grant(reserved.Reservation, reserved.Granted))) },
        SpendingEvent.AdministratorsTold told => day with { Told = told.Mark },
        _ => day,
    };

    private static Mark MarkOf(int segments, int limit) =>
        segments >= limit ? Mark.Spent : segments * 100L >= (long)limit * LimitSettings.NearlySpentPercent ? Mark.NearlySpent : Mark.None;

    private static ImmutableArray<Grant> Last(ImmutableArray<Grant> grants) => grants.Length > Remembered ? grants[^Remembered..] : grants;

    /// <summary>Urgent: they may have to raise the limit, and routine texts have just ended.</summary>
    private static ImmutableArray<OutboundMessage> Tell(Reserve reserve, Mark mark)
    {
        var words = mark == Mark.Spent
            ? SpendingPhrases.Spent.With(("country", reserve.Country), ("until", LimitSettings.DayBegins.ToString(@"hh\:mm", CultureInfo.InvariantCulture)))
            : SpendingPhrases.NearlySpent.With(("country", reserve.Country), ("percent", LimitSettings.NearlySpentPercent.ToString(CultureInfo.InvariantCulture)));
        return [.. reserve.Administrators.Select((who, at) => new OutboundMessage(
            string.Create(CultureInfo.InvariantCulture, $"notice-{mark}-{at}"), MessagePurpose.Notice, who, words, Priority.Urgent))];
    }
}
