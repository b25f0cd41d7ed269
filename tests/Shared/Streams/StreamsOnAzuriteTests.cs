namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>What memory says of costs is true of the emulator too, request for request.</summary>
public sealed class StreamsCostOnAzuriteTests(AzuriteFixture azurite) : StreamsCosts
{
    private protected override Task<Desk> Open() => Desk.Open(azurite);
}

/// <summary>Writers that storage itself keeps apart.</summary>
public sealed class StreamsRaceOnAzuriteTests(AzuriteFixture azurite) : StreamsRaces
{
    private protected override Task<Desk> Open() => Desk.Open(azurite);
}
