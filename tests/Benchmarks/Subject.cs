using ServerlessAssist.Published;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>The functions under measurement on one of the two hosts, with a storage, people and carriers of their own.</summary>
internal sealed class Subject : IAsyncDisposable
{
    private readonly MovableClock _clock;
    private PublishedHost? _host;

    private Subject(MovableClock clock, SandboxSystem system) => (_clock, System, Address) = (clock, system, system.Functions.Address);

    /// <summary>Its functions have ended once <see cref="MoveToPublished"/> is done; its wire, carriers and phones stay.</summary>
    public SandboxSystem System { get; }

    /// <summary>Where the functions are reached.</summary>
    public Uri Address { get; private set; }

    public bool IsPublished => _host is not null;

    /// <summary>Starts in process.</summary>
    public static async Task<Subject> Start(Bench bench)
    {
        var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        return new Subject(clock, await bench.NewSystem(clock));
    }

    /// <summary>Ends the functions in this process; from now on the published worker answers, on the same storage and carriers.</summary>
    public async Task MoveToPublished(Bench bench)
    {
        await System.Functions.Stop();
        _host = await Published(bench, System);
        Address = _host.Address;
        System.Carriers.Reach(Address);
    }

    /// <summary>Starts the published worker on a system's storage.</summary>
    public static async Task<PublishedHost> Published(Bench bench, SandboxSystem system) =>
        await PublishedHost.Start(
            await bench.Published(), Bench.ProcessSettings(system, system.Functions.Address), null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        await System.DisposeAsync();
        _clock.Dispose();
    }
}
