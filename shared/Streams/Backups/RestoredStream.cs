using System.Text.Json;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams.Backups;

/// <summary>What a restored stream is found to be.</summary>
/// <param name="Head">Version and head of its chain; null: there is no state to read them from.</param>
/// <param name="Left">Messages that had still to leave.</param>
/// <param name="Fault">In words that name no content and no stream; null: whole.</param>
/// <param name="Key">Null: it does not open.</param>
internal sealed record RestoredVerdict(long Version, string? Head, long Events, long Left, string? Fault, DataKey? Key = null);

/// <summary>Opens every row of one stream and follows its chain, from the rows alone.</summary>
internal sealed class RestoredStream(StreamRows rows, Protector protector)
{
    /// <param name="all">Every row of its partition, in order.</param>
    public RestoredVerdict Look(StreamId id, IReadOnlyList<TableEntity> all)
    {
        var events = Of(all, StreamRows.EventPrefix(id));
        if (all.FirstOrDefault(row => row.RowKey == StreamRows.StateKey(id)) is not { } row) return new RestoredVerdict(0, null, events.Count, 0, "without its state");
        var version = row.GetInt64("Version") ?? 0;
        var verdict = new RestoredVerdict(version, StoredRow.Of(row).Head, events.Count, 0, null);
        if (row.GetBinary("Key") is not { } wrapped) return verdict with { Fault = "without its key" };
        if (!Opens(() => verdict = verdict with { Key = protector.Unwrap(wrapped, id.Partition) })) return verdict with { Fault = "its key does not open: the house does not hold its version, or it was changed" };
        Snapshot? state = null;
        if (!Opens(() => state = rows.ReadMarked(id, row)) || state?.Envelope is null) return verdict with { Fault = "its state was changed from outside" };
        var left = 0L;
        if (Of(all, $"inbox~{id}~").Any(one => !Opens(() => StreamRows.ReadInbox(id, state.Key!, one)))) return verdict with { Fault = "a handled message was changed or moved from outside" };
        if (Of(all, $"outbox~{id}~").Any(one => !Opens(() => left += StreamRows.ReadOutbox(id, state.Key!, one) is { Leaving: Leaving.Waiting or Leaving.Attempting } ? 1 : 0))) return verdict with { Fault = "a message that has to leave was changed or moved from outside" };
        return verdict with { Left = left, Fault = Chain(id, state, events) };
    }

    private string? Chain(StreamId id, Snapshot state, List<TableEntity> events)
    {
        byte[] head = [];
        for (var at = 0; at < events.Count; at++)
        {
            var row = events[at];
            if (row.GetInt64("Version") is not { } version || row.RowKey != StreamRows.EventKey(id, version)) return "an event was changed or moved from outside";
            if (version != at + 1) return "an event is missing";
            if (!Opens(() => head = rows.ReadEvent(id, version, state.Key!, head, row).Head)) return "an event was changed or moved from outside";
            if (!AuditChain.Same(head, row.GetBinary("Mac"))) return "an event does not follow the one before it";
        }
        if (events.Count < state.Version) return "an event is missing";
        if (events.Count > state.Version) return "its state is older than its events";
        return AuditChain.Same(head, state.Head) ? null : "its chain does not end where the state says";
    }

    private static List<TableEntity> Of(IReadOnlyList<TableEntity> all, string prefix) => [.. all.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>Rows come from a file that may hold anything: whatever cannot be read was changed.</summary>
    private static bool Opens(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception broken) when (broken is TamperedException or JsonException or InvalidOperationException or ArgumentException or InvalidCastException or NullReferenceException)
        {
            return false;
        }
    }
}
