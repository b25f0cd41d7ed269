namespace ServerlessAssist.Tests.Conformance;

/// <summary>Something that a client can do with storage, and what comes of it.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Azure">The verdict that Azure documents; the simulation's too.</param>
public sealed record Case(string Name, string Azure, Func<Ground, Task<string>> Do)
{
    /// <summary>What Azurite says where it says something else, and why.</summary>
    public (string Verdict, string Why)? Azurite { get; private init; }

    public Case ButAzurite(string verdict, string why) => this with { Azurite = (verdict, why) };
}
