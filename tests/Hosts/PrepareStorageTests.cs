using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Functions.Operations.Host;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Bots.Telegram;

namespace ServerlessAssist.Tests.Hosts;

public sealed class PrepareStorageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_storage_that_refuses_ends_no_process_and_is_asked_again()
    {
        await using var storage = await FailingStorage.Start();
        storage.Mood = Mood.Refusing;
        var time = new FakeTimeProvider();
        using var log = new CapturedLog();
        using var prepare = NewPrepare(storage, time, log);

        await prepare.StartingAsync(Stop);
        var line = Assert.Single(log.Lines);
        Assert.Contains("RequestFailedException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", line, StringComparison.Ordinal);

        storage.Mood = Mood.Silent;
        time.Advance(TimeSpan.FromSeconds(10));
        await storage.Asked("Tables").WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await prepare.StopAsync(Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task What_stands_after_a_while_is_made_and_not_asked_for_again()
    {
        await using var storage = await FailingStorage.Start();
        storage.Mood = Mood.Refusing;
        var time = new FakeTimeProvider();
        using var log = new CapturedLog();
        using var prepare = NewPrepare(storage, time, log);
        await prepare.StartingAsync(Stop);
        storage.Mood = Mood.Creating;
        time.Advance(TimeSpan.FromSeconds(10));
        await prepare.Made.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task A_storage_that_keeps_silent_delays_the_start_by_20_seconds_at_most()
    {
        await using var storage = await FailingStorage.Start();
        storage.Mood = Mood.Silent;
        var time = new FakeTimeProvider();
        using var log = new CapturedLog();
        using var prepare = NewPrepare(storage, time, log);
        var starting = prepare.StartingAsync(Stop);
        await storage.Asked("Tables").WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.False(starting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(20));
        await starting.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Single(log.Lines);
        await prepare.StopAsync(Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    private static PrepareStorage NewPrepare(FailingStorage storage, TimeProvider time, CapturedLog log)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureWebJobsStorage", storage.ConnectionString)]).Build();
        var clients = new StorageClients(settings, time, new Random(1));
        return new PrepareStorage(clients, House.Definitions, settings, [new TelegramFixture().Channel], time, new Logger<PrepareStorage>(log));
    }
}
