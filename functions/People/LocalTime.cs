namespace ServerlessAssist.Functions.People;

/// <summary>Moments of a place's own clock.</summary>
public static class LocalTime
{
    /// <summary>A local time as a moment. One that summer time leaves out is the moment of the jump; of two the first is meant: what follows one another has neither gap nor overlap.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            while (zone.IsInvalidTime(local.AddMinutes(-1))) local = local.AddMinutes(-1);
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddMinutes(-1))).ToUniversalTime();
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
