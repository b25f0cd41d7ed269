using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Duty;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>Who has duty, who swapped it, who is away or wants quiet, and what waits for a second person.</summary>
public sealed partial record StaffRegister
{
    public ImmutableDictionary<PersonId, Absence> Away { get; init => field = value ?? field; } = ImmutableDictionary<PersonId, Absence>.Empty;

    /// <summary>When routine messages wait.</summary>
    public ImmutableDictionary<PersonId, Quiet> Quiet { get; init => field = value ?? field; } = ImmutableDictionary<PersonId, Quiet>.Empty;

    /// <summary>Swaps that were asked for or agreed, oldest first.</summary>
    public ImmutableArray<Swap> Swaps { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gaps of the rota that administrators were told of.</summary>
    public ImmutableHashSet<string> GapsTold { get; init => field = value ?? field; } = [];

    /// <summary>What is not done before a second person has agreed.</summary>
    public ImmutableArray<Pending> Pending { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What two persons have agreed to, for whoever does it: <see cref="StaffCommand.UseApproval"/>.</summary>
    public ImmutableArray<Approval> Approvals { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How second persons have answered, the last ones: their buttons still stand on phones.</summary>
    public ImmutableArray<SecondsAnswer> Seconds { get; init => field = value.IsDefault ? [] : value; } = [];

    public bool IsAway(PersonId person, DateTimeOffset now) => Away.TryGetValue(person, out var away) && now < away.Until;

    /// <summary>When the quiet that somebody has now ends; null: none.</summary>
    public DateTimeOffset? QuietUntil(PersonId person, DateTimeOffset now) =>
        Quiet.TryGetValue(person, out var quiet) && Find(person) is { } staff ? quiet.EndsAfter(now, ZoneOf(staff)) : null;

    /// <summary>Whom to alert, level by level: on duty, backup, regional committee, Responsible Authority. A level may be empty, the last is not while anybody is left.</summary>
    public ImmutableArray<ImmutableArray<PersonId>> LadderOf(Region region, DateTimeOffset now)
    {
        var planned = Rota.PlannedAt(this, region, now).Where(IsHere).ToList();
        ImmutableArray<PersonId> duty = [.. planned.Where(IsThere)], backup = [.. Rota.BackupAt(region, now).Where(IsThere)];
        // Duty of somebody who is away goes to the backup.
        if (duty.IsEmpty && planned.Count > 0) (duty, backup) = (backup, []);
        // Nobody is called twice in a row.
        backup = backup.RemoveAll(duty.Contains);
        return [duty, backup, [.. region.Committee.Where(IsThere)], TopOf(region, IsThere)];

        bool IsHere(PersonId person) => Find(person) is not null;
        bool IsThere(PersonId person) => IsHere(person) && !IsAway(person, now);
    }

    /// <summary>The authority; when all of it is away, all the same; when all of it has left, whoever coordinates there; else the administrators.</summary>
    private ImmutableArray<PersonId> TopOf(Region region, Func<PersonId, bool> isThere)
    {
        ImmutableArray<PersonId> here = [.. region.Authority.Where(person => Find(person) is not null)];
        if (here.IsEmpty) here = [.. Staff.Where(one => Roles.Coordinates(one.Role) && one.Regions.Contains(region.Id)).Select(one => one.Id)];
        if (here.IsEmpty) here = Administrators;
        return here.Any(isThere) ? [.. here.Where(isThere)] : here;
    }
}

/// <summary>Off the ladder until then.</summary>
public sealed record Absence(DateTimeOffset From, DateTimeOffset Until);

/// <summary>Hours of somebody's own time zone in which routine messages wait.</summary>
public sealed record Quiet(TimeOnly From, TimeOnly Until)
{
    /// <summary>When the quiet in which a moment lies is over; null: it lies in none.</summary>
    public DateTimeOffset? EndsAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        if (!TimeOnly.FromDateTime(local).IsBetween(From, Until)) return null;
        var day = DateOnly.FromDateTime(local);
        var end = LocalTime.At(TimeOnly.FromDateTime(local) < Until ? day : day.AddDays(1), Until, zone);
        return end > now ? end : null;
    }
}

/// <summary>A day of duty that goes from one to another once both agree.</summary>
/// <param name="Day">Of the region's local time: the duty that begins on it.</param>
/// <param name="From">Null: nobody had it.</param>
public sealed record Swap(string Id, string Region, DateOnly Day, PersonId? From, PersonId To, SwapState Is);

[JsonConverter(typeof(JsonStringEnumConverter<SwapState>))]
public enum SwapState { Asked, Agreed }

/// <summary>Something irreversible that one person wants and a second has to agree to.</summary>
/// <param name="What">E.g. <c>people-file</c>.</param>
/// <param name="Subject">What of: opaque to the directory, at most 200 characters.</param>
/// <param name="By">Who wants it: an id of the staff, or an operator's name.</param>
/// <param name="File">Not in force yet.</param>
public sealed record Pending(string Id, string What, string Subject, string By, DateTimeOffset Until, PeopleConfiguration? File)
{
    public override string ToString() => What;
}

/// <param name="Id">Of what waited for it.</param>
/// <param name="By">An id of the staff, or an operator's name.</param>
public sealed record SecondsAnswer(string Id, string By, SecondStatus Status);

/// <summary>What came of asking a second person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SecondStatus>))]
public enum SecondStatus
{
    /// <summary>It may be done once.</summary>
    Agreed,

    /// <summary>A people file is done with the agreement.</summary>
    InForce,

    Refused,
}

/// <summary>Two persons want it; to be used until then, once.</summary>
public sealed record Approval(string Id, string What, string Subject, string By, string Second, DateTimeOffset Until);
