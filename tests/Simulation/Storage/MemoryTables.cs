using System.Text.Json;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>Azure Tables in memory: the same requests, the same answers, the same limits.</summary>
public sealed class MemoryTables
{
    private readonly SortedDictionary<string, Table> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Stamps _stamps;
    private long _transactions;

    internal MemoryTables(Func<DateTimeOffset> now) => _stamps = new Stamps(now);

    /// <summary>Given how many rows are left to return (1 to 1000), says how many this page holds; fewer, or none, and the answer goes on elsewhere.</summary>
    public Func<int, int>? Page { get; set; }

    /// <summary>Told of each change of a row once it is committed, in order.</summary>
    public Action<RowChange>? Changed { get; set; }

    /// <summary>All rows of a table in order; none where there is no such table.</summary>
    public IEnumerable<Row> Rows(string table) => _tables.TryGetValue(table, out var found) ? found.Between(KeyRange.All, KeyRange.All, "", "") : [];

    /// <summary>One row; null: it is not there.</summary>
    public Row? Find(string table, string partitionKey, string rowKey) => _tables.TryGetValue(table, out var found) ? found.Find(partitionKey, rowKey) : null;

    /// <summary>The smallest PartitionKey of a table; null where it has no rows.</summary>
    public string? FirstPartition(string table) => _tables.TryGetValue(table, out var found) ? found.FirstPartition : null;

    internal WireAnswer Answer(WireCall call)
    {
        if (call.Body.Length > TableLimits.BytesInRequest) return TableAnswers.Refuse(TableErrors.RequestBodyTooLarge);
        if (call.Path == "$batch") return Transaction(call.Body);
        if (call.Path == "Tables") return call.Method == "POST" ? Create(call) : call.Method == "GET" ? List(call.Query) : TableAnswers.Refuse(TableErrors.MethodNotAllowed);
        if (TablePath.OneTable(call.Path) is { } dropped) return Drop(call.Method, dropped);
        return call.Method == "GET" ? Get(call) : Change(call);
    }

    private WireAnswer Get(WireCall call)
    {
        var place = TablePath.Parse(call.Path);
        if (!_tables.TryGetValue(place.Table, out var table)) return TableAnswers.Refuse(TableErrors.TableNotFound);
        if (place.PartitionKey is null || place.RowKey is null) return TableQuery.Answer(table, call.Query, Page);
        return table.Find(place.PartitionKey, place.RowKey) is { } row
            ? TableQuery.Select(call.Query) is { } select ? TableAnswers.One(table.Name, row, select, 200) : row.AnswerIn(table.Name)
            : TableAnswers.Refuse(TableErrors.ResourceNotFound);
    }

    private WireAnswer Change(WireCall call)
    {
        if (TableOperation.Read(call.Method, call.Path, call.Headers.GetValueOrDefault("If-Match"), call.Body, out var asked) is { } wrong) return TableAnswers.Refuse(wrong);
        if (!_tables.TryGetValue(asked.Table, out var table)) return TableAnswers.Refuse(TableErrors.TableNotFound);
        var before = table.Find(asked.PartitionKey, asked.RowKey);
        if (asked.Decide(before, _stamps, out var after) is { } refused) return TableAnswers.Refuse(refused);
        Commit(table, asked, before, after);
        if (after is null) return TableAnswers.Done;
        return asked.What == TableChange.Insert && call.Headers.GetValueOrDefault("Prefer") != "return-no-content" ? TableAnswers.One(table.Name, after, null, 201) : TableAnswers.Written(after);
    }

    /// <summary>No row stands in it twice, so all can be decided before any is changed.</summary>
    private WireAnswer Transaction(byte[] body)
    {
        var number = ++_transactions;
        var operations = new List<TableOperation>();
        var (error, index) = TableTransaction.Read(body, operations);
        if (error is not null) return TableTransaction.Refuse(number, error, index);
        if (!_tables.TryGetValue(operations[0].Table, out var table)) return TableTransaction.Refuse(number, TableErrors.TableNotFound, 0);
        var (before, after) = (new Row?[operations.Count], new Row?[operations.Count]);
        for (var at = 0; at < operations.Count; at++)
        {
            before[at] = table.Find(operations[at].PartitionKey, operations[at].RowKey);
            if (operations[at].Decide(before[at], _stamps, out after[at]) is { } refused) return TableTransaction.Refuse(number, refused, at);
        }
        for (var at = 0; at < operations.Count; at++) Apply(table, operations[at], after[at]);
        for (var at = 0; at < operations.Count; at++) Tell(table, operations[at], before[at], after[at]);
        return TableTransaction.Answer(number, after);
    }

    private void Commit(Table table, TableOperation asked, Row? before, Row? after)
    {
        Apply(table, asked, after);
        Tell(table, asked, before, after);
    }

    private static void Apply(Table table, TableOperation asked, Row? after)
    {
        if (after is null) table.Remove(asked.PartitionKey, asked.RowKey);
        else table.Put(after);
    }

    private void Tell(Table table, TableOperation asked, Row? before, Row? after) =>
        Changed?.Invoke(new RowChange(table.Name, asked.PartitionKey, asked.RowKey, before?.Properties, after?.Properties));

    private WireAnswer Create(WireCall call)
    {
        if (EntityJson.Read(call.Body)?.Properties.GetValueOrDefault("TableName") is not string name) return TableAnswers.Refuse(TableErrors.InvalidInput);
        if (!TableLimits.IsTableName(name)) return TableAnswers.Refuse(name.Length is < 3 or > 63 ? TableErrors.OutOfRangeInput : TableErrors.InvalidResourceName);
        if (!_tables.TryAdd(name, new Table(name))) return TableAnswers.Refuse(TableErrors.TableAlreadyExists);
        return call.Headers.GetValueOrDefault("Prefer") == "return-no-content"
            ? TableAnswers.Done
            : TableAnswers.Created($$"""{"odata.metadata":"{{MemoryAccount.TableHost}}$metadata#Tables/@Element","TableName":"{{name}}"}""");
    }

    private WireAnswer Drop(string method, string name) => method != "DELETE" ? TableAnswers.Refuse(TableErrors.MethodNotAllowed)
        : _tables.Remove(name) ? TableAnswers.Done
        : TableAnswers.Refuse(TableErrors.ResourceNotFound);

    private WireAnswer List(string query)
    {
        if (FilterParser.Parse(WireQuery.Get(query, "$filter")) is not { } filter) return TableAnswers.Refuse(TableErrors.InvalidInput);
        var names = _tables.Values.Select(table => table.Name).Where(name => filter.Matches(new Row("", name, new() { ["TableName"] = name }, default, "")));
        return TableAnswers.Many("Tables", [.. names.Select(name => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = name })[1..^1])], null);
    }
}
