using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>
/// What the caller says for all cases of a file, because the standard has no field for it, or ours differ. Region, urgency and needs
/// outrank the file.
/// </summary>
/// <param name="Languages">Of cases that name none.</param>
/// <param name="Age">Of cases that say neither a day of birth nor an age group.</param>
public sealed record CaseTerms(string? Region, string? Urgency, string? Needs, string? Languages = null, string? Age = null)
{
    /// <summary>As it is hashed with the file: what was sent before languages and age could be said is the same call still.</summary>
    public string Content => $"CaseTerms {{ Region = {Region}, Urgency = {Urgency}, Needs = {Needs} }}"
        + (Languages is null && Age is null ? "" : $"\nlanguages={Languages}\nage={Age}");
}

/// <summary>A case that was read.</summary>
/// <param name="Facts">Null: it has faults.</param>
/// <param name="Faults">What is wrong with which field.</param>
/// <param name="Near">Fields that are kept in other words, and how.</param>
/// <param name="NotKept">Fields that say something and are not kept here.</param>
public sealed record CaseRead(
    int Row, ReferralFacts? Facts, IReadOnlyDictionary<string, string> Faults, IReadOnlyDictionary<string, string> Near,
    ImmutableArray<string> NotKept)
{
    public override string ToString() => "case";
}
