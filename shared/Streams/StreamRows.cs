using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What the state row holds, sealed.</summary>
/// <param name="Handled">The last few messages with their replies, so that a repeat costs one read.</param>
/// <param name="Overflow">Messages that did not fit one transaction; the next ones leave when these have left.</param>
/// <param name="At">When it was decided last.</param>
internal sealed record Envelope(JsonElement State, ImmutableArray<Handled> Handled, ImmutableArray<OutboundMessage> Overflow, DateTimeOffset At);

/// <summary>A message that was handled, with its reply.</summary>
/// <param name="Content">What exactly was sent, hashed; null: its sender sends one thing under one id.</param>
/// <param name="Refusal">The code of the refusal; null: it was accepted.</param>
internal sealed record Handled(string Message, Reply? Reply, string? Content = null, string? Refusal = null);

internal sealed record EventBody(ImmutableArray<JsonElement> Events, string By, DateTimeOffset At);

/// <summary>What the inbox row of a handled message holds, sealed: as <see cref="Handled"/>, for as long as the stream stands.</summary>
internal sealed record InboxBody(string Commit, Reply? Reply, string? Content = null, string? Refusal = null);

/// <param name="Message">A message to a person, or null: an <paramref name="Effect"/> on another stream.</param>
/// <param name="Last">When the last attempt began, or ended where its end is known; null: none yet.</param>
/// <param name="Why">Of a message that failed: the name of the reason.</param>
internal sealed record OutboxBody(OutboundMessage? Message, Leaving Leaving, DeliveryProgress Progress, ChannelKind? Channel, string? CarrierId, DateTimeOffset? Last, Effect? Effect = null, string? Why = null)
{
    [JsonIgnore]
    public bool IsUrgent => Message?.Priority != Priority.Routine;
}

/// <summary>Where a message stands. Rows that are sent at once are born <see cref="Attempting"/>: what a dead process left may have been accepted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Leaving>))]
internal enum Leaving { Waiting, Attempting, Sent, Failed, Dropped, Unconfirmed }

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(EventBody))]
[JsonSerializable(typeof(InboxBody))]
[JsonSerializable(typeof(OutboxBody))]
[JsonSerializable(typeof(Announcement))]
internal sealed partial class RowJson : JsonSerializerContext;

/// <summary>A stream as it was read: version 0 and no key where nothing is stored yet; an ETag with version 0 is a fence's tombstone.</summary>
internal sealed record Snapshot(StreamId Id, long Version, ETag? Tag, DataKey? Key, byte[] Head, Envelope? Envelope)
{
    /// <summary>Erased, or being erased: it takes no command any more, and nothing of it is shown.</summary>
    public bool IsErased { get; init; }

    /// <summary>Of an erased one: which request began it, as a keyed hash; null: not known.</summary>
    public string? Origin { get; init; }

    public static Snapshot Nothing(StreamId id) => new(id, 0, null, null, [], null);
}

/// <summary>How rows are named and sealed. Row keys are unique in the whole table, for Azurite finds those fast.</summary>
internal sealed class StreamRows(Protector protector, AuditChain chain)
{
    public const string Table = "streams";

    /// <summary>Marks the tombstone of a stream that is being taken away.</summary>
    public const string Retired = "Retired";

    /// <summary>Marks a stream that is erased: from then on its row is read as a tombstone, whatever else still stands in it.</summary>
    public const string Erased = "Erased";

    public const string Origin = "Origin";
    private const int Chunk = 60 * 1024;

    public static string StateKey(StreamId id) => $"state~{id}";

    public static string EventKey(StreamId id, long version) => $"event~{id}~{version.ToString("D10", CultureInfo.InvariantCulture)}";

    public static string InboxKey(StreamId id, string message) => $"inbox~{id}~{message}";

    public static string OutboxKey(StreamId id, string commit, int index) => $"outbox~{id}~{commit}~{index.ToString("D3", CultureInfo.InvariantCulture)}";

    public static string EventPrefix(StreamId id) => $"event~{id}~";

    public static string OutboxPrefix(StreamId id, string commit) => $"outbox~{id}~{commit}~";

    public DataKey KeyOf(Snapshot snapshot) => snapshot.Key is { } key
        ? protector.Renew(key, snapshot.Id.Partition)
        : protector.NewKey(snapshot.Id.Partition);

