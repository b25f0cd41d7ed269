using System.Text;
using System.Xml.Linq;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks.Floors;

/// <summary>Repeats the storage requests of a recorded message through the same clients, on tables and queues of its own.</summary>
internal sealed class StorageFloor
{
    private readonly TableServiceClient _product, _tables;
    private readonly QueueServiceClient _queues;
    private readonly HashSet<string> _made = [];

    public StorageFloor(SandboxSystem system)
    {
        var options = new TableClientOptions { Transport = system.Wire };
        options.Retry.MaxRetries = 0;
        options.Diagnostics.IsLoggingEnabled = false;
        var queues = new QueueClientOptions { Transport = system.Wire, MessageEncoding = QueueMessageEncoding.Base64 };
        queues.Diagnostics.IsLoggingEnabled = false;
        (_tables, _queues) = (new TableServiceClient(system.Storage, options), new QueueServiceClient(system.Storage, queues));
        _product = new TableServiceClient(system.Storage);
    }

    /// <summary>Makes what the recordings need, and copies the rows that are only read in them.</summary>
    public async Task Prepare(FloorNames names, params WireRecording[] recordings)
    {
        foreach (var request in recordings.SelectMany(recording => recording.Requests))
        {
            if (request.Request.Service == "queue" && _made.Add($"queue {request.Target}"))
                await Queue(request.Target).CreateIfNotExistsAsync();
            if (request.Request.Service != "table") continue;
            foreach (var table in request.IsBatch ? BatchBody.Read(request.Body).Select(change => change.Table) : [request.Target])
                if (_made.Add(table)) await Table(table).CreateIfNotExistsAsync();
            if (request.Request.Method == "GET" && TablePath.Read(request.Request.Path) is var (partition, row) && !names.IsOwn(partition))
                await Copy(request.Target, partition, row);
        }
    }

    /// <summary>The requests of one more message like the recorded ones; all are made ready before the time runs.</summary>
    /// <param name="fresh">The names of that message.</param>
    public Func<Task> Message(WireRecording recording, Func<string, string> fresh)
    {
        SendReceipt? sent = null;
        var steps = recording.Requests.Select(Step).ToArray();
        return async () =>
        {
            foreach (var step in steps) await step();
        };

        Func<Task> Step(Recorded request) => request.Request switch
        {
            { Service: "table" } => Rows(request, fresh),
            { Service: "queue", Method: "POST" } when Text(request.Body) is var text =>
                async () => sent = await Queue(request.Target).SendMessageAsync(text, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(-1)),
            { Service: "queue", Method: "DELETE" } => () => Queue(request.Target).DeleteMessageAsync(sent!.MessageId, sent.PopReceipt),
            _ => throw Unknown(request),
        };
    }

    private Func<Task> Rows(Recorded request, Func<string, string> fresh)
    {
        if (request.IsBatch)
        {
            var changes = BatchBody.Read(request.Body).ToList();
            var table = Table(changes[0].Table);
            var actions = changes.ConvertAll(change => new TableTransactionAction(TypeOf(change), Named(change.Row!, fresh), ETag.All));
            return () => table.SubmitTransactionAsync(actions);
        }
        var target = Table(request.Target);
        var (path, select) = (TablePath.Read(request.Request.Path), TablePath.Select(request.Request));
        switch (request.Request.Method)
        {
            case "GET" when path is var (partition, row):
                (partition, row) = (fresh(partition), fresh(row));
                return () => target.GetEntityIfExistsAsync<TableEntity>(partition, row, select);
            case "GET" when TablePath.Filtered(request.Request) is { } asked && TablePath.Filter(request.Request) is { } filter:
                filter = filter.Replace(asked, fresh(asked), StringComparison.Ordinal);
                return async () =>
                {
                    await foreach (var _ in target.QueryAsync<TableEntity>(filter, select: select)) { }
                };
            case "POST":
                var added = Named(BatchBody.Row(request.Body), fresh);
                return () => target.AddEntityAsync(added);
            case "PUT":
                var replaced = Named(BatchBody.Row(request.Body), fresh);
                return () => target.UpsertEntityAsync(replaced, TableUpdateMode.Replace);
            case "DELETE" when path is var (partition, row):
                (partition, row) = (fresh(partition), fresh(row));
                return () => target.DeleteEntityAsync(partition, row);
            default:
                throw Unknown(request);
        }
    }

    private async Task Copy(string table, string partition, string row)
    {
        var found = await _product.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(partition, row);
        if (found.HasValue) await Table(table).UpsertEntityAsync(Named(found.Value!, key => key), TableUpdateMode.Replace);
    }

    private TableClient Table(string name) => _tables.GetTableClient(Recorded.Floor + name);

    private QueueClient Queue(string name) => _queues.GetQueueClient($"{Recorded.Floor}-{name}");

    private static TableTransactionActionType TypeOf(TableChange change) => change.Method switch
    {
        "POST" => TableTransactionActionType.Add,
        "PUT" => change.HasTag ? TableTransactionActionType.UpdateReplace : TableTransactionActionType.UpsertReplace,
        _ => throw new InvalidOperationException($"A batch with {change.Method} is not known to the floor."),
    };

    private static TableEntity Named(TableEntity row, Func<string, string> fresh)
    {
        var copy = new TableEntity(row) { PartitionKey = fresh(row.PartitionKey), RowKey = fresh(row.RowKey) };
        copy.Remove("odata.etag");
        copy.Remove("Timestamp");
        return copy;
    }

    private static string Text(byte[] body) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(XDocument.Load(new MemoryStream(body)).Descendants("MessageText").Single().Value));

    private static InvalidOperationException Unknown(Recorded request) => new($"The floor does not know how to repeat '{request}'.");
}
