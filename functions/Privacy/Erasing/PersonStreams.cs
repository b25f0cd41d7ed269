using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Erasing;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>The streams that hold a person's data: those of every definition that says so, under the keys of the person's cases.</summary>
public sealed class PersonStreams(IEnumerable<IStreamHandler> streams, IPersonCases cases, StreamEraser eraser)
{
    private readonly ImmutableArray<IStreamHandler> _persons =
        [.. streams.Where(one => one.Definition.Ownership == Ownership.Person).OrderBy(one => one.Kind != cases.Kind)];

    /// <summary>Those of cases first.</summary>
    public IReadOnlyList<StreamId> StreamsOf(IEnumerable<string> keys) =>
        [.. _persons.SelectMany(kind => keys.Select(key => new StreamId(kind.Kind, key)))];

    /// <summary>Marks what belongs to a case that is marked itself; where there is no stream yet, none can begin.</summary>
    /// <returns>False: one is being written right now; to be tried again.</returns>
    public async Task<bool> Mark(string key, CancellationToken stop)
    {
        foreach (var kind in _persons.Where(one => one.Kind != cases.Kind))
            if (!await kind.Mark(new StreamId(kind.Kind, key), stop)) return false;
        return true;
    }

    /// <summary>Takes marked streams off all lists and off the agenda.</summary>
    public async Task Hide(IEnumerable<string> keys, CancellationToken stop)
    {
        foreach (var key in keys)
            foreach (var kind in _persons) await kind.Hide(new StreamId(kind.Kind, key), stop);
    }

    /// <summary>What there is to erase, by kind. Reads the lists from end to end.</summary>
    public async Task<ImmutableSortedDictionary<string, long>> Count(PersonCases person, CancellationToken stop)
    {
        var (ids, texts, waiting) = (StreamsOf(person.Keys), 0, 0);
        foreach (var id in ids)
        {
            var outgoing = await eraser.Outgoing(id, stop);
            (texts, waiting) = (texts + outgoing.Texts.Count, waiting + outgoing.Waiting);
        }
        var standing = await eraser.Look(ids, stop);
        return new Dictionary<string, long>
        {
            ["referrals"] = person.Keys.Length, ["rows"] = standing.Rows, ["lines"] = standing.Lines, ["hints"] = standing.Hints,
            ["texts"] = texts, ["waiting"] = waiting,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
