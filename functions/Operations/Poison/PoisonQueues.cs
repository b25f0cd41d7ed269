using System.Security.Cryptography;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations.Poison;

/// <summary>Messages that failed five times. They stay until an operator puts them back.</summary>
/// <remarks>Azure's host gives a poison message 7 days to live; <see cref="Keep"/> replaces it by one that does not expire.</remarks>
public sealed class PoisonQueues(StorageClients storage)
{
    public static readonly string[] Queues = [Announcements.Urgent, Announcements.Routine, InboundQueue.Queue, WebhookCalls.Queue];
    /// <summary>As many as one request to a queue gives.</summary>
    private const int LookedAt = 32;

    /// <summary>In one run; the next goes on with the rest.</summary>
    private const int MostKept = 2_000;

    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(2);
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

    /// <summary>What is new among the first 32, and whether everything came today.</summary>
    /// <returns>When the last came that was not looked at before; null: none is new.</returns>
    public async Task<(DateTimeOffset? LastNew, bool IsFromToday)> Look(string queue, DateTimeOffset now, CancellationToken stop)
    {
        var peeked = (await Poison(queue).PeekMessagesAsync(LookedAt, stop)).Value;
        var isFromToday = peeked.All(one => one.InsertedOn is { } since && since.UtcDateTime.Date == now.UtcDateTime.Date);
        return (peeked.Where(one => !IsKept(one.ExpiresOn)).Max(one => one.InsertedOn), isFromToday);
    }

    /// <summary>Replaces every message of a poison queue that would expire by one that does not.</summary>
    /// <remarks>
    /// Sent before it is deleted, so a crash between leaves two; the next run knows them by their content and deletes one.
    /// A queue that holds nothing that would expire costs one storage transaction.
    /// </remarks>
    /// <returns>How many were replaced.</returns>
    public async Task<int> Keep(string queue, CancellationToken stop)
    {
        var poison = Poison(queue);
        var peeked = (await poison.PeekMessagesAsync(LookedAt, stop)).Value;
        if (peeked.Length < LookedAt && peeked.All(one => IsKept(one.ExpiresOn))) return 0;
        var all = await Take(poison, stop);
        var kept = new HashSet<string>();
        foreach (var one in all.Where(one => IsKept(one.ExpiresOn)))
        {
            if (!kept.Add(IdOf(one.Body))) await poison.DeleteMessageAsync(one.MessageId, one.PopReceipt, CancellationToken.None);
            // An operator who looks, or puts back, finds it.
            else
                await poison.UpdateMessageAsync(
                    one.MessageId, one.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: CancellationToken.None);
        }
        var replaced = 0;
        foreach (var one in all.Where(one => !IsKept(one.ExpiresOn)))
        {
            if (kept.Add(IdOf(one.Body)))
            {
                await poison.SendMessageAsync(one.Body, visibilityTimeout: null, timeToLive: Forever, stop);
                replaced++;
            }
            await poison.DeleteMessageAsync(one.MessageId, one.PopReceipt, CancellationToken.None);
        }
        return replaced;
    }

    /// <summary>Everything that can be seen, hidden from others for two minutes.</summary>
    private static async Task<List<QueueMessage>> Take(QueueClient poison, CancellationToken stop)
    {
        var all = new List<QueueMessage>();
        while (all.Count < MostKept && (await poison.ReceiveMessagesAsync(LookedAt, Hidden, stop)).Value is { Length: > 0 } batch) all.AddRange(batch);
        return all;
    }

    /// <summary>The same for a message and for what replaces it: bodies are sealed with a random nonce, so no two are alike.</summary>
    private static string IdOf(BinaryData body) => Convert.ToHexStringLower(SHA256.HashData(body.ToMemory().Span)[..8]);

    private static bool IsKept(DateTimeOffset? expires) => expires is null || expires.Value.Year == DateTimeOffset.MaxValue.Year;

    /// <summary>The first 32: their ids and since when they lie there. Their content stays sealed.</summary>
    public async Task<IReadOnlyList<PoisonMessage>> List(string queue, CancellationToken stop)
    {
        try
        {
            return [.. (await Poison(queue).PeekMessagesAsync(LookedAt, stop)).Value.Select(one => new PoisonMessage(queue, IdOf(one.Body), one.InsertedOn, one.Body.ToMemory().Length))];
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return [];
        }
    }

    /// <summary>Puts every message back into its queue, at most <paramref name="most"/>. Sent before it is deleted: what dies between comes twice, and counts once.</summary>
    public async Task<int> PutBack(string queue, int most, CancellationToken stop)
    {
        var (from, to, moved) = (Poison(queue), storage.RawQueue(queue), 0);
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

    /// <summary>Taken as it lies there: Azure's host puts what is no Base64 here as it came.</summary>
    private QueueClient Poison(string queue) => storage.RawQueue($"{queue}-poison");
}

public sealed record PoisonMessage(string Queue, string Id, DateTimeOffset? Since, int Bytes);
