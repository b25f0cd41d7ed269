using System.Text.RegularExpressions;

namespace ServerlessAssist.Functions.Referrals.CaseFiles.Reading;

/// <summary>The forms in which days are written; all are of bounded length, and in digits from 0 to 9.</summary>
public static partial class BirthDayReader
{
    private const string Time = @"(?:(?:t|,? )(?<hour>[0-9]{1,2}):[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
        + @"(?: ?(?<half>am|pm)| ?ч)?(?: ?(?<zone>z|[+-][0-9]{2}:?[0-9]{2}))?)?";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<before>[0-9]{4})\.? ?(?:г|год|р|рік|god|g)(?<after>$|[.,\s])")]
    private static partial Regex YearWord();

    [GeneratedRegex(@"^[0-9]+(?:[.,][0-9]+)?(?:e\+?[0-9])?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Digits();

    [GeneratedRegex($@"^(?<year>[0-9]{{4}}) ?(?<with>[-./]) ?(?<month>[0-9]{{1,2}}) ?\k<with> ?(?<day>[0-9]{{1,2}})\.?{Time}$")]
    private static partial Regex YearFirst();

    [GeneratedRegex($@"^(?<day>[0-9]{{1,2}}) ?(?<with>[-./]) ?(?<month>[0-9]{{1,2}}) ?\k<with> ?(?<year>[0-9]{{4}})\.?{Time}$")]
    private static partial Regex DayFirst();

    [GeneratedRegex(
        @"^(?:(?<day>[0-9]{1,2})\.?[ -]?(?<name>[a-z]{3,9})\.?,?[ -]?|(?<name>[a-z]{3,9})\.? (?:(?<day>[0-9]{1,2}),? )?)(?<year>[0-9]{4})"
        + Time + "$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:(?<month>[0-9]{1,2}) ?[-./] ?(?<year>[0-9]{4})|(?<year>[0-9]{4}) ?[-./] ?(?<month>[0-9]{1,2}))$")]
    private static partial Regex MonthOnly();

    [GeneratedRegex(@"^[0-9]{1,2} ?[-./ ] ?([0-9]{1,2}|[a-z]{3,9}) ?[-./ ] ?'?[0-9]{2}$", RegexOptions.ExplicitCapture)]
    private static partial Regex ShortYear();
}
