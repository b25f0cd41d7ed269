using System.Globalization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>Numbers and moments as a language's readers write them. Hours run to 24 in all of them: nobody misses a time by half a day.</summary>
public static class Written
{
    /// <summary>With two decimals at most, and none that are nought.</summary>
    public static string Of(Argument.Number number, LanguageFile file) => number.Value.ToString("#,0.##", CultureOf(file.Culture));

    /// <summary>In the zone's time of that day; where the platform does not know the zone, in UTC, and it says so.</summary>
    public static string Of(Argument.Moment moment, LanguageFile file)
    {
        var isKnown = TimeZoneInfo.TryFindSystemTimeZoneById(moment.TimeZone, out var zone);
        var local = TimeZoneInfo.ConvertTime(moment.At, isKnown ? zone! : TimeZoneInfo.Utc);
        var format = moment.Form switch { MomentForm.Time => "HH:mm", MomentForm.Day => file.Day, _ => $"{file.Day} HH:mm" };
        return local.ToString(format, CultureOf(file.Culture)) + (isKnown || moment.Form == MomentForm.Day ? "" : " UTC");
    }

    /// <summary>A platform without ICU's data knows no culture: digits and order stay right, weekdays are English.</summary>
    public static CultureInfo CultureOf(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
