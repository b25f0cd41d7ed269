namespace ServerlessAssist.Functions.Referrals.CaseFiles.Reading;

/// <summary>Adult or child, by the day of birth. Whoever may be a child is never an adult by a guess. Pure: the day is given.</summary>
public static class CaseAge
{
    public const string Adult = "adult", Child = "child";

    private const int OfAge = 18, Oldest = 120;

    /// <param name="said">What the row says beside the day; null: nothing.</param>
    /// <returns>The age group and no fault, or the field that is at fault and what to do.</returns>
    public static (string? Age, string? Field, string? Fault) Of(BirthDay born, string? said, DateOnly today)
    {
        if (born.First > today) return (null, CaseFields.Birthdate, "is in the future; give a day that has been, as 2010-06-15");
        if (born.First < today.AddYears(-Oldest))
            return (null, CaseFields.Birthdate, TooOld);
        var (oldest, youngest) = (GroupOf(born.First, today), GroupOf(born.Last, today));
        var isCertain = oldest == youngest;
        if (said is not null) return isCertain && said != oldest ? (null, CaseFields.AgeGroup, Contradicts) : (said, null, null);
        // A year that is written alone is often a guess: it makes nobody an adult.
        if (isCertain && (born.IsWholeDay || youngest == Child)) return (youngest, null, null);
        return (null, CaseFields.Birthdate, born.IsWholeDay ? TwoDays : Incomplete);
    }

    private const string Contradicts = $"says otherwise than {CaseFields.Birthdate}; leave one of them empty";

    private const string Incomplete = $"says no day; give the day, as 2010-06-15, or say adult or child in {CaseFields.AgeGroup}";

    private const string TwoDays =
        $"may be either of two days; write the day as 2010-06-15, or say adult or child in {CaseFields.AgeGroup}";

    private const string TooOld =
        $"is more than 120 years ago; give the day, as 2010-06-15, or leave it empty and say adult or child in {CaseFields.AgeGroup}";

    /// <summary>Born on 29 February, somebody is of age on 1 March.</summary>
    private static string GroupOf(DateOnly born, DateOnly today) => born <= today.AddYears(-OfAge) ? Adult : Child;
}
