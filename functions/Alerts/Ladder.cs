using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>Who is alerted in which order and how long each level has, as it was when the alert began.</summary>
/// <param name="Levels">On duty, backup, regional committee, Responsible Authority; a level may be empty.</param>
/// <param name="EscalateAfter">How long a level has, by the name of an urgency in lower case.</param>
/// <param name="Administrators">Staff who are notified when no alerted person can be reached.</param>
public sealed record Ladder(
    ImmutableArray<ImmutableArray<PersonId>> Levels, ImmutableSortedDictionary<string, TimeSpan> EscalateAfter,
    ImmutableArray<PersonId> Administrators)
{
    public static readonly Ladder None = new([], ImmutableSortedDictionary<string, TimeSpan>.Empty, []);

    /// <summary>The last level; it is alerted again and again until somebody takes it.</summary>
    [JsonIgnore]
    public int Top => Levels.Length - 1;

    /// <param name="urgency">In any case, e.g. <c>Urgent</c>.</param>
    /// <returns>The time between two levels.</returns>
    /// <exception cref="KeyNotFoundException">The ladder has no time for this urgency.</exception>
    public TimeSpan TimePerLevel(string urgency) => EscalateAfter[urgency.ToLowerInvariant()];

    public override string ToString() => $"{Levels.Length} levels";
}
