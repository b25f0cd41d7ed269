namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>The day that a spreadsheet keeps as a number; a fraction is the time of that day.</summary>
public static class SerialDay
{
    /// <summary>31 December 9999, the last day of spreadsheets.</summary>
    private const double Last = 2_958_465;

    /// <summary>Counted from 1900, day 60 is a 29 February that never was; days after it are right from this one.</summary>
    private static readonly DateOnly Before1900 = new(1899, 12, 30);

    private static readonly DateOnly Zero1904 = new(1904, 1, 1);

    /// <returns>Null: no day, or it is not known from when it is counted.</returns>
    public static DateOnly? Of(double number, DaysFrom from) => from switch
    {
        DaysFrom.Year1900 when number is > 60 and < Last + 1 => Before1900.AddDays((int)number),
        DaysFrom.Year1904 when number is >= 0 and < Last - 1462 + 1 => Zero1904.AddDays((int)number),
        _ => null,
    };
}
