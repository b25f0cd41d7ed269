using System.Collections.Immutable;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Referrals.Rules;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <param name="Refused">With <c>?rows=each</c>: the rows that are not opened, if any; else null.</param>
[Schema("CasesOpened", """
    { "cases": [{ "row": 2, "reference": "RA-7F3K-9", "status": "alerted", "near": { "prs_Birthdate": "kept as adult" },
      "notKept": ["vic_TypeOfExploitation"] }], "refused": [{ "row": 3, "faults": { "prs_Birthdate": "is in the future" } }] }
    """)]
public sealed record CasesOpened(ImmutableArray<CaseOpened> Cases, IReadOnlyList<CaseRefused>? Refused);

/// <param name="Row">In the file, from 1.</param>
/// <param name="Reference">Null: it was only looked at.</param>
/// <param name="Near">Fields that are kept in other words, and how.</param>
/// <param name="NotKept">Fields that say something and are not kept here: the file stays the place for them.</param>
public sealed record CaseOpened(int Row, string? Reference, string? Status, IReadOnlyDictionary<string, string> Near,
    ImmutableArray<string> NotKept)
{
    internal static CaseOpened Of(CaseRead read, Referral? referral) =>
        new(read.Row, referral?.Reference, referral is null ? null : ReferralEvolution.StatusOf(referral), read.Near, read.NotKept);

    public override string ToString() => "case";
}

/// <param name="Row">In the file, from 1.</param>
/// <param name="Faults">By field, what it must be.</param>
public sealed record CaseRefused(int Row, IReadOnlyDictionary<string, string> Faults)
{
    public override string ToString() => "case";
}
