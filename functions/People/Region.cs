using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>A single shift, beside the week's pattern.</summary>
public sealed record Shift(PersonId Staff, DateTimeOffset From, DateTimeOffset Until);

/// <param name="Labels">By language tag, for alerts; at least one.</param>
/// <param name="EscalateAfter">By urgency.</param>
public sealed record Region(
    string Id, string Country, string TimeZone, ImmutableSortedDictionary<string, string> Labels, ImmutableArray<string> Points, ImmutableSortedDictionary<string, TimeSpan> EscalateAfter,
    ImmutableArray<Shift> OnDuty, ImmutableArray<PersonId> Backup, ImmutableArray<PersonId> Committee, ImmutableArray<PersonId> Authority)
{
    /// <summary>Short words for it, as people text them, e.g. <c>GJ</c>.</summary>
    public ImmutableArray<string> Codes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Who is on duty, and who is backup, in an ordinary week.</summary>
    public ImmutableArray<Turn> Pattern { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Days that are not as the week has it.</summary>
    public ImmutableArray<Holiday> Holidays { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>One duty that comes every week, in the region's local time.</summary>
/// <param name="Until">Not after <paramref name="From"/>: on the next day.</param>
/// <param name="As">On duty, or backup.</param>
public sealed record Turn(PersonId Staff, ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly Until, TurnKind As = TurnKind.Duty);

[JsonConverter(typeof(JsonStringEnumConverter<TurnKind>))]
public enum TurnKind { Duty, Backup }

/// <summary>A date with a duty of its own, from midnight to midnight of the region's local time; the pattern rests.</summary>
public sealed record Holiday(DateOnly Date, ImmutableArray<PersonId> Staff);
