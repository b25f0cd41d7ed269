using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>A way to reach somebody: an address, or an invitation that a chat still has to answer.</summary>
/// <param name="Invite">Goes into the deep link <c>https://t.me/…?start=invite</c>; whoever opens it first is this person.</param>
public sealed record Way(ChannelKind Kind, string? Address, string? Invite)
{
    public override string ToString() => $"{Kind}";
}

/// <param name="CallName">What colleagues call this post, e.g. <c>North 2</c>; never a person's name. Null: "a colleague".</param>
/// <param name="Ways">In the order of preference.</param>
public sealed record Staff(PersonId Id, Role Role, string Organisation, ImmutableArray<string> Regions, Language Language, string? CallName, ImmutableArray<Way> Ways)
{
    /// <summary>As administrators know this post; at most 16 letters, so that a text stays one segment.</summary>
    public string Known => (CallName ?? Id.Value) is { Length: > 16 } name ? name[..16] : CallName ?? Id.Value;

    /// <summary>Her object id in Entra ID; null: she calls with no token.</summary>
    public string? Entra { get; init; }

    public override string ToString() => $"{Role}";
}

public sealed record Shift(PersonId Staff, DateTimeOffset From, DateTimeOffset Until);

/// <param name="Labels">By language tag, for alerts; at least one.</param>
/// <param name="EscalateAfter">By urgency.</param>
public sealed record Region(
    string Id, string Country, string TimeZone, ImmutableSortedDictionary<string, string> Labels, ImmutableArray<string> Points, ImmutableSortedDictionary<string, TimeSpan> EscalateAfter,
    ImmutableArray<Shift> OnDuty, ImmutableArray<PersonId> Backup, ImmutableArray<PersonId> Committee, ImmutableArray<PersonId> Authority)
{
    /// <summary>Short words for it, as people text them, e.g. <c>GJ</c>.</summary>
    public ImmutableArray<string> Codes { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <param name="ApiKeySha256">Lower-case hex; null: it has none of this simple kind.</param>
/// <param name="Provides">What it provides to referred persons; null: nothing.</param>
public sealed record Organisation(string Id, string? ApiKeySha256, Terms? Provides = null)
{
    /// <summary>Keys with scopes, a role and an end.</summary>
    public ImmutableArray<ApiKey> Keys { get; init => field = value.IsDefault ? [] : value; } = [];

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
public sealed record Seed(ImmutableArray<Organisation> Organisations, ImmutableArray<Region> Regions, ImmutableArray<Staff> Staff)
{
    public static readonly Seed Empty = new([], [], []);
}

/// <summary>Everybody who works here. What people chose themselves outlives the next people file.</summary>
/// <param name="Chats">Chats that answered an invitation, by invitation.</param>
/// <param name="Refused">Addresses that will not work, with the failure's name.</param>
/// <param name="Pages">How many times administrators were told something.</param>
public sealed record Directory(
    Seed Seed, ImmutableDictionary<PersonId, Language> Languages, ImmutableDictionary<string, string> Chats, ImmutableDictionary<string, string> Refused, int Pages)
{
    public static readonly Directory Empty = new(Seed.Empty, ImmutableDictionary<PersonId, Language>.Empty, ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty, 0);

    public Staff? Find(PersonId person) => Seed.Staff.FirstOrDefault(one => one.Id == person);

    /// <summary>Who is behind an address; an opted-out number still is.</summary>
    public Staff? Find(Address address) => Seed.Staff.FirstOrDefault(one => AddressesOf(one).Contains(address));

    /// <summary>A caseworker of the region, always the same for one reference, so that work is spread; null: there is none.</summary>
    public PersonId? CaseworkerFor(string region, string reference)
    {
        var all = Seed.Staff.Where(one => one.Role == Role.Caseworker && one.Regions.Contains(region)).ToList();
        return all.Count == 0 ? null : all[reference.Aggregate(0, (sum, unit) => (sum * 31 + unit) & 0xffff) % all.Count].Id;
    }

    /// <summary>Who has met the person too: police officers for a social worker, social workers for a police officer.</summary>
    public ImmutableArray<PersonId> CounterpartsOf(Role role, string region)
    {
        var other = role switch { Role.SocialWorker => Role.PoliceOfficer, Role.PoliceOfficer => Role.SocialWorker, _ => (Role?)null };
        return [.. Seed.Staff.Where(one => one.Role == other && one.Regions.Contains(region)).Select(one => one.Id)];
    }

    /// <summary>Who signed in, by her object id.</summary>
    public Staff? OfEntra(string id) => Seed.Staff.FirstOrDefault(one => one.Entra is not null && string.Equals(one.Entra, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Who answers for a provider.</summary>
    public ImmutableArray<PersonId> ProvidersPeople(string organisation) => [.. Seed.Staff.Where(one => one.Role == Role.ServiceProvider && one.Organisation == organisation).Select(one => one.Id)];

    public Region? Region(string id) => Seed.Regions.FirstOrDefault(region => region.Id == id);

    public Language LanguageOf(PersonId person) => Languages.TryGetValue(person, out var chosen) ? chosen : Find(person)?.Language ?? Language.English;

    /// <summary>Where to reach somebody now, best first; empty for somebody who has left.</summary>
    public IReadOnlyList<Address> ChannelsOf(PersonId person) => Find(person) is { } staff ? [.. AddressesOf(staff).Where(address => !Refused.ContainsKey(Key(address)))] : [];

    public ImmutableArray<PersonId> Administrators => [.. Seed.Staff.Where(one => one.Role == Role.Administrator).Select(one => one.Id)];

    /// <summary>Those of an organisation who want to know what became of what it referred.</summary>
    public ImmutableArray<PersonId> ReferrersOf(string organisation, string region) =>
        [.. Seed.Staff.Where(one => one.Role is Role.Referrer or Role.SocialWorker or Role.PoliceOfficer or Role.PointReporter && one.Organisation == organisation && one.Regions.Contains(region)).Select(one => one.Id)];

    /// <summary>Whom to alert, level by level: on duty, backup, regional committee, Responsible Authority. A level may be empty.</summary>
    public static ImmutableArray<ImmutableArray<PersonId>> LadderOf(Region region, DateTimeOffset now) =>
        [[.. region.OnDuty.Where(shift => shift.From <= now && now < shift.Until).Select(shift => shift.Staff).Distinct()], region.Backup, region.Committee, region.Authority];

    public static string Key(Address address) => $"{address.Channel}|{address.Value}";

    private IEnumerable<Address> AddressesOf(Staff staff) =>
        from way in staff.Ways
        let value = way.Address ?? (Chats.TryGetValue(way.Invite ?? "", out var chat) ? chat : null)
        where value is not null
        select new Address(way.Kind, value);

    public override string ToString() => "directory";
}
