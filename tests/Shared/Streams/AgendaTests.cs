using System.Globalization;
using Azure.Data.Tables;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

public sealed class AgendaTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 30, TimeSpan.Zero);

    [Fact]
    public async Task What_is_due_comes_earliest_first_and_what_is_not_does_not()
    {
        await using var desk = await Desk.Open();
        var agenda = desk.Get<Agenda>();
        foreach (var seconds in new[] { 1, 0, -1, -40, 60, -3600 }) await agenda.Put(desk.Id, new WakeUp("due", Now.AddSeconds(seconds)), CancellationToken.None);
        await desk.Table("agenda").AddEntityAsync(new TableEntity("202603020700~0", "somebody-elses"), TestContext.Current.CancellationToken);
        Assert.Equal([-3600, -40, -1, 0], (await Due(agenda)).Select(one => (int)(one.Wake.Due - Now).TotalSeconds).Order());
        Assert.Equal(-3600, (int)((await Due(agenda))[0].Wake.Due - Now).TotalSeconds);
    }

    [Fact]
    public async Task A_hint_stands_where_the_next_release_will_look_for_it()
    {
        await using var desk = await Desk.Open();
        await desk.Get<Agenda>().Put(new StreamId("counter", "a"), new WakeUp("due", Now), CancellationToken.None);
        var row = Assert.Single(await Rows(desk));
        Assert.Equal(("202603020800~f", FormattableString.Invariant($"counter~a~due~{Now.UtcTicks}")), (row.PartitionKey, row.RowKey));
    }

    [Fact]
    public async Task The_hints_of_one_minute_are_spread_over_sixteen_shards()
    {
        await using var desk = await Desk.Open();
        for (var at = 0; at < 100; at++) await desk.Get<Agenda>().Put(new StreamId("counter", at.ToString(CultureInfo.InvariantCulture)), new WakeUp("due", Now), CancellationToken.None);
        Assert.Equal("0123456789abcdef", string.Concat((await Rows(desk)).Select(row => row.PartitionKey[^1]).Distinct().Order()));
    }

    private static async Task<List<TableEntity>> Rows(Desk desk)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in desk.Table("agenda").QueryAsync<TableEntity>()) rows.Add(row);
        return rows;
    }

    private static async Task<List<(StreamId Id, WakeUp Wake)>> Due(Agenda agenda)
    {
        var due = new List<(StreamId, WakeUp)>();
        await foreach (var one in agenda.Due(Now, CancellationToken.None)) due.Add(one);
        return due;
    }
}
