using System.Collections.Immutable;
using Azure;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Announce, commit, deliver; and what the queue does with the rest.</summary>
public sealed partial class Streams<TState, TEvent, TCommand>
{
    /// <summary>How long the announcement of what only the queue delivers is hidden: most commits have landed by then.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Wake-ups and the announcement stand before the commit that wants them: a crash leaves a hint too many, never one too few.</summary>
    private async Task<Announced?> Announce(DraftCommit draft, DateTimeOffset now, CancellationToken stop)
    {
        // The limits are looked at before anything is written.
        StreamLimits.Check([.. draft.Actions.Select(action => (Azure.Data.Tables.TableEntity)action.Entity)]);
        foreach (var wake in draft.WakeUps) await _agenda.Put(draft.Id, wake, stop);
        if (draft.Outbox.Count == 0) return null;
        var priority = draft.Outbox.Any(row => row.Body.IsUrgent) ? Priority.Urgent : Priority.Routine;
        var what = new Announcement(draft.Id.Partition, draft.Commit, draft.Version - 1, now + Announcements.Bound, priority, draft.Views.Length > 0, Trace: Traces.Here);
        var hidden = draft.Outbox.Count > Outbox.SendsAtOnce ? Soon : Announcements.Bound;
        return await _announcements.Send(what, hidden, now, stop);
    }

    private async Task Deliver(DraftCommit draft, Announced? announced, IReadOnlyList<ETag> tags)
    {
        await WriteViews(draft);
        if (announced is null) return;
        if (draft.Outbox.Count > Outbox.SendsAtOnce)
        {
            await AnnounceLateCommit(announced.What);
            return;
        }
        try
        {
            await DeliverAtOnce(draft, announced, tags);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            // The decision stands and its caller is told so; the queue delivers, and a defect ends in poison there.
            await _announcements.Show(announced, TimeSpan.Zero);
        }
    }

    /// <summary>After a slow commit the queue has looked already, found nothing and hidden the announcement for a minute: another one is sent.</summary>
    private async Task AnnounceLateCommit(Announcement what)
    {
        var now = _time.GetUtcNow();
        if (now < what.Until - Announcements.Bound + Soon) return;
        try
        {
            await _announcements.Send(what, TimeSpan.Zero, now, CancellationToken.None);
        }
        catch (Exception down) when (down is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // The first one shows itself when its bound is over.
        }
    }

