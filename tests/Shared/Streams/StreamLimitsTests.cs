using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

public sealed class StreamLimitsTests
{
    [Fact]
    public async Task A_name_too_long_for_a_row_is_refused_before_anything_is_written()
    {
        await using var desk = await Desk.Open();
        var refused = await Assert.ThrowsAsync<StreamLimitException>(() => desk.Streams.Handle(new StreamId("counter", new string('k', 520)), new Add(), "m", "test", CancellationToken.None));
        Assert.Equal("A row key is over 1 KiB.", refused.Message);
    }

    [Theory]
    [InlineData(30_000, false)]
    [InlineData(34_000, true)]
    public async Task More_bytes_than_a_transaction_takes_are_refused_and_a_little_less_is_not(int length, bool isTooMuch)
    {
        await using var desk = await Desk.Open();
        var add = new Add(1, 90, Length: length, Due: desk.Clock.GetUtcNow().AddHours(1));
        if (isTooMuch)
        {
            Assert.StartsWith("A transaction has about ", (await Assert.ThrowsAsync<StreamLimitException>(() => desk.Do(add))).Message, StringComparison.Ordinal);
            Assert.Empty(await Due(desk));
        }
        else Assert.IsType<Outcome<Count>.Done>(await desk.Do(add));
    }

    [Theory]
    [InlineData(1_020_000, false)]
    [InlineData(1_048_000, true)]
    public async Task More_bytes_than_a_row_takes_are_refused_and_a_little_less_is_not(int length, bool isTooMuch)
    {
        await using var desk = await Desk.Open();
        // In the state alone: an event and a view of that size would be too much themselves.
        var add = new Add(Shown: new string('x', length / 2));
        if (!isTooMuch) Assert.IsType<Outcome<Count>.Done>(await desk.Do(add));
        else Assert.StartsWith("A row has ", (await Assert.ThrowsAsync<StreamLimitException>(() => desk.Do(new Add(Shown: new string('x', length))))).Message, StringComparison.Ordinal);
    }

    private static async Task<List<WakeUp>> Due(Desk desk)
    {
        var due = new List<WakeUp>();
        await foreach (var (_, wake) in desk.Get<Agenda>().Due(desk.Clock.GetUtcNow().AddDays(1), CancellationToken.None)) due.Add(wake);
        return due;
    }
}
