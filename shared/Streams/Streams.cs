using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>The only writer of stream rows: reads, lets the rules decide, commits, delivers.</summary>
public sealed partial class Streams<TState, TEvent, TCommand> : IStreams
{
    private const int Tries = 8;
    private const int Remembered = 8;
    private readonly RuleBook<TState, TEvent, TCommand> _book;
    private readonly StreamStore _store;
    private readonly StreamRows _rows;
    private readonly Outbox _outbox;
    private readonly Announcements _announcements;
    private readonly Agenda _agenda;
    private readonly Views _views;
    private readonly BlindIndex _index;
    private readonly TimeProvider _time;
    private readonly Random _random;

    /// <param name="random">Jitter, and ids of commits: unique, not secret.</param>
    internal Streams(
        RuleBook<TState, TEvent, TCommand> book, StreamStore store, StreamRows rows, Outbox outbox,
        Announcements announcements, Agenda agenda, Views views, BlindIndex index, TimeProvider time, Random random) =>
        (_book, _store, _rows, _outbox, _announcements, _agenda, _views, _index, _time, _random) = (book, store, rows, outbox, announcements, agenda, views, index, time, random);

    public string Kind => _book.Kind;

    /// <summary>Reads a stream: one storage transaction.</summary>
    public async Task<(TState State, long Version)> Read(StreamId id, CancellationToken stop)
    {
        var snapshot = await _store.Read(id, stop);
        return (StateOf(snapshot), snapshot.Version);
    }

    /// <summary>As <see cref="Read(StreamId,CancellationToken)"/>, for whoever keeps what it read: where the very same sealed row still stands, nothing is opened and parsed again.</summary>
    /// <param name="before">What was read last; null: nothing yet.</param>
    public async Task<Seen<TState>> Read(StreamId id, Seen<TState>? before, CancellationToken stop)
    {
        var row = await _store.StateRow(id, stop);
        if (row is not null && before?.IsOf(row) == true) return before;
        var snapshot = row is null ? Snapshot.Nothing(id) : _rows.ReadState(id, row);
        return new Seen<TState>(StateOf(snapshot), row);
    }

