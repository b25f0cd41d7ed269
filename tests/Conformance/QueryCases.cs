using System.Globalization;
using Azure.Data.Tables;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>Filters, order and pages; the shapes that the product asks in among them.</summary>
internal static class QueryCases
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    public static IEnumerable<Case> All =>
    [
        new("Rows come by partition, then by row key, capitals first", "Z a b A", async on => await Said.Rows(await on.NewTable(new TableEntity("q", "A"), new TableEntity("p", "b"), new TableEntity("p", "Z"), new TableEntity("p", "a")), "")),
        new("A table without rows gives none", "", async on => await Said.Rows(await on.NewTable(), "")),
        new("A query of a table that is not there is refused", "404 TableNotFound", on => Said.Rows(on.Tables.GetTableClient(Ground.NewName()), "")),
        new("A filter that is none is refused", "400 InvalidInput", async on => await Said.Rows(await on.NewTable(), "PartitionKey eq")),
        Shape("A stream's state with one commit's outbox", "outbox~s~c1~000 outbox~s~c1~001 state~s", $"PartitionKey eq {"s"} and (RowKey eq {"state~s"} or (RowKey ge {"outbox~s~c1~"} and RowKey lt {"outbox~s~c1\u007f"}))"),
        Shape("A stream's events in order", "event~s~0000000001 event~s~0000000002", $"PartitionKey eq {"s"} and RowKey ge {"event~s~"} and RowKey lt {"event~s\u007f"}"),
        Shape("Every state row of a kind", "state~kind~1 state~kind~2", $"PartitionKey ge {"kind~"} and PartitionKey lt {"kind\u007f"} and RowKey ge {"state~"} and RowKey lt {"state\u007f"}"),
        Shape("All that is due in the agenda", "due~1 due~2", $"PartitionKey lt {"202603041201"}"),
        Shape("The lines of a view that are not gone", "line~1", $"PartitionKey eq {"view"} and Gone eq {false}"),
        Shape("The lines of a view that have been gone for long", "line~2", $"Gone eq {true} and GoneAt lt {Noon.AddMinutes(1)}"),
        Shape("The lines of one kind of stream that are shown, in every partition", "line~1", $"RowKey ge {"line~"} and RowKey lt {"line\u007f"} and Gone eq {false}"),
        Numbers("A whole number is equal", "n2", $"Int eq {2}"),
        Numbers("A whole number is another", "n1 n3", $"Int ne {2}"),
        Numbers("A whole number is greater", "n3", $"Int gt {2}"),
        Numbers("A whole number is greater or equal", "n2 n3", $"Int ge {2}"),
        Numbers("A whole number is less", "n1", $"Int lt {2}"),
        Numbers("A whole number is less or equal", "n1 n2", $"Int le {2}"),
        Numbers("A long number compares", "n3", $"Long gt {4_000_000_002L}"),
        Numbers("A broken number compares", "n2 n3", $"Double ge {1.5}"),
        Numbers("A yes or no compares", "n2", $"Bool eq {true}"),
        Numbers("A time compares", "n2 n3", $"Time gt {Noon}"),
        Numbers("An id compares", "n1", $"Guid eq {Id}"),
        Numbers("Bytes compare", "n3", $"Binary eq {new byte[] { 3, 255 }}"),
        Numbers("Text compares", "n1 n2", $"Text lt {"c"}"),
        Numbers("A quote in a text is a quote", "n1", $"Quote eq {"it's"}"),
        Numbers("And binds closer than or", "n1 n3", $"Int eq {1} or Int eq {3} and Bool eq {false}"),
        Numbers("Parentheses bind closest", "n3", $"(Int eq {1} or Int eq {3}) and Int gt {1}"),
        Numbers("Not turns a condition", "n1 n3", $"not (Int eq {2})"),
        Numbers("A row without the property is not another", "n1", $"Quote ne {"else"}"),
        Numbers("A row without the property does not match", "", $"Nowhere gt {0}"),
        Numbers("A row key's range leaves out its end", "n1 n2", $"PartitionKey eq {"p"} and RowKey ge {"n1"} and RowKey lt {"n3"}"),
        Numbers("A row key's range may overlap another", "n1 n2 n3", $"(RowKey le {"n2"}) or (RowKey gt {"n1"})"),
        Numbers("Ranges that exclude each other hold nothing", "", $"RowKey lt {"n1"} and RowKey gt {"n2"}"),
        new("A page holds as many rows as were asked for and says where to go on", "2 2 1", async on => await Pages(await Many(on, 5), 2)),
        new("A page holds a thousand rows at most", "1000 1", async on => await Pages(await Many(on, 1001), null)),
        new("Pages lose no row and repeat none", "1001", async on =>
        {
            var seen = new HashSet<string>();
            await foreach (var row in (await Many(on, 1001)).QueryAsync<TableEntity>()) seen.Add(row.RowKey);
            return seen.Count.ToString(CultureInfo.InvariantCulture);
        }),
        new("A row that was deleted between two pages takes no other with it", "0000 0001 0003 0004", async on =>
        {
            var table = await Many(on, 5);
            var keys = new List<string>();
            await foreach (var page in table.QueryAsync<TableEntity>("", 2).AsPages())
            {
                keys.AddRange(page.Values.Select(row => row.RowKey));
                if (keys.Count == 2) await table.DeleteEntityAsync("p", "0002");
            }
            return string.Join(' ', keys);
        }),
        new("A query shows the properties that were asked for", "Int", async on =>
        {
            var table = await on.NewTable(new TableEntity("p", "a") { ["Int"] = 1, ["Other"] = 2 });
            var names = new List<string>();
            await foreach (var row in table.QueryAsync<TableEntity>("", null, ["Int"])) names.AddRange(row.Keys.Where(name => name != "odata.etag"));
            return string.Join(' ', names);
        }),
    ];

    private static Case Shape(string name, string verdict, FormattableString filter) => new(name, verdict, async on => await Said.Rows(await on.NewTable(
        new("s", "state~s"), new("s", "inbox~s~m1"), new("s", "event~s~0000000001"), new("s", "event~s~0000000002"), new("s", "outbox~s~c1~000"), new("s", "outbox~s~c1~001"), new("s", "outbox~s~c2~000"),
        new("kind~1", "state~kind~1"), new("kind~2", "state~kind~2"), new("kind~2", "event~kind~2~0000000001"), new("kinder~1", "state~kinder~1"),
        new("202603041159~0", "due~1"), new("202603041200~f", "due~2"), new("202603041201~0", "later~1"),
        new("view", "line~1") { ["Gone"] = false }, new("view", "line~2") { ["Gone"] = true, ["GoneAt"] = Noon }, new("view", "line~3") { ["Gone"] = true, ["GoneAt"] = Noon.AddMinutes(1) }), TableClient.CreateQueryFilter(filter)));

    private static Case Numbers(string name, string verdict, FormattableString filter) => new(name, verdict, async on => await Said.Rows(await on.NewTable(
        new("p", "n1") { ["Int"] = 1, ["Long"] = 4_000_000_001L, ["Double"] = 0.5, ["Bool"] = false, ["Time"] = Noon, ["Guid"] = Id, ["Binary"] = new byte[] { 1, 255 }, ["Text"] = "a", ["Quote"] = "it's" },
        new("p", "n2") { ["Int"] = 2, ["Long"] = 4_000_000_002L, ["Double"] = 1.5, ["Bool"] = true, ["Time"] = Noon.AddMinutes(1), ["Guid"] = Guid.Empty, ["Binary"] = new byte[] { 2, 255 }, ["Text"] = "b" },
        new("p", "n3") { ["Int"] = 3, ["Long"] = 4_000_000_003L, ["Double"] = 2.5, ["Bool"] = false, ["Time"] = Noon.AddMinutes(2), ["Guid"] = Guid.Empty, ["Binary"] = new byte[] { 3, 255 }, ["Text"] = "c" }), TableClient.CreateQueryFilter(filter)));

    private static async Task<TableClient> Many(Ground on, int rows)
    {
        var table = await on.NewTable();
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(100))
            await table.SubmitTransactionAsync(chunk.Select(at => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", at.ToString("D4", CultureInfo.InvariantCulture)))));
        return table;
    }

    private static async Task<string> Pages(TableClient table, int? size)
    {
        var sizes = new List<int>();
        await foreach (var page in table.QueryAsync<TableEntity>("", size).AsPages()) sizes.Add(page.Values.Count);
        return string.Join(' ', sizes);
    }
}
