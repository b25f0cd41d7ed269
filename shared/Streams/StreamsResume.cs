using System.Collections.Immutable;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What the queue and the sweep do with a stream: finish what was announced, and pass on fates, effects and wake-ups.</summary>
public sealed partial class StreamHandler<TState, TEvent, TCommand>
{
    /// <summary>When what left is noted again, where another process noted it at the same time.</summary>
    private static readonly TimeSpan MarkAgain = TimeSpan.FromSeconds(5);

    /// <summary>Spread, so that those who hindered each other do not meet again.</summary>
    private TimeSpan Again() => MarkAgain + TimeSpan.FromMilliseconds(_random.Next(0, 5_000));

    public async Task Resume(Announcement announcement, CancellationToken stop)
    {
        var id = announcement.Id;
        using var span = Traces.Step("resume")?.SetTag("kind", Kind);
        var (snapshot, found) = await _store.ReadWithOutbox(id, announcement.Commit, stop);
        span?.SetTag("messages", found.Count);
        if (snapshot.IsErased)
        {
            await ResumeErased(announcement, found, stop);
            return;
        }
        if (found.Count == 0)
        {
            await SettleMissing(announcement, snapshot, stop);
            return;
        }
        var (state, key) = (_book.StateOf(snapshot), snapshot.Key!);
        var before = found.Select(row => new OutboxRow(row.RowKey, row.ETag, StreamRows.ReadOutbox(id, key, row))).ToList();
        if (announcement.Views)
            foreach (var line in _book.Lines(state)) await _views.Write(id, snapshot.Version, line, stop);
        var claimed = await _outbox.Claim(id, key, before, (message, doubt) => WasReported(id, message, doubt, stop));
        var attempted = await _outbox.Attempt(id, claimed, message => _delivery.IsWanted(state, message), stop);
        var (rows, areTold) = await TellFates(id, claimed, attempted.Rows, stop);
        var marked = await _outbox.Mark(id, key, claimed, rows);
        if (!marked || !areTold || !attempted.IsDone)
            await AnnounceAgain(announcement, marked && areTold ? attempted.After : Again());
        else if (snapshot.Envelope!.Overflow.Length > 0)
            await SendOverflow(id, stop);
    }

    /// <summary>
    /// Tells the stream what became of messages that do not leave any more, before that is marked: a death in between loses none.
    /// </summary>
    /// <returns>
    /// The rows to mark, and whether all are told. From the first that could not be told on they stay as they were:
    /// what has left is marked all the same, so that it does not leave again because of them.
    /// </returns>
    private async Task<(ImmutableArray<OutboxRow> Rows, bool AreTold)> TellFates(
        StreamId id, IReadOnlyList<OutboxRow> before, ImmutableArray<OutboxRow> attempted, CancellationToken stop)
    {
        var (rows, areTold) = (attempted.ToBuilder(), true);
        for (var at = 0; at < attempted.Length; at++)
        {
            if (attempted[at] == before[at] || FateOf(attempted[at].Body) is not { } fate) continue;
            areTold = areTold && await IsTold(id, attempted[at].Body.Message!.Id, fate, stop);
            if (!areTold) rows[at] = before[at];
        }
        return (rows.MoveToImmutable(), areTold);
    }

    private async Task<bool> IsTold(StreamId id, string messageId, DeliveryOutcome fate, CancellationToken stop)
    {
        try
        {
            return await Tell(id, messageId, fate, stop);
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            return false;
        }
    }

    public async Task<bool> Tell(StreamId id, string messageId, DeliveryOutcome fate, CancellationToken stop)
    {
        if (_book.FromDelivery is null) return true;
        // A delivery report can come before, after or twice: its kind and message make its id.
        return await Handle(id, _book.FromDelivery(messageId, fate), FateId(messageId, fate), Actors.System, stop) is not Outcome<TState>.Unknown;
    }

