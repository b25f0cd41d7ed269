using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Duty;

/// <summary>Who has duty when: single shifts, the week's pattern, holidays and swaps. Pure.</summary>
public static class Rota
{
    /// <summary>Everybody whose duty it is, whether there or away.</summary>
    public static IEnumerable<PersonId> PlannedAt(StaffRegister directory, Region region, DateTimeOffset at) =>
        SlotsAround(directory, region, LocalTime.DayOf(at, ZoneOf(region))).Where(slot => slot.From <= at && at < slot.Until).Select(slot => slot.Staff).Distinct();

    /// <summary>Whose turn it is to be backup, by the week's pattern; where it names nobody for that moment, the region's usual backup.</summary>
    public static IEnumerable<PersonId> BackupAt(Region region, DateTimeOffset at)
    {
        var zone = ZoneOf(region);
        var today = LocalTime.DayOf(at, zone);
        var turns = region.Pattern.Where(turn => turn.As == TurnKind.Backup).ToList();
        var now = new[] { today.AddDays(-1), today }.SelectMany(day => turns.Where(turn => turn.Days.Contains(day.DayOfWeek)).Select(turn => Hours(turn, day, zone)))
            .Where(slot => slot.From <= at && at < slot.Until).Select(slot => slot.Staff).Distinct().ToList();
        return now.Count > 0 ? now : region.Backup;
    }

    /// <summary>Those on duty who are there.</summary>
    public static IReadOnlyList<PersonId> OnDutyAt(StaffRegister directory, Region region, DateTimeOffset at) =>
        [.. PlannedAt(directory, region, at).Where(person => directory.Find(person) is not null && !directory.IsAway(person, at))];

    /// <summary>Whose duty begins on a day, or goes on for all of it.</summary>
    public static IReadOnlyList<PersonId> HoldersOf(StaffRegister directory, Region region, DateOnly day) =>
        [.. SlotsOf(directory, region, day).Select(slot => slot.Staff).Where(person => directory.Find(person) is not null).Distinct()];

    /// <summary>The first time within a span in which nobody is on duty; null: there is none.</summary>
    public static DateTimeOffset? FirstGap(StaffRegister directory, Region region, DateTimeOffset from, TimeSpan within)
    {
        var zone = ZoneOf(region);
        var moments = new SortedSet<DateTimeOffset> { from };
        for (var day = LocalTime.DayOf(from, zone).AddDays(-1); day <= LocalTime.DayOf(from + within, zone); day = day.AddDays(1))
            foreach (var slot in SlotsOf(directory, region, day)) moments.UnionWith([slot.From, slot.Until]);
        foreach (var away in directory.Away.Values) moments.Add(away.From);
        return moments.Where(at => at >= from && at < from + within).Cast<DateTimeOffset?>().FirstOrDefault(at => OnDutyAt(directory, region, at!.Value).Count == 0);
    }

    /// <summary>Who is on duty through a day, each with the moment from which; nobody: an empty list.</summary>
    public static IReadOnlyList<(DateTimeOffset From, IReadOnlyList<PersonId> Who)> Of(StaffRegister directory, Region region, DateOnly day)
    {
        var zone = ZoneOf(region);
        var (start, end) = (LocalTime.At(day, default, zone), LocalTime.At(day.AddDays(1), default, zone));
        var moments = new SortedSet<DateTimeOffset> { start };
        foreach (var slot in SlotsAround(directory, region, day)) moments.UnionWith([slot.From, slot.Until]);
        var parts = new List<(DateTimeOffset From, IReadOnlyList<PersonId> Who)>();
        foreach (var at in moments.Where(at => at >= start && at < end))
        {
            var who = OnDutyAt(directory, region, at);
            if (parts.Count == 0 || !parts[^1].Who.SequenceEqual(who)) parts.Add((at, who));
        }
        return parts;
    }

    public static TimeZoneInfo ZoneOf(Region region) => TimeZoneInfo.TryFindSystemTimeZoneById(region.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>A night's duty began the day before.</summary>
    private static IEnumerable<Shift> SlotsAround(StaffRegister directory, Region region, DateOnly day) => SlotsOf(directory, region, day.AddDays(-1)).Concat(SlotsOf(directory, region, day));

    /// <summary>The duties that begin on a local day, swaps counted in; a long single shift has a part on each day.</summary>
    private static IEnumerable<Shift> SlotsOf(StaffRegister directory, Region region, DateOnly day)
    {
        var zone = ZoneOf(region);
        var (start, end) = (LocalTime.At(day, default, zone), LocalTime.At(day.AddDays(1), default, zone));
        var single = region.OnDuty.Where(shift => shift.From < end && start < shift.Until)
            .Select(shift => shift with { From = shift.From > start ? shift.From : start, Until = shift.Until < end ? shift.Until : end });
        var weekly = region.Holidays.FirstOrDefault(one => one.Date == day) is { } holiday
            ? holiday.Staff.Select(person => new Shift(person, start, end))
            : region.Pattern.Where(turn => turn.As == TurnKind.Duty && turn.Days.Contains(day.DayOfWeek)).Select(turn => On(turn, day, region, zone));
        var swaps = directory.Swaps.Where(swap => swap.Is == SwapState.Agreed && swap.Region == region.Id && swap.Day == day).ToList();
        var filled = swaps.Where(swap => swap.From is null).Select(swap => new Shift(swap.To, start, end));
        return single.Concat(weekly).Concat(filled).Select(slot => swaps.Aggregate(slot, (held, swap) => swap.From == held.Staff ? held with { Staff = swap.To } : held));
    }

    private static Shift Hours(Turn turn, DateOnly day, TimeZoneInfo zone) => new(turn.Staff, LocalTime.At(day, turn.From, zone), LocalTime.At(turn.Until > turn.From ? day : day.AddDays(1), turn.Until, zone));

    private static Shift On(Turn turn, DateOnly day, Region region, TimeZoneInfo zone)
    {
        var hours = Hours(turn, day, zone);
        // A holiday begins at its midnight.
        var midnight = LocalTime.At(day.AddDays(1), default, zone);
        return hours.Until > midnight && region.Holidays.Any(one => one.Date == day.AddDays(1)) ? hours with { Until = midnight } : hours;
    }
}
