using System.Collections.Immutable;
using Azure;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What happens right before and after a commit: wake-ups and the announcement, views, messages that are sent at once.</summary>
internal sealed class StreamsDelivery<TState, TEvent, TCommand>(
    StreamDefinition<TState, TEvent, TCommand> book, Outbox outbox, Announcements announcements, Agenda agenda, Views views, TimeProvider time)
{
    /// <summary>How long the announcement of what only the queue delivers is hidden: most commits have landed by then.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>What was decided longer ago may not be wanted any more: the queue, which looks at the state anew, delivers it.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>Wake-ups and the announcement are written before the commit: a crash leaves a hint too many, never one too few.</summary>
    public async Task<Announced?> Announce(CommitDraft<TState> draft, DateTimeOffset now, CancellationToken stop)
    {
        // The limits are looked at before anything is written.
        StreamLimits.Check([.. draft.Actions.Select(action => (Azure.Data.Tables.TableEntity)action.Entity)]);
        foreach (var wake in draft.WakeUps) await agenda.Put(draft.Id, wake, stop);
        if (draft.Outbox.Count == 0) return null;
        var priority = draft.Outbox.Any(row => row.Body.IsUrgent) ? Priority.Urgent : Priority.Routine;
        var until = now + Announcements.Bound;
        var what = new Announcement(
            draft.Id.Partition, draft.Commit, draft.Version - 1, until, priority, draft.Views.Length > 0, Trace: Traces.Here);
        var hidden = draft.Outbox.Count > Outbox.SendsAtOnce ? Soon : Announcements.Bound;
        return await announcements.Send(what, hidden, now, stop);
    }

    /// <param name="decided">When the decision was made.</param>
    public async Task Deliver(CommitDraft<TState> draft, Announced? announced, IReadOnlyList<ETag> tags, DateTimeOffset decided)
    {
        await WriteViews(draft);
        if (announced is null) return;
        if (draft.Outbox.Count > Outbox.SendsAtOnce)
        {
            await AnnounceLateCommit(announced.What);
            return;
        }
        if (time.GetUtcNow() - decided > Fresh)
        {
            await announcements.Show(announced, TimeSpan.Zero);
            return;
        }
        try
        {
            await DeliverAtOnce(draft, announced, tags);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            // The decision stands and its caller is told so; the queue delivers, and a defect ends in poison there.
            await announcements.Show(announced, TimeSpan.Zero);
        }
    }

    /// <summary>After a slow commit the queue has looked already, found nothing and hidden the announcement: another one is sent.</summary>
    public async Task AnnounceLateCommit(Announcement what)
    {
        var now = time.GetUtcNow();
        if (now < what.Until - Announcements.Bound + Soon) return;
        try
        {
            await announcements.Send(what, TimeSpan.Zero, now, CancellationToken.None);
        }
        catch (Exception down) when (down is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // The first one shows itself when its bound is over.
        }
    }

    private async Task DeliverAtOnce(CommitDraft<TState> draft, Announced announced, IReadOnlyList<ETag> tags)
    {
        var born = draft.Outbox.Select((row, at) => row with { Tag = tags[draft.FirstOutbox + at] }).ToList();
        using var budget = new CancellationTokenSource(Outbox.TimeAtOnce, time);
        var attempted = await outbox.Attempt(draft.Id, born, message => IsWanted(draft.Next, message), budget.Token);
        // What failed for good or is not wanted is told to the stream by the queue, which can try again if that fails.
        var mark = attempted.Rows.Select(row => row.Body.Leaving is Leaving.Failed or Leaving.Dropped or Leaving.Unconfirmed ? Waiting(row) : row).ToList();
        var marked = await outbox.Mark(draft.Id, draft.Key, born, mark);
        if (marked && mark.TrueForAll(row => !row.IsLeft)) await announcements.Delete(announced);
        else await announcements.Show(announced, attempted.After);
    }

    private static OutboxRow Waiting(OutboxRow row) => row with { Body = row.Body with { Leaving = Leaving.Waiting } };

    /// <summary>Whether a message is still of use.</summary>
    public bool IsWanted(TState state, OutboundMessage message)
    {
        var now = time.GetUtcNow();
        return (message.UsefulUntil is not { } until || now <= until) && book.StillWanted(state, message, now);
    }

    public async Task WriteViews(CommitDraft<TState> draft)
    {
        foreach (var line in draft.Views)
        {
            try
            {
                var wasShown = book.Lines(draft.Before).Any(old => old.View == line.View && old.Partition == line.Partition);
                if (wasShown) await views.Write(draft.Id, draft.Version, line, CancellationToken.None);
                else await views.WriteNew(draft.Id, draft.Version, line, CancellationToken.None);
            }
            catch (Exception stale) when (stale is RequestFailedException or OperationCanceledException or AggregateException)
            {
                // A stale line is healed by the next write or by the nightly audit; the decision stands.
            }
        }
    }
}
