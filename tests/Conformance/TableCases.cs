using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>Tables and single rows.</summary>
internal static class TableCases
{
    private static readonly ETag Old = new("W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"");

    private static readonly Dictionary<string, object> OneOfEach = new()
    {
        ["Binary"] = new byte[] { 0, 255, 16 }, ["Bool"] = true, ["Double"] = 2.0, ["Guid"] = new Guid("00112233-4455-6677-8899-aabbccddeeff"), ["Int"] = -7,
        ["Long"] = 9_007_199_254_740_993L, ["Text"] = "ä \"<€\u0001", ["Time"] = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero).AddTicks(1234567),
    };

    public static IEnumerable<Case> All =>
    [
        new("A new table is made", "201", on => Said.By(on.Tables.GetTableClient(Ground.NewName()).CreateAsync())),
        new("A table is not made twice", "409 TableAlreadyExists", async on => await Said.By((await on.NewTable()).CreateAsync())),
        new("A table is dropped", "204", async on => await Said.By((await on.NewTable()).DeleteAsync())),
        new("A table that is not there cannot be dropped", "404", on => Said.By(on.Tables.GetTableClient(Ground.NewName()).DeleteAsync())),
        new("A table is found by its name", "1", async on =>
        {
            var table = await on.NewTable();
            var found = 0;
            await foreach (var _ in on.Tables.QueryAsync(TableClient.CreateQueryFilter($"TableName eq {table.Name}"))) found++;
            return Said.Text(found);
        }),
        new("A row is added", "204", async on => await Said.By((await on.NewTable()).AddEntityAsync(Row("a", 1)))),
        new("A row is not added twice", "409 EntityAlreadyExists", async on => await Said.By((await on.NewTable(Row("a", 1))).AddEntityAsync(Row("a", 1)))),
        new("A row cannot be added where there is no table", "404 TableNotFound", on => Said.By(on.Tables.GetTableClient(Ground.NewName()).AddEntityAsync(Row("a", 1)))),
        new("A row comes back with every type of property", string.Join(' ', OneOfEach.Select(one => $"{one.Key}={Said.Text(one.Value)}")), async on =>
        {
            var table = await on.NewTable(new TableEntity(OneOfEach) { PartitionKey = "p", RowKey = "a" });
            return await Said.Row(table, "p", "a");
        }),
        new("A property without a value is not kept", "Number=1", async on =>
        {
            var table = await on.NewTable(new TableEntity("p", "a") { ["Number"] = 1, ["None"] = null });
            return await Said.Row(table, "p", "a");
        }),
        new("A row that is not there is not found", "404 ResourceNotFound", async on => await Said.By((await on.NewTable()).GetEntityAsync<TableEntity>("p", "a"))),
        new("A row of a table that is not there is not found", "404 TableNotFound", on => Said.By(on.Tables.GetTableClient(Ground.NewName()).GetEntityAsync<TableEntity>("p", "a"))),
        new("Asking whether a row is there is no failure", "False", async on => Said.Text((await (await on.NewTable()).GetEntityIfExistsAsync<TableEntity>("p", "a")).HasValue)),
        new("Asked for one property, a row shows that one only", "Number=1", async on =>
        {
            var row = (await (await on.NewTable(new TableEntity("p", "a") { ["Number"] = 1, ["Other"] = 2 })).GetEntityAsync<TableEntity>("p", "a", ["Number"])).Value;
            return string.Join(' ', row.Where(one => one.Key != "odata.etag").Select(one => $"{one.Key}={one.Value}"));
        }),
        new("Keys may hold quotes, spaces, signs and letters of any language", "p'é %+ü ኣ|r''(a),=&~", async on =>
        {
            var table = await on.NewTable(new TableEntity("p'é %+ü ኣ", "r''(a),=&~"));
            TableEntity row = await table.GetEntityAsync<TableEntity>("p'é %+ü ኣ", "r''(a),=&~");
            return $"{row.PartitionKey}|{row.RowKey}";
        }),
        new("Keys may be empty", "Number=1", async on => await Said.Row(await on.NewTable(new TableEntity("", "") { ["Number"] = 1 }), "", "")),
        new("An update with the tag that was read is done", "204", on => Change(on, (table, tag) => table.UpdateEntityAsync(Row("a", 2), tag, TableUpdateMode.Replace))),
        new("An update with an old tag is refused", "412 UpdateConditionNotSatisfied", on => Change(on, (table, _) => table.UpdateEntityAsync(Row("a", 2), Old, TableUpdateMode.Replace))),
        new("A merge with an old tag is refused", "412 UpdateConditionNotSatisfied", on => Change(on, (table, _) => table.UpdateEntityAsync(Row("a", 2), Old, TableUpdateMode.Merge))),
        new("An update with any tag is done", "204", on => Change(on, (table, _) => table.UpdateEntityAsync(Row("a", 2), ETag.All, TableUpdateMode.Replace))),
        new("An update of a row that is not there is refused", "404 ResourceNotFound", on => Change(on, (table, tag) => table.UpdateEntityAsync(Row("b", 2), tag, TableUpdateMode.Replace))),
        new("A merge into a row that is not there is refused", "404 ResourceNotFound", on => Change(on, (table, _) => table.UpdateEntityAsync(Row("b", 2), ETag.All, TableUpdateMode.Merge))),
        new("A tag that is none is refused", "400 InvalidInput", on => Change(on, (table, _) => table.UpdateEntityAsync(Row("a", 2), new ETag("nonsense"), TableUpdateMode.Replace))),
        new("Replacing leaves nothing of what was there", "Other=2", on => After(on, table => table.UpdateEntityAsync(new TableEntity("p", "a") { ["Other"] = 2 }, ETag.All, TableUpdateMode.Replace))),
        new("Merging keeps what is not named", "Number=1 Other=2", on => After(on, table => table.UpdateEntityAsync(new TableEntity("p", "a") { ["Other"] = 2 }, ETag.All, TableUpdateMode.Merge))),
        new("An upsert that replaces leaves nothing of what was there", "Other=2", on => After(on, table => table.UpsertEntityAsync(new TableEntity("p", "a") { ["Other"] = 2 }, TableUpdateMode.Replace))),
        new("An upsert that merges keeps what is not named", "Number=1 Other=2", on => After(on, table => table.UpsertEntityAsync(new TableEntity("p", "a") { ["Other"] = 2 }, TableUpdateMode.Merge))),
        new("An upsert adds what is not there", "Number=3", async on =>
        {
            var table = await on.NewTable();
            await table.UpsertEntityAsync(Row("a", 3), TableUpdateMode.Replace);
            return await Said.Row(table, "p", "a");
        }),
        new("A delete with the tag that was read is done", "204", on => Change(on, (table, tag) => table.DeleteEntityAsync("p", "a", tag))),
        new("A delete with an old tag is refused", "412 UpdateConditionNotSatisfied", on => Change(on, (table, _) => table.DeleteEntityAsync("p", "a", Old))),
        new("A delete of a row that is not there finds none", "404", on => Change(on, (table, _) => table.DeleteEntityAsync("p", "b", ETag.All))),
        new("The answer to a write has the tag that a read shows", "same", async on =>
        {
            var table = await on.NewTable();
            var written = (await table.AddEntityAsync(Row("a", 1))).Headers.ETag;
            return written == (await table.GetEntityAsync<TableEntity>("p", "a")).Value.ETag ? "same" : "other";
        }),
        new("A merge that changes nothing changes the tag, so that who read before is refused", "412 UpdateConditionNotSatisfied", on => Change(on, async (table, tag) =>
        {
            await on.Wait(0.01);
            await table.UpdateEntityAsync(new TableEntity("p", "a"), tag, TableUpdateMode.Merge);
            return await table.UpdateEntityAsync(Row("a", 2), tag, TableUpdateMode.Replace);
        })),
        new("A row that was deleted and made again has another tag", "412 UpdateConditionNotSatisfied", on => Change(on, async (table, tag) =>
        {
            await on.Wait(0.01);
            await table.DeleteEntityAsync("p", "a", tag);
            await table.AddEntityAsync(Row("a", 1));
            return await table.UpdateEntityAsync(Row("a", 2), tag, TableUpdateMode.Replace);
        })),
        new("Of two who read the same, the second to write is refused", "204, 412 UpdateConditionNotSatisfied", async on =>
        {
            var table = await on.NewTable(Row("a", 1));
            var tag = (await table.GetEntityAsync<TableEntity>("p", "a")).Value.ETag;
            await on.Wait(0.01);
            return $"{await Said.By(table.UpdateEntityAsync(Row("a", 2), tag))}, {await Said.By(table.UpdateEntityAsync(Row("a", 3), tag))}";
        }),
        new("The service stamps the time of a write", "True", async on =>
        {
            var table = await on.NewTable(Row("a", 1));
            var first = (await table.GetEntityAsync<TableEntity>("p", "a")).Value.Timestamp;
            await on.Wait(0.01);
            await table.UpsertEntityAsync(Row("a", 2));
            return ((await table.GetEntityAsync<TableEntity>("p", "a")).Value.Timestamp > first).ToString(CultureInfo.InvariantCulture);
        }),
    ];

    private static TableEntity Row(string key, int number) => new("p", key) { ["Number"] = number };

    private static async Task<string> Change(Ground on, Func<TableClient, ETag, Task<Response>> what)
    {
        var table = await on.NewTable(Row("a", 1));
        return await Said.By(what(table, (await table.GetEntityAsync<TableEntity>("p", "a")).Value.ETag));
    }

    private static async Task<string> After(Ground on, Func<TableClient, Task> what)
    {
        var table = await on.NewTable(Row("a", 1));
        await what(table);
        return await Said.Row(table, "p", "a");
    }
}