    /// <summary>Whether a delivery report has been stored for a message: then its carrier took it. Up to a storage transaction a channel and one more.</summary>
    private async Task<bool> WasReported(StreamId id, OutboundMessage message, Doubt doubt, CancellationToken stop)
    {
        var channels = doubt.Channel is { } known ? [known] : ChannelTraits.All;
        var fates = channels.Select(channel => new DeliveryOutcome.Undelivered(SendFailure.Undelivered, channel)).Prepend<DeliveryOutcome>(new DeliveryOutcome.Delivered());
        foreach (var fate in fates)
            if (await _store.Inbox(id, _repeats.NameOf(id, FateId(message.Id, fate)), stop) is not null) return true;
        return false;
    }

    private static string FateId(string messageId, DeliveryOutcome fate) => $"fate|{messageId}|{FateWords.Of(fate)}";

    public async Task<bool> Apply(StreamId id, Effect effect, string messageId, CancellationToken stop) =>
        await Handle(id, _book.FromEffect!(effect), messageId, Actors.System, stop) is not Outcome<TState>.Unknown;

    public async Task<bool> Wake(StreamId id, WakeUp wake, CancellationToken stop)
    {
        if (Announcements.FromStandIn(id, wake) is { } announcement)
        {
            await Resume(announcement, stop);
            return true;
        }
        if (_book.FromWakeUp is null) return true;
        var messageId = FormattableString.Invariant($"wake|{wake.Purpose}|{wake.Due.UtcTicks}");
        return await Handle(id, _book.FromWakeUp(wake), messageId, Actors.System, stop) is not Outcome<TState>.Unknown;
    }

    /// <summary>What other streams were promised they get; nobody is told anything any more.</summary>
    private async Task ResumeErased(Announcement announcement, List<TableEntity> found, CancellationToken stop)
    {
        var id = announcement.Id;
        if (found.Count == 0 || (await _store.ReadMarked(id, stop)).Key is not { } key) return;
        var before = found.Select(row => new OutboxRow(row.RowKey, row.ETag, StreamRows.ReadOutbox(id, key, row))).ToList();
        var attempted = await _outbox.Attempt(id, before, _ => false, stop);
        var marked = await _outbox.Mark(id, key, before, attempted.Rows);
        if (!marked || !attempted.IsDone)
            await AnnounceAgain(announcement, marked ? attempted.After : Again());
    }

    private async Task AnnounceAgain(Announcement announcement, TimeSpan hidden)
    {
        var now = _time.GetUtcNow();
        await _announcements.Send(announcement with { Until = now + Announcements.Bound }, hidden, now, CancellationToken.None);
    }

    private static DeliveryOutcome? FateOf(OutboxBody body) => body.Leaving switch
    {
        Leaving.Failed => new DeliveryOutcome.Failed(body.Why ?? "no-channel-left"),
        Leaving.Dropped => new DeliveryOutcome.Dropped(),
        Leaving.Unconfirmed => new DeliveryOutcome.Unconfirmed(),
        _ => null,
    };

    private async Task SettleMissing(Announcement announcement, Snapshot snapshot, CancellationToken stop)
    {
        if (snapshot.Version > announcement.Base) return; // The stream moved on without it: that commit can no longer land.
        var now = _time.GetUtcNow();
        if (now >= announcement.Until && await _store.Fence(snapshot, stop)) return;
        var (left, least) = (announcement.Until - now, TimeSpan.FromSeconds(1));
        await _announcements.Send(announcement, left > least ? left : least, now, CancellationToken.None);
    }

    /// <summary>The next messages of a decision that had more than one transaction holds.</summary>
    private async Task SendOverflow(StreamId id, CancellationToken stop)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var (snapshot, now) = (await _store.Read(id, stop), _time.GetUtcNow());
            if (snapshot.Envelope is not { Overflow.Length: > 0 } envelope) return;
            var draft = _drafts.OfOverflow(snapshot, envelope, now);
            var announced = await _delivery.Announce(draft, now, stop);
            if ((await _store.Commit(draft.Actions)).How == Committed.Ok)
            {
                if (announced is not null && draft.Outbox.Count <= Outbox.SendsAtOnce) await _announcements.Show(announced, TimeSpan.Zero);
                else if (announced is not null) await _delivery.AnnounceLateCommit(announced.What);
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(20, 200)), _time, CancellationToken.None);
        }
        throw new NotSettledException("The rest of a long list could not be stored yet; the queue tries again.");
    }
}
