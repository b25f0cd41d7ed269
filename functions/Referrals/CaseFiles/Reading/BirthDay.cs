namespace ServerlessAssist.Functions.Referrals.CaseFiles.Reading;

/// <summary>What a cell says of a day of birth: the first and the last day that it can mean.</summary>
/// <param name="IsWholeDay">False: only a year, or a month, is said, so that the day may be any of them.</param>
public readonly record struct BirthDay(DateOnly First, DateOnly Last, bool IsWholeDay)
{
    public override string ToString() => "day of birth";
}
