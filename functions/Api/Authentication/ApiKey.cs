using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>A key of an organisation's system. Only its hash is known here.</summary>
/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="Scopes">What it may be used for, in the words of <see cref="Api.Authentication.Scopes"/>.</param>
/// <param name="Role">As whom it acts in the table of rights.</param>
/// <param name="Regions">Where a coordinating organisation's system works; empty for others.</param>
/// <param name="Expires">Null: as long as it stands in the people file.</param>
public sealed record ApiKey(string Sha256, ImmutableArray<string> Scopes, Role Role, ImmutableArray<string> Regions, DateTimeOffset? Created, DateTimeOffset? Expires)
{
    /// <summary>What a key may act as; a person's role beyond these is nothing for a machine.</summary>
    public static readonly string[] Roles = ["referrer", "service-provider", "regional-coordinator", "national-coordinator"];

    /// <summary>The key of an organisation that has but one: it refers, and reads what it has referred.</summary>
    public static ApiKey OfReferrer(string sha256) => new(sha256, [Api.Authentication.Scopes.Write, Api.Authentication.Scopes.Read], Role.Referrer, [], null, null);

    /// <summary>How operators call it; says nothing about the key.</summary>
    [JsonIgnore]
    public string Name => Sha256[..12];

    public override string ToString() => "key";
}

/// <summary>What a key may be used for.</summary>
public static class Scopes
{
    public const string Write = "referrals:write";
    public const string Read = "referrals:read";
    public const string Manage = "referrals:manage";
    public const string Offers = "offers:answer";
    public const string Places = "places:write";

    /// <summary>What coordinators, caseworkers and providers write to each other.</summary>
    public const string Conversation = "conversation";

    public const string Rota = "rota:read";

    /// <summary>An organisation's own system says where it is called; no person has it.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>No key has it: only somebody who is signed in.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>A known caller's own description: needs no scope.</summary>
    public const string None = "";

    public static readonly string[] All = [Write, Read, Manage, Offers, Places, Conversation, Rota, Webhooks];

    /// <summary>Those of somebody who is signed in: what she may do, her role says.</summary>
    public static readonly string[] OfPeople = [Write, Read, Manage, Offers, Places, Conversation, Rota, SignedIn];
}
