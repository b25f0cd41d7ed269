using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>The simulation is worth what it has in common with Azure: every case is tried on it and on Azurite.</summary>
public sealed class ConformanceTests(AzuriteFixture azurite)
{
    private static Ground? _azurite;

    public static TheoryData<string> Names => [.. Conformance.Cases.Select(one => one.Name)];

    public static TheoryData<string> Differences => [.. Conformance.Cases.Where(one => one.Azurite is not null).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_simulation_does_what_Azure_does(string name)
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var account = new MemoryAccount(() => now);
        var ground = new Ground(MemoryAccount.ConnectionString, new DirectTransport(account), passed =>
        {
            now += passed;
            return Task.CompletedTask;
        });
        var doing = Find(name).Do(ground);
        Assert.True(doing.IsCompleted, "It waited for something outside of the simulation.");
        Assert.Equal(Find(name).Azure, await doing);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Azurite_does_what_Azure_does_or_what_the_case_says(string name)
    {
        var one = Find(name);
        Assert.Equal(one.Azurite?.Verdict ?? one.Azure, await one.Do(await OnAzurite()));
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Where_a_case_says_that_Azurite_differs_it_does(string name)
    {
        Assert.NotEmpty(Find(name).Azurite!.Value.Why);
        Assert.NotEqual(Find(name).Azure, await Find(name).Do(await OnAzurite()));
    }

    [Fact]
    public void No_two_cases_have_one_name() => Assert.Equal(Conformance.Cases.Count, Conformance.Cases.DistinctBy(one => one.Name).Count());

    private static Case Find(string name) => Conformance.Cases.Single(one => one.Name == name);

    private async Task<Ground> OnAzurite() => _azurite ??= new Ground(await azurite.NewStorage(), null, passed => Task.Delay(passed, TimeProvider.System));
}
