using System.Collections.Concurrent;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Sandbox;
using Wire = ServerlessAssist.Sandbox.Storage.Wire;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>Streams on storage with a counted, breakable wire, a clock that is moved by hand and a carrier that notes what it is given.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(2);

    private readonly ServiceProvider _all;
    private readonly MemoryAccount? _memory;

    private Desk(ServiceProvider all, string storage, MemoryAccount? memory, StreamId id, Wire wire, MovableClock clock) =>
        (_all, Storage, _memory, Id, Wire, Clock) = (all, storage, memory, id, wire, clock);

    public string Storage { get; }

    public Wire Wire { get; }

    public MovableClock Clock { get; }

    /// <summary>Requests that looked and found nothing.</summary>
    public long Polls { get; set; }

    public ConcurrentQueue<string> Carried { get; } = new();

    /// <summary>What the carrier says; not set: it takes everything.</summary>
    public Func<OutboundMessage, DeliveryProgress, SendAttempt>? Carrier { get; set; }

    public StreamId Id { get; }

    public StreamHandler<Count, Counted, Add> Streams => _all.GetRequiredService<StreamHandler<Count, Counted, Add>>();

    public T Get<T>() where T : notnull => _all.GetRequiredService<T>();

    /// <summary>On an account in memory, whose time is the desk's.</summary>
    /// <param name="other">A desk whose storage, keys and clock this one shares: another process.</param>
    /// <param name="ownership">Whose data the counters are.</param>
    public static Task<Desk> Open(Desk? other = null, Ownership ownership = Ownership.System)
    {
        var clock = other?.Clock ?? NewClock();
        return Open(other?.Storage ?? MemoryAccount.ConnectionString, other is null ? new MemoryAccount(clock.GetUtcNow) : other._memory, other?.Id, clock, ownership);
    }

    /// <summary>On the emulator, whose time is the machine's.</summary>
    public static async Task<Desk> Open(AzuriteFixture azurite) => await Open(await azurite.NewStorage(), null, null, NewClock());

    /// <summary>How many storage requests something takes, once connections and caches are warm.</summary>
    public async Task<long> Cost(Func<Task> what)
    {
        var before = Wire.Count - Polls;
        await what();
        return Wire.Count - Polls - before;
    }

    /// <summary>Lets time go by for the storage.</summary>
    public Task Pass(TimeSpan time) => _memory is null ? Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken) : Clock.Advance(time);

    /// <summary>The announcements in a queue, hidden ones too.</summary>
    public IReadOnlyList<(Announcement What, QueuedMessage As)> Lying(string queue) =>
        [.. _memory!.Queues.Messages(queue).Select(message => (Get<Announcements>().Read(Encoding.UTF8.GetString(Convert.FromBase64String(message.Text))), message))];

    /// <summary>A table as somebody who has got at the storage sees it.</summary>
    public TableClient Table(string name) => new(Storage, name, new TableClientOptions { Transport = new OneAtATime(_memory!) });

    /// <summary>Queries are answered in pages of so many rows.</summary>
    public void ShortPages(int rows) => _memory!.Tables.Page = left => Math.Min(left, rows);

    /// <summary>What a list shows.</summary>
    public Task<List<string>> Board(string place = "here") => Get<Views>().Read("referralboard", place, CancellationToken.None);

    /// <summary>Waits for something that may wait itself: memory answers at once, so what is not done then waits by the clock, and the clock is moved.</summary>
    public async Task<T> Await<T>(Task<T> doing)
    {
        while (_memory is not null && await Task.WhenAny(doing, Task.Delay(Patience, TimeProvider.System, TestContext.Current.CancellationToken)) != doing) await Clock.Advance(Step);
        return await doing;
    }

    public async Task Await(Task doing) => await Await(Then(doing));

    public Task<Outcome<Count>> Do(Add add, string? message = null) => Await(Begin(add, message));

    /// <summary>As <see cref="Do"/>, for something that is held on its way: the clock is left alone.</summary>
    public Task<Outcome<Count>> Begin(Add add, string? message = null) => Streams.Handle(Id, add, message ?? Guid.NewGuid().ToString("N"), "test", CancellationToken.None);

    /// <summary>Each request gives way to the others, as on a network; else one writer would end before the next begins.</summary>
    public Desk WithOthers()
    {
        Wire.Hold = async _ => await Task.Yield();
        return this;
    }

    public async Task<Count> State() => (await Streams.Read(Id, CancellationToken.None)).State;

    private static async Task<bool> Then(Task doing)
    {
        await doing;
        return true;
    }

    private static MovableClock NewClock() => new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), speed: 1);

    private static async Task<Desk> Open(
        string storage, MemoryAccount? memory, StreamId? id, MovableClock clock, Ownership ownership = Ownership.System)
    {
        var wire = new Wire(memory is null ? null : new OneAtATime(memory));
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(TestKeys.Settings) { ["AzureWebJobsStorage"] = storage }).Build();
        Desk? desk = null;
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddSingleton<TimeProvider>(clock).AddSingleton<HttpPipelineTransport>(wire);
        services.AddProtection(settings).AddStreams().AddStream(CounterRules.Book with { Ownership = ownership });
        services.AddSingleton<SendMessage>((message, before, ticket, stop) => Task.FromResult(desk!.Take(message, before)));
        var all = services.BuildServiceProvider();
        await all.GetRequiredService<StorageClients>().Prepare(all.GetRequiredService<StreamDefinitions>().Tables, [Announcements.Urgent, Announcements.Routine], CancellationToken.None);
        return desk = new Desk(all, storage, memory, id ?? new StreamId("counter", Guid.NewGuid().ToString("N")), wire, clock);
    }

    private SendAttempt Take(OutboundMessage message, DeliveryProgress before)
    {
        var said = Carrier?.Invoke(message, before) ?? new SendAttempt.Sent(ChannelKind.Sms, "SM1", 1);
        if (said is SendAttempt.Sent) Carried.Enqueue(message.Id);
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
