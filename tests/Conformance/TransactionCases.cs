using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>Entity group transactions: all or nothing.</summary>
internal static class TransactionCases
{
    public static IEnumerable<Case> All =>
    [
        new("A transaction of every kind of change is done", "Other=2|Number=1 Other=2|Number=4|Other=2|Number=1 Other=2|404", async on =>
        {
            var table = await on.NewTable(Row("replace"), Row("merge"), Row("upsert-replace"), Row("upsert-merge"), Row("gone"));
            await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpdateReplace, Other("replace"), ETag.All), new(TableTransactionActionType.UpdateMerge, Other("merge"), ETag.All),
                new(TableTransactionActionType.Add, new TableEntity("p", "new") { ["Number"] = 4 }), new(TableTransactionActionType.UpsertReplace, Other("upsert-replace")),
                new(TableTransactionActionType.UpsertMerge, Other("upsert-merge")), new(TableTransactionActionType.Delete, Row("gone"), ETag.All),
            ]);
            return string.Join('|', await Said.Row(table, "p", "replace"), await Said.Row(table, "p", "merge"), await Said.Row(table, "p", "new"), await Said.Row(table, "p", "upsert-replace"), await Said.Row(table, "p", "upsert-merge"),
                (await Said.By(table.GetEntityAsync<TableEntity>("p", "gone")))[..3]);
        }),
        new("A commit with its state's tag is done, and the answers have the tags of all rows", "202, 204", async on =>
        {
            var table = await on.NewTable(Row("state"));
            var tag = (await table.GetEntityAsync<TableEntity>("p", "state")).Value.ETag;
            var done = await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, Row("state"), tag), Add("event"), Add("inbox"), Add("outbox")]);
            return $"{done.GetRawResponse().Status}, {await Said.By(table.UpdateEntityAsync(Row("outbox"), done.Value[3].Headers.ETag!.Value))}";
        }),
        new("A commit with an old tag is refused whole", "412 UpdateConditionNotSatisfied at 1|state", async on =>
        {
            var table = await on.NewTable(Row("state"));
            var tag = (await table.GetEntityAsync<TableEntity>("p", "state")).Value.ETag;
            await on.Wait(0.01);
            await table.UpsertEntityAsync(Row("state"));
            return await Whole(table, Add("event"), new(TableTransactionActionType.UpdateReplace, Row("state"), tag));
        }),
        new("A commit that was made is refused when it comes again", "409 EntityAlreadyExists at 1|event state", async on =>
        {
            var table = await on.NewTable();
            await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, Row("state")), Add("event")]);
            return await Whole(table, new(TableTransactionActionType.UpsertReplace, Row("state")), Add("event"));
        }),
        new("A row that is there already undoes what stands before it", "409 EntityAlreadyExists at 2|c", async on => await Whole(await on.NewTable(Row("c")), Add("a"), Add("b"), Add("c"), Add("d"))),
        new("A row that is missing undoes what stands before it", "404 ResourceNotFound at 1|", async on => await Whole(await on.NewTable(), Add("a"), new(TableTransactionActionType.UpdateReplace, Row("b"), ETag.All))),
        new("A delete of a row that is missing undoes what stands before it", "404 ResourceNotFound at 1|", async on => await Whole(await on.NewTable(), Add("a"), new(TableTransactionActionType.Delete, Row("b"), ETag.All))),
        new("A refused transaction leaves tags as they were", "204", async on =>
        {
            var table = await on.NewTable(Row("a"), Row("b"));
            var tag = (await table.GetEntityAsync<TableEntity>("p", "a")).Value.ETag;
            await Said.By(table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, Other("a"), tag), Add("b")]));
            return await Said.By(table.UpdateEntityAsync(Other("a"), tag));
        }),
        new("A transaction needs its table", "404 TableNotFound", on => Said.By(on.Tables.GetTableClient(Ground.NewName()).SubmitTransactionAsync([Add("a")]))),
        new("A transaction takes a hundred rows", "202", async on => await Said.By((await on.NewTable()).SubmitTransactionAsync(Rows(100)))),
        new Case("A transaction does not take a hundred and one", "400 InvalidInput at 99|", async on => await Whole(await on.NewTable(), [.. Rows(101)]))
            .ButAzurite("unreadable|", "it refuses too, in a multipart answer that the SDK cannot parse"),
        new Case("A transaction is of one partition", "400 CommandsInBatchActOnDifferentPartitions at 1|", async on => await Whole(await on.NewTable(), Add("a"), new(TableTransactionActionType.Add, new TableEntity("q", "b"))))
            .ButAzurite("202|a b", "it does not look at the partitions"),
        new("A transaction has no row twice", "400 InvalidDuplicateRow at 1|", async on => await Whole(await on.NewTable(), Add("a"), new(TableTransactionActionType.UpsertReplace, Row("a")))),
        new("A transaction takes almost 4 MiB", "202", async on => await Said.By((await on.NewTable()).SubmitTransactionAsync(Big(47)))),
        new("A transaction does not take more than 4 MiB", "413 RequestBodyTooLarge|", async on => await Whole(await on.NewTable(), [.. Big(48)])),
    ];

    private static TableEntity Row(string key) => new("p", key) { ["Number"] = 1 };

    private static TableEntity Other(string key) => new("p", key) { ["Other"] = 2 };

    private static TableTransactionAction Add(string key) => new(TableTransactionActionType.Add, Row(key));

    private static IEnumerable<TableTransactionAction> Rows(int count) => Enumerable.Range(0, count).Select(at => Add(at.ToString("D3", CultureInfo.InvariantCulture)));

    /// <summary>Each is 65,536 bytes, 87,384 as Base64, and some 600 around it.</summary>
    private static IEnumerable<TableTransactionAction> Big(int count) =>
        Enumerable.Range(0, count).Select(at => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", at.ToString("D3", CultureInfo.InvariantCulture)) { ["Body"] = new byte[65_536] }));

    /// <summary>The verdict, and which rows are there afterwards.</summary>
    private static async Task<string> Whole(TableClient table, params TableTransactionAction[] actions) => $"{await Said.By(table.SubmitTransactionAsync(actions))}|{await Said.Rows(table, "")}";
}