    public static TableEntity State(StreamId id, long version, DataKey key, byte[] head, Envelope envelope)
    {
        var row = new TableEntity(id.Partition, StateKey(id)) { ["Version"] = version, ["Key"] = key.Wrapped, ["Head"] = head };
        Put(row, key.Seal(JsonSerializer.SerializeToUtf8Bytes(envelope, RowJson.Default.Envelope), Place(id, StateKey(id), version)));
        return row;
    }

    /// <summary>The event row and the new head of the chain.</summary>
    public (TableEntity Row, byte[] Head) Event(StreamId id, long version, DataKey key, byte[] before, EventBody body)
    {
        var place = Place(id, EventKey(id, version), version);
        var box = key.Seal(JsonSerializer.SerializeToUtf8Bytes(body, RowJson.Default.EventBody), place);
        var row = new TableEntity(id.Partition, EventKey(id, version)) { ["Version"] = version };
        Put(row, box);
        var head = chain.Next(before, place, box);
        row["Mac"] = head;
        return (row, head);
    }

    public static TableEntity Inbox(StreamId id, DataKey key, string message, InboxBody body) =>
        Sealed(id, InboxKey(id, message), key, JsonSerializer.SerializeToUtf8Bytes(body, RowJson.Default.InboxBody));

    public static TableEntity Outbox(StreamId id, DataKey key, string rowKey, OutboxBody body) =>
        Sealed(id, rowKey, key, JsonSerializer.SerializeToUtf8Bytes(body, RowJson.Default.OutboxBody));

    public Snapshot ReadState(StreamId id, TableEntity row) =>
        row.GetBoolean(Erased) == true ? Snapshot.Nothing(id) with { Tag = row.ETag, IsErased = true, Origin = row.GetString(Origin) } : ReadMarked(id, row);

    /// <summary>What a row holds, be it marked or not: for the one that erases.</summary>
    public Snapshot ReadMarked(StreamId id, TableEntity row)
    {
        var version = row.GetInt64("Version") ?? 0;
        if (version == 0) return new Snapshot(id, 0, row.ETag, null, [], null);
        var key = protector.Unwrap(row.GetBinary("Key"), id.Partition);
        var envelope = JsonSerializer.Deserialize(key.Open(Get(row), Place(id, row.RowKey, version)), RowJson.Default.Envelope);
        return new Snapshot(id, version, row.ETag, key, row.GetBinary("Head"), envelope);
    }

    public (EventBody Body, byte[] Head) ReadEvent(StreamId id, long version, DataKey key, byte[] before, TableEntity row)
    {
        var place = Place(id, EventKey(id, version), version);
        var box = Get(row);
        return (JsonSerializer.Deserialize(key.Open(box, place), RowJson.Default.EventBody)!, chain.Next(before, place, box));
    }

    public static InboxBody ReadInbox(StreamId id, DataKey key, TableEntity row) =>
        JsonSerializer.Deserialize(key.Open(Get(row), Place(id, row.RowKey, 0)), RowJson.Default.InboxBody)!;

    public static OutboxBody ReadOutbox(StreamId id, DataKey key, TableEntity row) =>
        JsonSerializer.Deserialize(key.Open(Get(row), Place(id, row.RowKey, 0)), RowJson.Default.OutboxBody)!;

    private static TableEntity Sealed(StreamId id, string rowKey, DataKey key, byte[] body)
    {
        var row = new TableEntity(id.Partition, rowKey);
        Put(row, key.Seal(body, Place(id, rowKey, 0)));
        return row;
    }

    private static string Place(StreamId id, string rowKey, long version) =>
        string.Create(CultureInfo.InvariantCulture, $"{Table}|{id.Partition}|{rowKey}|{version}");

    private static void Put(TableEntity row, byte[] box)
    {
        for (var (at, part) = (0, 0); at < box.Length; at += Chunk, part++)
            row[$"Body{part}"] = box[at..Math.Min(box.Length, at + Chunk)];
    }

    private static byte[] Get(TableEntity row)
    {
        var parts = new List<byte[]>();
        while (row.TryGetValue($"Body{parts.Count}", out var part)) parts.Add((byte[])part);
        return parts is [var only] ? only : [.. parts.SelectMany(part => part)];
    }
}