    private async Task<Outcome<TState>> HandleIn(StreamId id, TCommand command, string messageId, string by, Terms terms, CancellationToken stop)
    {
        var message = IndexOf(id, messageId);
        var wait = TimeSpan.Zero;
        for (var tries = 0; tries < Tries; tries++)
        {
            // Short: who does not want it any more ends it at the next request.
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, CancellationToken.None);
            var snapshot = await _store.Read(id, stop);
            if (snapshot.IsErased) return Late(snapshot, command);
            var state = StateOf(snapshot);
            if (snapshot.Envelope?.Handled.FirstOrDefault(handled => handled.Message == message) is { } again)
                return Repeated(terms, state, snapshot.Version, again.Reply, again.Content);
            if (terms.Version is { } seen && seen != snapshot.Version)
                return await Earlier(snapshot, message, terms, stop) ?? new Outcome<TState>.Moved(state, snapshot.Version);

            var now = _time.GetUtcNow();
            switch (_book.Decide(state, command, now))
            {
                case Decision<TEvent>.Refused refused:
                    return await Earlier(snapshot, message, terms, stop) ?? new Outcome<TState>.Refused(state, refused.Why);
                case Decision<TEvent>.Nothing: return new Outcome<TState>.Nothing(state);
                case Decision<TEvent>.Accepted accepted:
                    var draft = Draft(snapshot, state, accepted, new Handled(message, accepted.Reply, terms.Content), by, now);
                    var announced = await Announce(draft, now, stop);
                    var (how, tags) = await _store.Commit(draft.Actions);
                    if (how == Committed.Ok)
                    {
                        Stood(draft.Next, accepted, now);
                        await Deliver(draft, announced, tags);
                        return new Outcome<TState>.Done(draft.Next, draft.Version, accepted.Reply, Repeat.First);
                    }
                    // Conflict or silence: our own commit may be the one that stands. The inbox row of this message knows.
                    DidNotStand(how);
                    if (await Settled(draft, announced, how, terms, stop) is { } settled)
                    {
                        if (settled is Outcome<TState>.Done { Repeat: Repeat.First }) Stood(draft.Next, accepted, now);
                        return settled;
                    }
                    break;
            }
            wait = TimeSpan.FromMilliseconds(_random.Next(10, 40) << Math.Min(tries, 5));
        }
        return new Outcome<TState>.Unsettled();
    }

    /// <summary>What a message was answered with, if it was decided here before, however long ago; null: it was not. One storage transaction, two if it was.</summary>
    public async Task<Outcome<TState>.Done?> Earlier(StreamId id, string messageId, CancellationToken stop)
    {
        if (await _store.Inbox(id, IndexOf(id, messageId), stop) is not { } row) return null;
        var snapshot = await _store.Read(id, stop);
        return snapshot.Key is { } key ? new Outcome<TState>.Done(StateOf(snapshot), snapshot.Version, StreamRows.ReadInbox(id, key, row).Reply, Repeat.Again) : null;
    }

    private async Task<Outcome<TState>?> Settled(DraftCommit draft, Announced? announced, Committed how, Terms terms, CancellationToken stop)
    {
        if (await _store.Inbox(draft.Id, draft.Message, stop) is not { } row)
        {
            if (how == Committed.Conflict && announced is not null) await _announcements.Delete(announced);
            return null;
        }
        // The row is sealed under the key that stands: a first commit that lost a race had drawn one that never stood.
        var (snapshot, _) = await _store.ReadWithOutbox(draft.Id, draft.Commit, stop);
        if (snapshot.Key is not { } key) return null; // Erased meanwhile: looked at again, and answered as that.
        var body = StreamRows.ReadInbox(draft.Id, key, row);
        if (announced is not null) await (body.Commit == draft.Commit ? _announcements.Show(announced, TimeSpan.Zero) : _announcements.Delete(announced));
        if (body.Commit == draft.Commit) await WriteViews(draft);
        return body.Commit == draft.Commit ? new Outcome<TState>.Done(StateOf(snapshot), snapshot.Version, body.Reply, Repeat.First) : Repeated(terms, StateOf(snapshot), snapshot.Version, body.Reply, body.Content);
    }

    private DraftCommit Draft(Snapshot snapshot, TState state, Decision<TEvent>.Accepted accepted, Handled message, string by, DateTimeOffset now)
    {
        var next = accepted.Events.Aggregate(state, _book.Evolve);
        var handled = (snapshot.Envelope?.Handled ?? []).Add(message);
        if (handled.Length > Remembered) handled = handled[^Remembered..];
        var all = (snapshot.Envelope?.Overflow ?? []).AddRange(accepted.Messages);
        return Compose(snapshot, state, next, accepted.Events, all, accepted.Effects, handled, message.Message, new InboxReply(message.Reply, message.Content), by, now);
    }

    private DraftCommit Compose(
        Snapshot snapshot, TState before, TState next, ImmutableArray<TEvent> events, ImmutableArray<OutboundMessage> all,
        ImmutableArray<Effect> effects, ImmutableArray<Handled> handled, string message, InboxReply? inbox, string by, DateTimeOffset now)
    {
        var (id, version, commit) = (snapshot.Id, snapshot.Version + 1, NewCommit());
        var key = _rows.KeyOf(snapshot);
        var leaving = all[..Math.Min(all.Length, StreamLimits.MessagesInCommit - effects.Length)];
        var born = leaving.Length + effects.Length > Outbox.SendsAtOnce ? Leaving.Waiting : Leaving.Attempting;
        var (happened, head) = _rows.Event(id, version, key, snapshot.Head, new EventBody([.. events.Select(e => JsonSerializer.SerializeToElement(e, _book.EventJson))], by, now));
        var envelope = new Envelope(JsonSerializer.SerializeToElement(next, _book.StateJson), handled, all[leaving.Length..], now);
        var stateRow = StreamRows.State(id, version, key, head, envelope);
        var actions = new List<TableTransactionAction>
        {
            snapshot.Tag is { } tag ? new(TableTransactionActionType.UpdateReplace, stateRow, tag) : new(TableTransactionActionType.Add, stateRow),
            new(TableTransactionActionType.Add, happened),
        };
        if (inbox is not null) actions.Add(new(TableTransactionActionType.Add, StreamRows.Inbox(id, key, message, new InboxBody(commit, inbox.Reply, inbox.Content))));
        var first = actions.Count;
        var left = effects.Select(effect => new OutboxBody(null, born, Progress.None, null, null, now, effect.Leaving(id, now))).Concat(leaving.Select(what => new OutboxBody(what, born, Progress.None, null, null, now)));
        var outbox = left.Select((body, at) => new OutboxRow(StreamRows.OutboxKey(id, commit, at), default, body)).ToList();
        actions.AddRange(outbox.Select(row => new TableTransactionAction(TableTransactionActionType.Add, StreamRows.Outbox(id, key, row.Key, row.Body))));
        return new DraftCommit(id, version, commit, message, key, before, next, actions, first, outbox, ChangedViews(before, next), NewWakeUps(before, next));
    }

    /// <summary>Under which a handled message stands in a stream's inbox.</summary>
    private string IndexOf(StreamId id, string messageId) => _index.Of("message", $"{id}|{messageId}");

    private string NewCommit()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private TState StateOf(Snapshot snapshot) => snapshot.Envelope is { } envelope ? envelope.State.Deserialize(_book.StateJson)! : snapshot.IsErased && _book.Erased is { } erased ? erased : _book.Start;

    private ImmutableArray<WakeUp> NewWakeUps(TState before, TState next) => [.. _book.WakeUps(next).Except(_book.WakeUps(before))];

    private ImmutableArray<ViewRow> ChangedViews(TState before, TState next)
    {
        var shown = _book.Views(next).ToList();
        var was = _book.Views(before).ToList();
        var gone = was.Where(old => !shown.Any(line => line.View == old.View && line.Partition == old.Partition));
        return [.. shown.Except(was), .. gone.Where(old => old.Shown is not null).Select(old => old with { Shown = null })];
    }

    private sealed record InboxReply(Reply? Reply, string? Content);

    private sealed record DraftCommit(
        StreamId Id, long Version, string Commit, string Message, DataKey Key, TState Before, TState Next,
        List<TableTransactionAction> Actions, int FirstOutbox, List<OutboxRow> Outbox, ImmutableArray<ViewRow> Views, ImmutableArray<WakeUp> WakeUps);
}
