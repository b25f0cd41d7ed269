using Azure.Data.Tables;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>The largest that is taken and the smallest that is refused.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</remarks>
internal static class LimitCases
{
    public static IEnumerable<Case> All =>
    [
        Add("A text of 32,768 characters is taken", "204", () => new("p", "a") { ["Text"] = new string('x', 32_768) }),
        Add("A text of 32,769 characters is refused", "400 PropertyValueTooLarge", () => new("p", "a") { ["Text"] = new string('x', 32_769) }),
        Add("A text counts as UTF-16, whatever its letters", "204", () => new("p", "a") { ["Text"] = new string('ኣ', 32_768) }),
        Add("A value of 65,536 bytes is taken", "204", () => new("p", "a") { ["Raw"] = new byte[65_536] }),
        Add("A value of 65,537 bytes is refused", "400 PropertyValueTooLarge", () => new("p", "a") { ["Raw"] = new byte[65_537] }),
        Add("252 properties are taken", "204", () => Properties(252)),
        Add("253 properties are refused", "400 TooManyProperties", () => Properties(253)).ButAzurite("204", "it counts no properties"),
        Add("A row of exactly 1 MiB is taken", "204", () => MiB(0)),
        Add("A row of 1 MiB and a byte is refused", "400 EntityTooLarge", () => MiB(1)).ButAzurite("204", "it does not measure what is added"),
        Add("A key of 512 characters is taken", "204", () => new(new string('k', 512), new string('k', 512))),
        Add("A partition key of 513 characters is refused", "400 KeyValueTooLarge", () => new(new string('k', 513), "a")).ButAzurite("400 InvalidInput", "it refuses with a more general code"),
        Add("A row key of 513 characters is refused", "400 KeyValueTooLarge", () => new("p", new string('k', 513))).ButAzurite("400 InvalidInput", "it refuses with a more general code"),
        Add("A slash in a key is refused", "400 OutOfRangeInput", () => new("p", "a/b")).ButAzurite("400 InvalidInput", "it refuses with a more general code"),
        Add("A backslash in a key is refused", "400 OutOfRangeInput", () => new("p", "a\\b")).ButAzurite("400 InvalidInput", "it refuses with a more general code"),
        Add("A number sign in a key is refused", "400 OutOfRangeInput", () => new("p#1", "a")).ButAzurite("400 InvalidInput", "it refuses with a more general code"),
        Add("A question mark in a key is refused", "400 OutOfRangeInput", () => new("p", "a?")).ButAzurite("400 InvalidInput", "it refuses with a more general code"),
        Add("A control character in a key is refused", "400 OutOfRangeInput", () => new("p", "a\tb")).ButAzurite("400 InvalidInput", "it refuses with a more general code"),
        Add("A delete character in a key is refused", "400 OutOfRangeInput", () => new("p", "a\u007f")).ButAzurite("400 InvalidInput", "it refuses with a more general code"),
        Add("A property's name of 255 characters is taken", "204", () => new("p", "a") { [new string('N', 255)] = 1 }),
        Add("A property's name of 256 characters is refused", "400 PropertyNameTooLong", () => new("p", "a") { [new string('N', 256)] = 1 }).ButAzurite("204", "it does not look at names"),
        Add("A property's name with a hyphen is refused", "400 PropertyNameInvalid", () => new("p", "a") { ["A-b"] = 1 }).ButAzurite("204", "it does not look at names"),
        new Case("A merge that makes too many properties of two rows is refused", "400 TooManyProperties", async on =>
        {
            var table = await on.NewTable(Properties(200));
            var more = new TableEntity("p", "a");
            for (var at = 0; at < 100; at++) more[$"Other{at}"] = at;
            return await Said.By(table.UpdateEntityAsync(more, Azure.ETag.All, TableUpdateMode.Merge));
        }).ButAzurite("204", "it counts no properties"),
        new("A table's name of 63 letters is taken", "201", on => Said.By(on.Tables.GetTableClient((Ground.NewName() + new string('x', 63))[..63]).CreateAsync())),
        new Case("A row of exactly 1 MiB is taken by an update too", "204", async on => await Said.By((await on.NewTable(new TableEntity("p", "a"))).UpdateEntityAsync(MiB(0), Azure.ETag.All, TableUpdateMode.Replace)))
            .ButAzurite("400 EntityTooLarge", "it measures the JSON of an update, in which bytes are a third longer"),
        new Case("A table's name with a hyphen is refused", "400 InvalidResourceName", on => Said.By(on.Tables.GetTableClient("a-b-c").CreateAsync())).ButAzurite("400", "it refuses without a code"),
    ];

    private static Case Add(string name, string verdict, Func<TableEntity> row) => new(name, verdict, async on => await Said.By((await on.NewTable()).AddEntityAsync(row())));

    private static TableEntity Properties(int count)
    {
        var row = new TableEntity("p", "a");
        for (var at = 0; at < count; at++) row[$"Number{at}"] = at;
        return row;
    }

    /// <summary>By the page's formula: 4, two bytes for each letter of the keys, and for each property 8, two for each letter of its name, 4 and its bytes.</summary>
    private static TableEntity MiB(int more)
    {
        var row = new TableEntity("p", "a");
        var left = (1024 * 1024) - 4 - 4;
        for (var at = 0; left > 0; at++)
        {
            var around = 8 + 4 + (2 * 3);
            var bytes = Math.Min(left - around, 65_536);
            row[$"B{at:D2}"] = new byte[bytes + (left - around == bytes ? more : 0)];
            left -= bytes + around;
        }
        return row;
    }
}
