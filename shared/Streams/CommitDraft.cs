using System.Collections.Immutable;
using System.Text.Json;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>A commit that is ready to be written: the rows of one transaction, and what follows from it.</summary>
/// <param name="Commit">Its id, unique for ever.</param>
/// <param name="Message">The hashed id of the message that it handles; empty: none.</param>
/// <param name="FirstOutbox">Where the rows of <paramref name="Outbox"/> begin in <paramref name="Actions"/>.</param>
internal sealed record CommitDraft<TState>(
    StreamId Id, long Version, string Commit, string Message, DataKey Key, TState Before, TState Next,
    List<TableTransactionAction> Actions, int FirstOutbox, List<OutboxRow> Outbox,
    ImmutableArray<ViewRow> Views, ImmutableArray<WakeUp> WakeUps);

/// <summary>Makes the rows of a commit out of what was decided. Writes nothing.</summary>
/// <param name="random">Ids of commits: unique, not secret.</param>
internal sealed class CommitDrafts<TState, TEvent, TCommand>(StreamDefinition<TState, TEvent, TCommand> book, StreamRows rows, Random random)
{
    /// <summary>How many handled messages the state row remembers with their replies.</summary>
    private const int Remembered = 8;

    public CommitDraft<TState> Of(
        Snapshot snapshot, TState state, CommitContent<TEvent> content, Handled message, string by, DateTimeOffset now)
    {
        var next = content.Events.Aggregate(state, book.Evolve);
        var handled = (snapshot.Envelope?.Handled ?? []).Add(message);
        if (handled.Length > Remembered) handled = handled[^Remembered..];
        var all = (snapshot.Envelope?.Overflow ?? []).AddRange(content.Messages);
        return Compose(snapshot, state, next, content.Events, all, content.Effects, handled, message, by, now);
    }

    /// <summary>The next messages of a decision that had more than one transaction holds.</summary>
    public CommitDraft<TState> OfOverflow(Snapshot snapshot, Envelope envelope, DateTimeOffset now)
    {
        var state = book.StateOf(snapshot);
        return Compose(snapshot, state, state, [], envelope.Overflow, [], envelope.Handled, null, Actors.System, now);
    }

    private CommitDraft<TState> Compose(
        Snapshot snapshot, TState before, TState next, ImmutableArray<TEvent> events, ImmutableArray<OutboundMessage> all,
        ImmutableArray<Effect> effects, ImmutableArray<Handled> handled, Handled? message, string by, DateTimeOffset now)
    {
        var (id, version, commit) = (snapshot.Id, snapshot.Version + 1, NewCommit());
        var key = rows.KeyOf(snapshot);
        var leaving = all[..Math.Min(all.Length, StreamLimits.MessagesInCommit - effects.Length)];
        var body = new EventBody([.. events.Select(e => JsonSerializer.SerializeToElement(e, book.EventJson))], by, now);
        var (happened, head) = rows.Event(id, version, key, snapshot.Head, body);
        var envelope = new Envelope(JsonSerializer.SerializeToElement(next, book.StateJson), handled, all[leaving.Length..], now);
        var stateRow = StreamRows.State(id, version, key, head, envelope);
        var actions = new List<TableTransactionAction>
        {
            snapshot.Tag is { } tag ? new(TableTransactionActionType.UpdateReplace, stateRow, tag) : Added(stateRow),
            Added(happened),
        };
        if (message is not null)
        {
            var inbox = new InboxBody(commit, message.Reply, message.Content, message.Refusal);
            actions.Add(Added(StreamRows.Inbox(id, key, message.Message, inbox)));
        }
        var first = actions.Count;
        var outbox = Leave(id, commit, effects, leaving, now);
        actions.AddRange(outbox.Select(row => Added(StreamRows.Outbox(id, key, row.Key, row.Body))));
        return new CommitDraft<TState>(
            id, version, commit, message?.Message ?? "", key, before, next, actions, first, outbox,
            ChangedViews(before, next), NewWakeUps(before, next));
    }

    /// <summary>Effects first, then messages. Few are sent at once, many by the queue.</summary>
    private static List<OutboxRow> Leave(
        StreamId id, string commit, ImmutableArray<Effect> effects, ImmutableArray<OutboundMessage> messages, DateTimeOffset now)
    {
        var born = messages.Length + effects.Length > Outbox.SendsAtOnce ? Leaving.Waiting : Leaving.Attempting;
        var bodies = effects.Select(effect => new OutboxBody(null, born, DeliveryProgress.None, null, null, now, effect.Leaving(id, now)))
            .Concat(messages.Select(what => new OutboxBody(what, born, DeliveryProgress.None, null, null, now)));
        return [.. bodies.Select((body, at) => new OutboxRow(StreamRows.OutboxKey(id, commit, at), default, body))];
    }

    private static TableTransactionAction Added(TableEntity row) => new(TableTransactionActionType.Add, row);

    private string NewCommit()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private ImmutableArray<WakeUp> NewWakeUps(TState before, TState next) => [.. book.WakeUps(next).Except(book.WakeUps(before))];

    private ImmutableArray<ViewRow> ChangedViews(TState before, TState next)
    {
        var shown = book.Lines(next).ToList();
        var was = book.Lines(before).ToList();
        var gone = was.Where(old => !shown.Any(line => line.View == old.View && line.Partition == old.Partition));
        return [.. shown.Except(was), .. gone.Where(old => old.Shown is not null).Select(old => old with { Shown = null })];
    }
}
