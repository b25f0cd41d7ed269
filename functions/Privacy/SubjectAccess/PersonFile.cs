using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Privacy.SubjectAccess;

/// <summary>All that the house holds about somebody, for herself: readable, and nothing of anybody else.</summary>
/// <param name="ReadFirst">What whoever hands it over has to look at before.</param>
/// <param name="LeftOut">What is held and does not stand here, and why.</param>
public sealed record PersonFile(string Reference, DateTimeOffset Made, IReadOnlyList<string> ReadFirst, IReadOnlyList<string> LeftOut, ImmutableArray<PersonReferral> Referrals)
{
    public override string ToString() => "person's file";
}

/// <summary>One referral of hers, those that were found to be the same among them.</summary>
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
/// <param name="Detail">In the words of the house's codes; of a message, what it says.</param>
public sealed record PersonLine(DateTimeOffset At, string What, string By, string? Detail)
{
    public override string ToString() => What;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(PersonFile))]
internal sealed partial class PersonFileJson : JsonSerializerContext;
