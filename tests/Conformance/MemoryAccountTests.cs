using Azure.Data.Tables;
using Azure.Storage.Queues;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>What the simulation lets others see and bend, which no real storage does.</summary>
public sealed class MemoryAccountTests
{
    private readonly MemoryAccount _account;
    private readonly Ground _ground;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public MemoryAccountTests()
    {
        _account = new MemoryAccount(() => _now);
        _ground = new Ground(MemoryAccount.ConnectionString, new DirectTransport(_account), _ => Task.CompletedTask);
    }

    [Fact]
    public async Task A_page_may_be_short_or_empty_and_goes_on()
    {
        var table = await _ground.NewTable(new("p", "a"), new("p", "b"), new("q", "c"));
        var sizes = new Queue<int>([1, 0, 0, 1]);
        _account.Tables.Page = left => sizes.TryDequeue(out var size) ? size : left;
        var pages = new List<string>();
        await foreach (var page in table.QueryAsync<TableEntity>(cancellationToken: Stop).AsPages()) pages.Add(string.Concat(page.Values.Select(row => row.RowKey)));
        Assert.Equal(["a", "", "", "b", "c"], pages);
    }

    [Fact]
    public async Task Changes_of_rows_are_told_once_committed()
    {
        var told = new List<string>();
        _account.Tables.Changed = change => told.Add($"{change.PartitionKey} {change.RowKey} {Number(change.Before)}>{Number(change.After)}");
        var table = await _ground.NewTable(new TableEntity("p", "a") { ["Number"] = 1L });
        await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "b")), new(TableTransactionActionType.Add, new TableEntity("p", "a"))], Stop));
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "a") { ["Number"] = 2L }), new(TableTransactionActionType.Add, new TableEntity("p", "b") { ["Number"] = 3L })], Stop);
        await table.DeleteEntityAsync("p", "a", cancellationToken: Stop);
        Assert.Equal(["p a >1", "p a 1>2", "p b >3", "p a 2>"], told);

        static string Number(IReadOnlyDictionary<string, object?>? row) => row is null ? "" : Said.Text(row["Number"])[..1];
    }

    [Fact]
    public async Task Rows_and_the_first_partition_can_be_looked_at()
    {
        var table = await _ground.NewTable();
        Assert.Null(_account.Tables.FirstPartition(table.Name));
        Assert.Empty(_account.Tables.Rows("nowhere"));
        foreach (var row in new TableEntity[] { new("q", "b"), new("p", "c"), new("q", "a") }) await table.AddEntityAsync(row, Stop);
        Assert.Equal("p", _account.Tables.FirstPartition(table.Name));
        Assert.Equal(["c", "a", "b"], _account.Tables.Rows(table.Name).Select(row => row.RowKey));
        await table.DeleteEntityAsync("p", "c", cancellationToken: Stop);
        Assert.Equal("q", _account.Tables.FirstPartition(table.Name));
    }

    [Fact]
    public async Task Every_write_of_one_instant_has_a_tag_of_its_own()
    {
        var table = await _ground.NewTable();
        var tags = new HashSet<string>();
        for (var at = 0; at < 10; at++) tags.Add((await table.UpsertEntityAsync(new TableEntity("p", "a"), cancellationToken: Stop)).Headers.ETag!.Value.ToString());
        Assert.Equal(10, tags.Count);
    }

    [Fact]
    public async Task A_queue_tells_what_happens_and_when_it_shows_something_next()
    {
        var told = new List<QueueEvent>();
        _account.Queues.Changed = change => told.Add(change.What);
        var queue = await _ground.NewQueue();
        Assert.Null(_account.Queues.NextVisible(queue.Name));
        await queue.SendMessageAsync("a", TimeSpan.FromSeconds(30), cancellationToken: Stop);
        await queue.SendMessageAsync("b", TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), Stop);
        Assert.Equal(_now.AddSeconds(20), _account.Queues.NextVisible(queue.Name));
        _now = _now.AddSeconds(30);
        var got = (await queue.ReceiveMessagesAsync(2, TimeSpan.FromSeconds(60), Stop)).Value;
        Assert.Equal(["b", "a"], got.Select(message => message.MessageText));
        Assert.Equal(_now.AddSeconds(60), _account.Queues.NextVisible(queue.Name));
        _now = _now.AddSeconds(10);
        Assert.Equal([1], _account.Queues.Messages(queue.Name).Select(message => message.DequeueCount));
        var kept = got[1];
        await queue.UpdateMessageAsync(kept.MessageId, kept.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Stop);
        await queue.ClearMessagesAsync(Stop);
        Assert.Equal([QueueEvent.Put, QueueEvent.Put, QueueEvent.Got, QueueEvent.Got, QueueEvent.Expired, QueueEvent.Updated, QueueEvent.Deleted], told);
    }

    [Fact]
    public async Task The_same_requests_get_the_same_bytes()
    {
        Assert.Equal(await Story(), await Story());

        static async Task<string> Story()
        {
            var account = new MemoryAccount(() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var queues = new QueueServiceClient(MemoryAccount.ConnectionString, new QueueClientOptions { Transport = new DirectTransport(account) });
            await queues.GetQueueClient("queue").CreateAsync(cancellationToken: Stop);
            var sent = (await queues.GetQueueClient("queue").SendMessageAsync("a", Stop)).Value;
            return $"{sent.MessageId} {sent.PopReceipt}";
        }
    }
}
