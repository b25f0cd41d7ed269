using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>Everybody who works here. What people chose themselves outlives the next people file.</summary>
/// <param name="Chats">Chats that answered an invitation of the people file, by invitation.</param>
/// <param name="Refused">Addresses that will not work, with the failure's name.</param>
/// <param name="Pages">How many times somebody was told something.</param>
public sealed partial record StaffRegister(
    PeopleConfiguration Configuration, ImmutableDictionary<PersonId, Language> Languages, ImmutableDictionary<string, string> Chats, ImmutableDictionary<string, string> Refused, int Pages)
{
    public static readonly StaffRegister Empty = new(PeopleConfiguration.Empty, ImmutableDictionary<PersonId, Language>.Empty, ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty, 0);

    /// <summary>Those of the people file and those who were invited, but for those who have left.</summary>
    [JsonIgnore]
    public IEnumerable<Staff> Staff => Configuration.Staff.Where(one => !Gone.Contains(one.Id)).Concat(Invited.Values).DistinctBy(one => one.Id);

    public Staff? Find(PersonId person) => Staff.FirstOrDefault(one => one.Id == person);

    /// <summary>Who is behind an address; an opted-out number still is.</summary>
    public Staff? Find(Address address) => Staff.FirstOrDefault(one => AddressesOf(one).Contains(address));

    /// <summary>By the name of the post, or by id; case does not matter. Null: nobody, or more than one.</summary>
    public Staff? FindByCallName(string name) =>
        Staff.Where(one => Same(one.Id.Value, name) || Same(one.CallName, name)).Take(2).ToArray() is [var only] ? only : null;

    public IEnumerable<Staff> CaseworkersOf(string region) => Staff.Where(one => one.Role == Role.Caseworker && one.Regions.Contains(region));

    /// <summary>A caseworker of the region, always the same for one reference, so that work is spread; null: there is none.</summary>
    public PersonId? CaseworkerFor(string region, string reference, PersonId? not = null)
    {
        var all = CaseworkersOf(region).Where(one => one.Id != not).ToList();
        return all.Count == 0 ? null : all[reference.Aggregate(0, (sum, unit) => (sum * 31 + unit) & 0xffff) % all.Count].Id;
    }

    /// <summary>Who has met the person too: police officers for a social worker, social workers for a police officer; those of the point, where there are any.</summary>
    public ImmutableArray<PersonId> CounterpartsOf(Role role, string region, string? point)
    {
        var other = role switch { Role.SocialWorker => Role.PoliceOfficer, Role.PoliceOfficer => Role.SocialWorker, _ => (Role?)null };
        var there = Staff.Where(one => one.Role == other && one.Regions.Contains(region)).ToList();
        var here = there.Where(one => one.Points.IsEmpty || (point is not null && one.Points.Contains(point))).ToList();
        // Where nobody of the point is left, or no point is known, whoever is near is asked: a second look is never left out.
        return [.. (here.Count > 0 ? here : there).Select(one => one.Id)];
    }

    /// <summary>Who signed in, by her object id; whoever has left is nobody.</summary>
    public Staff? OfEntra(string id) => Staff.FirstOrDefault(one => one.Entra is not null && string.Equals(one.Entra, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Who answers for a provider.</summary>
    public ImmutableArray<PersonId> ProvidersPeople(string organisation) => [.. Staff.Where(one => one.Role == Role.ServiceProvider && one.Organisation == organisation).Select(one => one.Id)];

    public Region? Region(string id) => Configuration.Regions.FirstOrDefault(region => region.Id == id);

    public Language LanguageOf(PersonId person) => Languages.TryGetValue(person, out var chosen) ? chosen : Find(person)?.Language ?? Language.English;

    /// <summary>Where to reach somebody now, best first; empty for somebody who has left.</summary>
    public IReadOnlyList<Address> ChannelsOf(PersonId person) => Find(person) is { } staff ? [.. AddressesOf(staff).Where(address => !Refused.ContainsKey(Key(address)))] : [];

    [JsonIgnore]
    public ImmutableArray<PersonId> Administrators => [.. Staff.Where(one => one.Role == Role.Administrator).Select(one => one.Id)];

    /// <summary>Those of an organisation who want to know what became of what it referred.</summary>
    public ImmutableArray<PersonId> ReferrersOf(string organisation, string region) =>
        [.. Staff.Where(one => one.Role is Role.Referrer or Role.SocialWorker or Role.PoliceOfficer or Role.PointReporter && one.Organisation == organisation && one.Regions.Contains(region)).Select(one => one.Id)];

    public static string Key(Address address) => $"{address.Channel}|{address.Value}";

    /// <summary>What colleagues call somebody, at most 16 characters.</summary>
    public string NameOf(PersonId person) => (Find(person)?.CallName ?? person.Value) is var name ? name[..Math.Min(name.Length, 16)] : "";

    /// <summary>Her region's; of the house's first region for whoever has none; else UTC.</summary>
    public TimeZoneInfo ZoneOf(Staff staff)
    {
        var region = staff.Regions.Select(Region).FirstOrDefault(one => one is not null) ?? Configuration.Regions.FirstOrDefault();
        return region is not null && TimeZoneInfo.TryFindSystemTimeZoneById(region.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => "directory";
}
