using Azure;
using Azure.Storage.Queues;
using ServerlessAssist.Functions.Referrals.Hooks;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Messages that failed five times. They stay until somebody puts them back.</summary>
public sealed class PoisonQueues(StorageClients storage)
{
    public static readonly string[] Queues = [Announcements.Urgent, Announcements.Routine, Deferred.Queue, HookCalls.Queue];
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public Task<int> Count(string queue, CancellationToken stop) => Count(Poison(queue), stop);

    /// <summary>How many wait in a queue itself, hidden ones too.</summary>
    public Task<int> Waiting(string queue, CancellationToken stop) => Count(storage.Queue(queue), stop);

    private static async Task<int> Count(QueueClient queue, CancellationToken stop)
    {
        try
        {
            return (await queue.GetPropertiesAsync(stop)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return 0;
        }
    }

    /// <summary>The first 32: their ids and since when they lie there. Their content stays sealed.</summary>
    public async Task<IReadOnlyList<PoisonMessage>> List(string queue, CancellationToken stop)
    {
        try
        {
            return [.. (await Poison(queue).PeekMessagesAsync(32, stop)).Value.Select(one => new PoisonMessage(queue, one.MessageId, one.InsertedOn, one.Body.ToMemory().Length))];
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return [];
        }
    }

    /// <summary>Puts every message back into its queue, at most <paramref name="most"/>. Sent before it is deleted: what dies between comes twice, and counts once.</summary>
    public async Task<int> PutBack(string queue, int most, CancellationToken stop)
    {
        var (from, to, moved) = (Poison(queue), storage.Queue(queue), 0);
        while (moved < most && (await from.ReceiveMessagesAsync(Math.Min(32, most - moved), TimeSpan.FromMinutes(2), stop)).Value is { Length: > 0 } batch)
        {
            foreach (var one in batch)
            {
                await to.SendMessageAsync(one.Body, visibilityTimeout: null, timeToLive: Forever, stop);
                await from.DeleteMessageAsync(one.MessageId, one.PopReceipt, CancellationToken.None);
                moved++;
            }
        }
        return moved;
    }

    private QueueClient Poison(string queue) => storage.Queue($"{queue}-poison");
}

public sealed record PoisonMessage(string Queue, string Id, DateTimeOffset? Since, int Bytes);
