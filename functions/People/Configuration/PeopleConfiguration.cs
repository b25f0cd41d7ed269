using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api.Authentication;

namespace ServerlessAssist.Functions.People.Configuration;

/// <param name="ApiKeySha256">Lower-case hex; null: it has none of this simple kind.</param>
/// <param name="Provides">What it provides to referred persons; null: nothing.</param>
public sealed record Organisation(string Id, string? ApiKeySha256, Terms? Provides = null)
{
    /// <summary>Keys with scopes, a role and an end.</summary>
    public ImmutableArray<ApiKey> Keys { get; init => field = value.IsDefaultOrEmpty ? [] : value; } = [];

    /// <summary>Whether its system may be told of what it refers.</summary>
    public bool MayListen(DateTimeOffset now) => Keys.Any(key => key.Scopes.Contains(Scopes.Webhooks) && !(key.Expires <= now));

    [JsonIgnore]
    public IEnumerable<ApiKey> AllKeys => ApiKeySha256 is { } simple ? Keys.Prepend(ApiKey.OfReferrer(simple)) : Keys;
}

/// <summary>What a service provider provides, and for whom.</summary>
/// <param name="Label">What colleagues call it; on screens.</param>
/// <param name="Services">As the needs of a referral are called, e.g. <c>shelter</c>.</param>
/// <param name="Ages"><c>adult</c>, <c>child</c>.</param>
/// <param name="Sexes"><c>female</c>, <c>male</c>, <c>other</c>.</param>
/// <param name="Capacity">Places, all told.</param>
public sealed record Terms(
    string Label, ImmutableArray<string> Services, ImmutableArray<string> Regions, ImmutableArray<string> Languages, ImmutableArray<string> Ages, ImmutableArray<string> Sexes, int Capacity)
{
    public override string ToString() => "terms";
}

/// <summary>What the people file says, checked.</summary>
public sealed record PeopleConfiguration(ImmutableArray<Organisation> Organisations, ImmutableArray<Region> Regions, ImmutableArray<Staff> Staff)
{
    public static readonly PeopleConfiguration Empty = new([], [], []);
}
