using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Erasing;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>A person, as far as this house knows her: her referral, and those that were merged into it.</summary>
/// <param name="Main">The referral that she is erased by.</param>
/// <param name="Keys">Of the streams of all of them, hers first.</param>
public sealed record Person(Referral Main, ImmutableArray<string> Keys);

/// <summary>Finds what belongs to a person.</summary>
public sealed class Belongings(Streams<Referral, ReferralEvent, ReferralCommand> referrals, StreamEraser eraser, BlindIndex index)
{
    /// <returns>Null: there is no such referral.</returns>
    public async Task<Person?> Of(StreamId id, CancellationToken stop)
    {
        var (main, _) = await referrals.Read(id, stop);
        if (!main.Exists) return null;
        var keys = ImmutableArray.Create(id.Key);
        var look = new Queue<Referral>([main]);
        while (look.TryDequeue(out var referral))
        {
            foreach (var absorbed in referral.Absorbed.Select(Reference.Parse).OfType<Reference>())
            {
                var other = ReferralDesk.IdOf(index, absorbed);
                if (keys.Contains(other.Key) || (await referrals.Read(other, stop)).State is not { IsClosed: true, Exists: true } merged || merged.MergedInto != referral.Reference) continue;
                keys = keys.Add(other.Key);
                look.Enqueue(merged);
            }
        }
        return new Person(main, keys);
    }

    /// <summary>What there is to erase, by kind. Reads the lists from end to end.</summary>
    public async Task<ImmutableSortedDictionary<string, long>> Count(Person person, CancellationToken stop)
    {
        var (ids, texts, waiting) = (StreamsOf(person.Keys), 0, 0);
        foreach (var id in ids)
        {
            var outgoing = await eraser.Outgoing(id, stop);
            (texts, waiting) = (texts + outgoing.Texts.Count, waiting + outgoing.Waiting);
        }
        var standing = await eraser.Look(ids, stop);
        return new Dictionary<string, long> { ["referrals"] = person.Keys.Length, ["rows"] = standing.Rows, ["lines"] = standing.Lines, ["hints"] = standing.Hints, ["texts"] = texts, ["waiting"] = waiting }
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>A referral and the record of assistance under the same key.</summary>
    public static IReadOnlyList<StreamId> StreamsOf(ImmutableArray<string> keys) => [.. keys.Select(Referral), .. keys.Select(Assistance)];

    public static StreamId Referral(string key) => new(ReferralRules.Kind, key);

    public static StreamId Assistance(string key) => new(AssistanceRules.Kind, key);
}
