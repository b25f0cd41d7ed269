using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Configuration;

/// <summary>What a people file changes, by the ids that stand in it. Pure.</summary>
public sealed record PeopleChange(ImmutableArray<string> Comes, ImmutableArray<string> Goes, ImmutableArray<string> Changes)
{
    public static PeopleChange Between(PeopleConfiguration before, PeopleConfiguration after)
    {
        var (was, now) = (before.Staff.ToDictionary(one => one.Id), after.Staff.ToDictionary(one => one.Id));
        return new PeopleChange(
            Sorted(now.Keys.Where(one => !was.ContainsKey(one))), Sorted(was.Keys.Where(one => !now.ContainsKey(one))),
            Sorted(now.Where(one => was.TryGetValue(one.Key, out var old) && !Same(old, one.Value)).Select(one => one.Key)));
    }

    private static bool Same(Staff one, Staff other) =>
        one with { Regions = [], Points = [], Ways = [] } == other with { Regions = [], Points = [], Ways = [] } && one.Points.SequenceEqual(other.Points) && one.Regions.SequenceEqual(other.Regions) && one.Ways.SequenceEqual(other.Ways);

    private static ImmutableArray<string> Sorted(IEnumerable<PersonId> ids) => [.. ids.Select(one => one.Value).Order(StringComparer.Ordinal)];
}
