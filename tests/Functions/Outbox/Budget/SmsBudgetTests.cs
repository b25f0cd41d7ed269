using System.Collections.Concurrent;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Functions.Outbox.Budget;

/// <summary>Several processes over one storage in memory.</summary>
public sealed class SmsBudgetTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Morning);
    private readonly MemoryAccount _account;
    private readonly ConcurrentQueue<OutboundMessage> _left = new();
    private int _writes;

    public SmsBudgetTests()
    {
        _account = new MemoryAccount(() => _time.GetUtcNow());
        _account.Tables.Changed = change => _writes += change.PartitionKey.StartsWith($"{SmsBudgetRules.Kind}~", StringComparison.Ordinal) && change.RowKey.StartsWith("state~", StringComparison.Ordinal) ? 1 : 0;
    }

    [Fact]
    public async Task A_hundred_thousand_attempts_in_three_processes_stay_under_the_limit_and_urgent_ones_pass()
    {
        var processes = new[] { await Process(500, 1), await Process(500, 2), await Process(500, 3) };
        var (given, urgent) = (0, 0);
        for (var at = 0; at < 100_000; at++)
        {
            if (await processes[at % 3].Take("355", 1, CancellationToken.None) == TimeSpan.Zero) given++;
            if (at % 1_000 == 999)
            {
                await processes[at % 3].Count("355", 2);
                urgent++;
            }
        }
        Assert.Equal(100, urgent);
        Assert.InRange(given, 500 - (3 * LimitSettings.LargestReservation(500)), 500);
        var day = await Day(processes[0], "355");
        // Urgent ones beyond the limit are counted, but for what each process has not written yet.
        Assert.InRange(day.Segments, 500 + (2 * urgent) - (3 * 2 * LimitSettings.LargestReservation(500)), 500 + (2 * urgent));
        Assert.InRange(_writes, 1, 120);
        Assert.Equal(["sms-budget.nearly-spent", "sms-budget.spent"], _left.Select(message => message.Words.Key));
    }

    [Fact]
    public async Task The_limit_is_kept_to_the_segment_by_one_process_and_the_wait_ends_with_the_day()
    {
        var purse = await Process(60, 1);
        var given = 0;
        while (await purse.Take("355", 1, CancellationToken.None) is { Ticks: 0 }) given++;
        Assert.Equal(60, given);
        Assert.Equal(TimeSpan.FromHours(22), await purse.Take("355", 1, CancellationToken.None));
        Assert.Equal(TimeSpan.Zero, await purse.Take("383", 1, CancellationToken.None));
        _time.Advance(TimeSpan.FromHours(22));
        Assert.Equal(TimeSpan.Zero, await purse.Take("355", 1, CancellationToken.None));
    }

    [Fact]
    public async Task A_text_costs_no_storage_of_its_own()
    {
        var purse = await Process(1_000, 1);
        for (var at = 0; at < 500; at++)
        {
            if (at % 2 == 0) await purse.Take("355", 1, CancellationToken.None);
            else await purse.Count("355", 1);
        }
        Assert.InRange(_writes, 1, 30);
        Assert.InRange((await Day(purse, "355")).Segments, 500, 500 + LimitSettings.LargestReservation(1_000));
    }

    [Fact]
    public async Task A_process_that_ends_wastes_one_reservation_and_its_heir_knows_what_is_spent()
    {
        var given = 0;
        for (var life = 0; life < 40; life++)
        {
            var purse = await Process(100, life);
            for (var text = 0; text < 5; text++) given += await purse.Take("355", 1, CancellationToken.None) == TimeSpan.Zero ? 1 : 0;
        }
        Assert.InRange(given, 100 - (40 * LimitSettings.LargestReservation(100)), 100);
        Assert.Equal(100, (await Day(await Process(100, 99), "355")).Segments);
        Assert.NotEqual(TimeSpan.Zero, await (await Process(100, 100)).Take("355", 1, CancellationToken.None));
    }

    [Fact]
    public async Task What_the_carrier_did_not_take_can_be_spent_again()
    {
        var purse = await Process(4, 1);
        for (var at = 0; at < 50; at++)
        {
            Assert.Equal(TimeSpan.Zero, await purse.Take("355", 4, CancellationToken.None));
            purse.GiveBack("355", 4);
        }
        Assert.NotEqual(TimeSpan.Zero, await purse.Take("355", 5, CancellationToken.None));
    }

    [Fact]
    public async Task Where_storage_is_silent_routine_texts_wait_a_little_and_urgent_ones_are_counted_later()
    {
        var transport = new Breakable(new DirectTransport(_account));
        var purse = await Process(100, 1, transport);
        transport.IsBroken = true;
        var routine = purse.Take("355", 1, CancellationToken.None);
        while (!routine.IsCompleted) await Pass();
        Assert.Equal(TimeSpan.FromSeconds(20), await routine);
        await purse.Count("355", 3);
        transport.IsBroken = false;
        Assert.Equal(TimeSpan.FromSeconds(20), await purse.Take("355", 1, CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(21));
        await purse.Count("355", 3);
        await purse.Count("355", 3);
        Assert.InRange((await Day(purse, "355")).Segments, 9, 9 + LimitSettings.LargestReservation(100));

        Task Pass()
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
    }

    private Task<SmsBudgetDay> Day(SmsBudget purse, string country) => ReadDay(_houses[purse], country);

    private readonly Dictionary<SmsBudget, ServiceProvider> _houses = [];

    private async Task<SmsBudgetDay> ReadDay(ServiceProvider house, string country) =>
        (await house.GetRequiredService<StreamHandler<SmsBudgetDay, SmsBudgetEvent, Reserve>>().Read(SmsBudgetRules.IdOf(SmsBudgetRules.DayOf(_time.GetUtcNow()), country), CancellationToken.None)).State;

    private async Task<SmsBudget> Process(int limit, int seed, HttpPipelineTransport? transport = null)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(TestKeys.Settings) { ["AzureWebJobsStorage"] = MemoryAccount.ConnectionString }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddSingleton<TimeProvider>(_time).AddSingleton(transport ?? new DirectTransport(_account)).AddSingleton(new Random(seed));
        services.AddProtection(settings).AddStreams().AddPeople(settings).AddStream(SmsBudgetRules.Book).AddSingleton<SmsBudget>().AddSingleton(new LimitSettings { Sms = { ["default"] = new DayLimit { Day = limit } } });
        services.AddSingleton<SendMessage>((message, _, _, _) =>
        {
            _left.Enqueue(message);
            return Task.FromResult<SendAttempt>(new SendAttempt.Sent(ChannelKind.Sms, "SM1", 1));
        });
        var all = services.BuildServiceProvider();
        if (_houses.Count == 0)
        {
            await all.GetRequiredService<StorageClients>().Prepare(["streams", Agenda.Table], [Announcements.Urgent, Announcements.Routine], CancellationToken.None);
            var staff = new Staff(new PersonId("operations"), Role.Administrator, "mission", [], Language.English, null, []);
            await all.GetRequiredService<StaffDirectory>().Handle(new StaffCommand.Load(new PeopleConfiguration([], [], [staff])), "load", "test", CancellationToken.None);
        }
        var purse = all.GetRequiredService<SmsBudget>();
        _houses[purse] = all;
        return purse;
    }

    private sealed class Breakable(HttpPipelineTransport inner) : HttpPipelineTransport
    {
        public bool IsBroken { get; set; }

        public override Azure.Core.Request CreateRequest() => inner.CreateRequest();

        public override void Process(Azure.Core.HttpMessage message) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(Azure.Core.HttpMessage message) => IsBroken ? throw new Azure.RequestFailedException("Silent.") : inner.ProcessAsync(message);
    }
}
