using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.People;

/// <summary>What somebody is in the referral mechanism. A <see cref="Referrer"/> is anybody else who refers: an NGO's worker, a hotline, an organisation's own system.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    Administrator, ResponsibleAuthority, NationalCoordinator, RegionalCoordinator, Caseworker, PointReporter, SupplyingNgo, ServiceProvider, PoliceOfficer, SocialWorker, Translator, Auditor, Referrer,
}

/// <summary>How roles are written in files and calls, e.g. <c>regional-coordinator</c>.</summary>
public static class Roles
{
    public static readonly string[] Names = [.. Enum.GetValues<Role>().Select(NameOf)];

    /// <summary>Those who can be on a rota: on duty, backup, committee, authority.</summary>
    public static bool Coordinates(Role role) => role is Role.ResponsibleAuthority or Role.NationalCoordinator or Role.RegionalCoordinator;

    public static string NameOf(Role role) => string.Concat(role.ToString().Select((unit, at) => char.IsAsciiLetterUpper(unit) && at > 0 ? $"-{char.ToLowerInvariant(unit)}" : $"{char.ToLowerInvariant(unit)}"));

    public static Role? Parse(string? name) => Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(role => NameOf(role!.Value) == name);
}
