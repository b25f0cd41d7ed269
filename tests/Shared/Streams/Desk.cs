using System.Collections.Concurrent;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Streams on the emulator with a counted, breakable wire, a clock that is moved by hand and a carrier that notes what it is given.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly ServiceProvider _all;

    private Desk(ServiceProvider all, string storage, StreamId id, Wire wire, MovableClock clock) => (_all, Storage, Id, Wire, Clock) = (all, storage, id, wire, clock);

    public string Storage { get; }

    public Wire Wire { get; }

    public MovableClock Clock { get; }

    /// <summary>Requests that looked and found nothing.</summary>
    public long Polls { get; set; }

    public ConcurrentQueue<string> Carried { get; } = new();

    /// <summary>What the carrier says; not set: it takes everything.</summary>
    public Func<OutboundMessage, Progress, Carried>? Carrier { get; set; }

    public StreamId Id { get; }

    public Streams<Count, Counted, Add> Streams => _all.GetRequiredService<Streams<Count, Counted, Add>>();

    public T Get<T>() where T : notnull => _all.GetRequiredService<T>();

    /// <param name="other">A desk whose keys and clock this one shares: another process on the same storage.</param>
    public static async Task<Desk> Open(AzuriteFixture azurite, Desk? other = null)
    {
        var storage = other?.Storage ?? await azurite.NewStorage();
        var wire = new Wire();
        var clock = other?.Clock ?? new MovableClock(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), speed: 1);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(TestKeys.Settings) { ["AzureWebJobsStorage"] = storage }).Build();
        Desk? desk = null;
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddSingleton<TimeProvider>(clock).AddSingleton<HttpPipelineTransport>(wire);
        services.AddProtection(settings).AddStreams().AddStream(CounterRules.Book);
        services.AddSingleton<Carry>((message, before, ticket, stop) => Task.FromResult(desk!.Take(message, before)));
        var all = services.BuildServiceProvider();
        await all.GetRequiredService<StorageClients>().Prepare(["streams", "agenda", "board"], ["urgent", "routine"], CancellationToken.None);
        return desk = new Desk(all, storage, other?.Id ?? new StreamId("counter", Guid.NewGuid().ToString("N")), wire, clock);
    }

    /// <summary>How many storage requests something takes, once connections and caches are warm.</summary>
    public async Task<long> Cost(Func<Task> what)
    {
        var before = Wire.Count - Polls;
        await what();
        return Wire.Count - Polls - before;
    }

    public Task<Outcome<Count>> Do(Add add, string? message = null) => Streams.Handle(Id, add, message ?? Guid.NewGuid().ToString("N"), "test", CancellationToken.None);

    public async Task<Count> State() => (await Streams.Read(Id, CancellationToken.None)).State;

    private Carried Take(OutboundMessage message, Progress before)
    {
        var said = Carrier?.Invoke(message, before) ?? new Carried.Sent(ChannelKind.Sms, "SM1", 1);
        if (said is Carried.Sent) Carried.Enqueue(message.Id);
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        await _all.DisposeAsync();
        Wire.Dispose();
    }
}

internal static class TestKeys
{
    public static readonly Dictionary<string, string?> Settings = new()
    {
        ["Protection:KeyEncryptionKeys:1"] = Key(1), ["Protection:IndexKeys:1"] = Key(2), ["Protection:ChainKey"] = Key(3),
    };

    private static string Key(int seed) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData([(byte)seed, 42]));
}
