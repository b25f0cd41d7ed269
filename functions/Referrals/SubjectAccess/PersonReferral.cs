using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Referrals.SubjectAccess;

/// <summary>One referral of the person, also one that was found to be the same as another.</summary>
/// <param name="ReferredBy">The organisation.</param>
/// <param name="With">Who has it: a post and its role, never who.</param>
public sealed record PersonReferral(
    string Reference, string Status, string? ClosedBecause, DateTimeOffset Opened, string ReferredBy, string? With, PersonFacts Facts, string? MergedInto, ImmutableArray<string> Absorbed, string? HandedOverTo, string? HandedOverFrom,
    ImmutableArray<PersonOffer> Providers, ImmutableArray<PersonShare> Shared, PersonAssistance? Assistance, ImmutableArray<PersonLine> History)
{
    public override string ToString() => "referral";
}

public sealed record PersonFacts(
    string? Name, string Region, string? Point, string? Origin, string Urgency, string Age, string Sex, IReadOnlyList<string> Languages, IReadOnlyList<string> Needs, bool ConsentToRefer, string? WithoutConsentBecause, string? KnownElsewhereAs)
{
    public override string ToString() => "facts";
}

public sealed record PersonOffer(string Service, string Provider, string Status);

public sealed record PersonShare(DateTimeOffset At, string With, string Basis, IReadOnlyList<string> Fields, string By);

public sealed record PersonConsent(string Purpose, bool Given, DateTimeOffset At, string TakenBy);

public sealed record PersonAssistance(DateTimeOffset Begun, string? Caseworker, string? EndedBecause, ImmutableArray<PersonConsent> Consents, ImmutableArray<PersonLine> History);

/// <summary>What happened.</summary>
/// <param name="By">Who, by post and role.</param>
/// <param name="Detail">In the product's codes; of a note, what it says.</param>
public sealed record PersonLine(DateTimeOffset At, string What, string By, string? Detail)
{
    public override string ToString() => What;
}

[JsonSerializable(typeof(ImmutableArray<PersonReferral>))]
internal sealed partial class PersonReferralJson : JsonSerializerContext;
