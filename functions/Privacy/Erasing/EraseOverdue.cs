using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>Has referrals erased that were closed long ago: as a person is, and with nobody asked, for the settings say it.</summary>
public sealed class EraseOverdue(IPersonCases cases, StreamHandler<Erasure, ErasureEvent, ErasureCommand> erasures, TimeProvider time)
{
    /// <summary>In one night; each is some hundred requests to storage.</summary>
    private const int MostANight = 50;

    private const int MostLookedAt = 1_000;

    /// <summary>The kind of the streams that are erased so.</summary>
    public string Kind => cases.Kind;

    /// <returns>How many were begun; the agenda goes on with them.</returns>
    public async Task<int> Begin(IStreamHandler all, DateTimeOffset before, CancellationToken stop)
    {
        var (begun, tonight) = (0, time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        foreach (var id in await all.Over(before, MostLookedAt, stop))
        {
            // One that was merged goes with the other.
            if (await cases.Find(id.Key, stop) is not { IsClosed: true, MergedInto: null } person) continue;
            var found = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal).Add("referrals", person.Keys.Length);
            if (await erasures.Handle(new StreamId(ErasureRules.Kind, id.Key), new ErasureCommand.Begin(person.Keys, found), $"retention|{tonight}", Actors.Retention, stop) is Outcome<Erasure>.Done { Repeat: Repeat.First }) begun++;
            if (begun == MostANight) break;
        }
        return begun;
    }
}
