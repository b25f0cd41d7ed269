using ServerlessAssist.Simulation.Hostile;

namespace ServerlessAssist.Tests.Threats;

[Collection(Alone.Name)]
public sealed class HostileRunTests
{
    private const int Inputs = 20_000;

    /// <summary>Bytes that may be held at the end and were not after the first tenth: what compiled code and caches take.</summary>
    private const long Growth = 8 * 1024 * 1024;

    [Fact]
    public void No_hostile_input_breaks_the_house_or_stays_in_memory()
    {
        var result = HostileRun.Play(0, Inputs, threads: 0);
        TestContext.Current.SendDiagnosticMessage(result.ToString());
        Assert.True(result.Violations.Count == 0, result.ToString());
        Assert.Equal(Inputs, result.Count);
        Assert.True(result.Grown < Growth, result.ToString());
        Assert.All(HostileDoors.Routes, route => Assert.True(result.ByRoute.GetValueOrDefault(route) > 10, $"{route} was hardly attacked."));
    }
}
