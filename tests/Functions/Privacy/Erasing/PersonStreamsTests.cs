using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Erasing;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Functions.Privacy.Erasing;

/// <summary>Whatever is defined as a person's goes with the person, and nothing else does.</summary>
public sealed class PersonStreamsTests
{
    [Fact]
    public void Of_the_product_a_persons_are_referrals_and_cases() => Assert.Equal(
        ["case", "referral"], House.Definitions.All.Where(one => one.Ownership == Ownership.Person).Select(one => one.Kind));

    [Theory]
    [InlineData(Ownership.Person, true)]
    [InlineData(Ownership.Staff, false)]
    [InlineData(Ownership.System, false)]
    public async Task A_kind_that_is_defined_as_a_persons_is_marked_hidden_and_destroyed_with_the_case(Ownership ownership, bool isErased)
    {
        await using var desk = await Desk.Open(ownership: ownership);
        var (eraser, key) = (desk.Get<StreamEraser>(), desk.Id.Key);
        var belongings = new PersonStreams([desk.Streams], new NoCases(), eraser);
        await desk.Do(new Add(5, Shown: "five"), "m1");

        Assert.True(await desk.Await(belongings.Mark(key, CancellationToken.None)));
        await desk.Await(belongings.Hide([key], CancellationToken.None));
        foreach (var id in belongings.StreamsOf([key])) Assert.True(await desk.Await(eraser.Destroy(id, CancellationToken.None)));

        Assert.Equal(isErased, (await desk.Board()).Count == 0);
        Assert.Equal(isErased, (await eraser.Look([desk.Id], CancellationToken.None)).Rows == 0);
        Assert.Equal(isErased ? 0 : 6, (await desk.Do(new Add(1), "m2"), (await desk.State()).Total).Total);
    }

    private sealed class NoCases : IPersonCases
    {
        public Task<IReadOnlyList<string>> FindLinked(CaseReference reference, int most, CancellationToken stop) => throw new NotSupportedException();

        public Task<bool> RecordFileGiven(IReadOnlyList<string> keys, string by, string second, string approval, CancellationToken stop) => throw new NotSupportedException();

        public string Kind => "referral";

        public Task<PersonCases?> Find(string key, CancellationToken stop) => Task.FromResult<PersonCases?>(null);

        public Task<CaseMark> Mark(string key, CancellationToken stop) => Task.FromResult(CaseMark.Open);
    }
}