    private async Task DeliverAtOnce(DraftCommit draft, Announced announced, IReadOnlyList<ETag> tags)
    {
        var born = draft.Outbox.Select((row, at) => row with { Tag = tags[draft.FirstOutbox + at] }).ToList();
        using var budget = new CancellationTokenSource(Outbox.TimeAtOnce, _time);
        var attempted = await _outbox.Attempt(draft.Id, born, message => Wanted(draft.Next, message), budget.Token);
        // What failed for good or is not wanted is told to the stream by the queue, which can try again if that fails.
        var mark = attempted.Rows.Select(row => row.Body.Leaving is Leaving.Failed or Leaving.Dropped or Leaving.Unconfirmed ? row with { Body = row.Body with { Leaving = Leaving.Waiting } } : row).ToList();
        var marked = await _outbox.Mark(draft.Id, draft.Key, born, mark);
        if (marked && mark.TrueForAll(row => !row.IsLeft)) await _announcements.Delete(announced);
        else await _announcements.Show(announced, attempted.After);
    }

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
        var (state, key) = (StateOf(snapshot), snapshot.Key!);
        var before = found.Select(row => new OutboxRow(row.RowKey, row.ETag, StreamRows.ReadOutbox(id, key, row))).ToList();
        if (announcement.Views)
            foreach (var line in _book.Views(state)) await _views.Write(id, snapshot.Version, line, stop);
        var claimed = await _outbox.Claim(id, key, before, (message, doubt) => WasReported(id, message, doubt, stop));
        var attempted = await _outbox.Attempt(id, claimed, message => Wanted(state, message), stop);
        foreach (var row in attempted.Rows.Where(row => !claimed.Contains(row)))
        {
            Fate? fate = row.Body.Leaving switch
            {
                Leaving.Failed => new Fate.Failed(row.Body.Why ?? "no-channel-left"), Leaving.Dropped => new Fate.Dropped(), Leaving.Unconfirmed => new Fate.Unconfirmed(), _ => null,
            };
            if (fate is not null && !await Tell(id, row.Body.Message!.Id, fate, stop)) throw new NotSettledException("The fate of a message could not be stored yet; the queue tries again.");
        }
        var marked = await _outbox.Mark(id, key, claimed, attempted.Rows);
        if (!marked || !attempted.IsDone)
            await _announcements.Send(announcement with { Until = _time.GetUtcNow() + Announcements.Bound }, marked ? attempted.After : TimeSpan.FromSeconds(5), _time.GetUtcNow(), CancellationToken.None);
        else if (snapshot.Envelope!.Overflow.Length > 0)
            await SendOverflow(id, stop);
    }

    public async Task<bool> Tell(StreamId id, string messageId, Fate fate, CancellationToken stop)
    {
        if (_book.Told is null) return true;
        // A delivery report can come before, after or twice: its kind and message make its id.
        return await Handle(id, _book.Told(messageId, fate), FateId(messageId, fate), "house", stop) is not Outcome<TState>.Unsettled;
    }

    /// <summary>Whether a delivery report has been stored for a message: then its carrier took it. Up to a storage transaction a channel and one more.</summary>
    private async Task<bool> WasReported(StreamId id, OutboundMessage message, Doubt doubt, CancellationToken stop)
    {
        var channels = doubt.Channel is { } known ? [known] : ChannelTraits.All;
        foreach (var fate in channels.Select(channel => new Fate.Undelivered(SendFailure.Undelivered, channel)).Prepend<Fate>(new Fate.Delivered()))
            if (await _store.Inbox(id, _index.Of("message", $"{id}|{FateId(message.Id, fate)}"), stop) is not null) return true;
        return false;
    }

    private static string FateId(string messageId, Fate fate) =>
        $"fate|{messageId}|{(fate is Fate.Undelivered undelivered ? $"undelivered-{undelivered.Channel}" : fate.GetType().Name)}";

    public async Task<bool> Apply(StreamId id, Effect effect, string messageId, CancellationToken stop) =>
        await Handle(id, _book.Affected!(effect), messageId, "house", stop) is not Outcome<TState>.Unsettled;

    public async Task<bool> Wake(StreamId id, WakeUp wake, CancellationToken stop)
    {
        if (Announcements.FromStandIn(id, wake) is { } announcement)
        {
            await Resume(announcement, stop);
            return true;
        }
        if (_book.Woken is null) return true;
        return await Handle(id, _book.Woken(wake), FormattableString.Invariant($"wake|{wake.Purpose}|{wake.Due.UtcTicks}"), "house", stop) is not Outcome<TState>.Unsettled;
    }

    private async Task SettleMissing(Announcement announcement, Snapshot snapshot, CancellationToken stop)
    {
        if (snapshot.Version > announcement.Base) return; // The stream moved on without it: that commit can no longer land.
        var now = _time.GetUtcNow();
        if (now >= announcement.Until && await _store.Fence(snapshot, stop)) return;
        var left = announcement.Until - now;
        await _announcements.Send(announcement, left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), now, CancellationToken.None);
    }

    /// <summary>The next messages of a decision that had more than one transaction holds.</summary>
    private async Task SendOverflow(StreamId id, CancellationToken stop)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var (snapshot, now) = (await _store.Read(id, stop), _time.GetUtcNow());
            if (snapshot.Envelope is not { Overflow.Length: > 0 } envelope) return;
            var state = StateOf(snapshot);
            var draft = Compose(snapshot, state, state, [], envelope.Overflow, [], envelope.Handled, "", null, "house", now);
            var announced = await Announce(draft, now, stop);
            if ((await _store.Commit(draft.Actions)).How == Committed.Ok)
            {
                if (announced is not null && draft.Outbox.Count <= Outbox.SendsAtOnce) await _announcements.Show(announced, TimeSpan.Zero);
                else if (announced is not null) await AnnounceLateCommit(announced.What);
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(20, 200)), _time, CancellationToken.None);
        }
        throw new NotSettledException("The rest of a long list could not be stored yet; the queue tries again.");
    }

    private bool Wanted(TState state, OutboundMessage message)
    {
        var now = _time.GetUtcNow();
        return (message.UsefulUntil is not { } until || now <= until) && _book.StillWanted(state, message, now);
    }

    private async Task WriteViews(DraftCommit draft)
    {
        foreach (var line in draft.Views)
        {
            try
            {
                if (_book.Views(draft.Before).Any(old => old.View == line.View && old.Partition == line.Partition)) await _views.Write(draft.Id, draft.Version, line, CancellationToken.None);
                else await _views.WriteNew(draft.Id, draft.Version, line, CancellationToken.None);
            }
            catch (Exception stale) when (stale is RequestFailedException or OperationCanceledException or AggregateException)
            {
                // A stale line is healed by the next write or by the nightly audit; the decision stands.
            }
        }
    }
}
