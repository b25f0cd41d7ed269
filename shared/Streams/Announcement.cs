using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Queues.Models;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Says before a commit that it will leave messages, so that a crash after it is noticed.</summary>
/// <param name="Base">The version that the commit builds on.</param>
/// <param name="Until">Past this a commit that is not there is fenced off.</param>
/// <param name="PutBack">How often silence has made somebody put it back.</param>
/// <param name="Copies">Of how many copies in a row, each made against the death of the process that handled the one before, this is the last.</param>
/// <param name="Trace">The trace that it belongs to; null: none was recorded.</param>
public sealed record Announcement(string Stream, string Commit, long Base, DateTimeOffset Until, Priority Priority, bool Views, int PutBack = 0, string? Trace = null, int Copies = 0)
{
    [JsonIgnore]
    public StreamId Id => StreamId.Parse(Stream);
}

/// <summary>An announcement as it lies in the queue, to be deleted or shown by the one who sent it.</summary>
internal sealed record Announced(Announcement What, SendReceipt? Receipt);

/// <summary>The two delivery queues. Bodies are sealed; messages never expire.</summary>
public sealed class Announcements(StorageClients clients, Protector protector, Agenda agenda)
{
    public const string Urgent = "delivery-urgent";
    public const string Routine = "delivery-routine";

    /// <summary>First word of the purpose of a wake-up that stands in for an announcement while the queues are down.</summary>
    public const string Purpose = "announced";

    /// <summary>How long an announcement stays hidden: longer than a transaction can take to land after its answer was lost.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>Puts it into its queue; with the queues down the agenda stands in, so that the commit can go ahead.</summary>
    internal async Task<Announced> Send(Announcement what, TimeSpan hidden, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            var sent = await Queue(what.Priority).SendMessageAsync(Seal(what), hidden, Forever, stop);
            return new Announced(what, sent.Value);
        }
        catch (Exception down) when (down is RequestFailedException or AggregateException)
        {
            await agenda.Put(what.Id, new WakeUp(StandIn(what), now + hidden), stop);
            return new Announced(what, null);
        }
    }

    /// <summary>Done with: best effort, for its return changes nothing.</summary>
    internal async Task Delete(Announced done)
    {
        try
        {
            if (done.Receipt is { } receipt) await Queue(done.What.Priority).DeleteMessageAsync(receipt.MessageId, receipt.PopReceipt, CancellationToken.None);
        }
        catch (Exception left) when (left is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // It shows itself again, finds nothing to do and goes.
        }
    }

    /// <summary>Hands what is left to the queue: shows the announcement after a delay.</summary>
    internal async Task Show(Announced left, TimeSpan after)
    {
        try
        {
            if (left.Receipt is { } receipt) await Queue(left.What.Priority).UpdateMessageAsync(receipt.MessageId, receipt.PopReceipt, visibilityTimeout: after, cancellationToken: CancellationToken.None);
        }
        catch (Exception hidden) when (hidden is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // It shows itself when its bound is over.
        }
    }

    /// <summary>Puts back what cannot be finished now because storage is silent: that is no fault of the message, so it does not count towards poison.</summary>
    /// <exception cref="Exception">The queue is silent too: the host shows the message again.</exception>
    public async Task PutBack(Announcement what, CancellationToken stop) =>
        await Queue(what.Priority).SendMessageAsync(Seal(what with { PutBack = what.PutBack + 1 }), TransientFailure.PauseAfter(what.PutBack), Forever, stop);

    /// <summary>The body of a copy that stands in for an announcement while it is handled.</summary>
    public string Copy(Announcement what) => Seal(what with { Copies = what.Copies + 1 });

    /// <summary>Reads a queue message.</summary>
    /// <exception cref="FormatException">Not ours: it goes the way of all poison.</exception>
    public Announcement Read(string message) =>
        JsonSerializer.Deserialize(protector.OpenShared(SealPurposes.Queue, Base64Url.DecodeFromChars(message), "announcement"), RowJson.Default.Announcement)
        ?? throw new FormatException("An empty announcement.");

    internal static string StandIn(Announcement what) =>
        string.Create(CultureInfo.InvariantCulture, $"{Purpose}.{what.Commit}.{what.Base}.{(what.Priority == Priority.Urgent ? Urgent : Routine)}.{(what.Views ? "views" : "none")}");

    internal static Announcement? FromStandIn(StreamId id, WakeUp wake) => wake.Purpose.Split('.') is [Purpose, var commit, var version, var queue, var views]
        ? new Announcement(id.Partition, commit, long.Parse(version, CultureInfo.InvariantCulture), wake.Due, queue == Urgent ? Priority.Urgent : Priority.Routine, views == "views")
        : null;

    private string Seal(Announcement what) =>
        Base64Url.EncodeToString(protector.SealShared(SealPurposes.Queue, JsonSerializer.SerializeToUtf8Bytes(what, RowJson.Default.Announcement), "announcement"));

    private Azure.Storage.Queues.QueueClient Queue(Priority priority) => clients.Queue(priority == Priority.Urgent ? Urgent : Routine);
}
