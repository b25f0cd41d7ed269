using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Threats;

namespace ServerlessAssist.Tests.Functions.Operations.Poison;

public sealed class PoisonQueuesTests
{
    private const string Poison = $"{Announcements.Urgent}-poison";

    [Fact]
    public void What_failed_five_times_is_still_there_after_the_week_that_azure_gives_it()
    {
        Stage.Play(async stage =>
        {
            await Queue(stage, Announcements.Urgent).SendMessageAsync("not ours", timeToLive: TimeSpan.FromSeconds(-1));
            await stage.Minutes(10);
            var given = Assert.Single(stage.World.Account.Queues.Messages(Poison));
            await stage.Later(TimeSpan.FromDays(20));
            Assert.Equal(given.Text, Assert.Single(stage.World.Account.Queues.Messages(Poison)).Text);
            Assert.Empty(stage.World.Facts.Violations);
        });
    }

    [Fact]
    public void Without_the_watch_it_would_be_lost_and_the_simulation_would_say_so()
    {
        Stage.Play(async stage =>
        {
            await Queue(stage, Poison).SendMessageAsync("expires");
            stage.World.TimersFire = false;
            await stage.Later(TimeSpan.FromDays(8));
            Assert.Empty(stage.World.Account.Queues.Messages(Poison));
            Assert.Contains(stage.World.Facts.Violations, one => one.Invariant == "What waits in a queue never expires.");
        });
    }

    [Fact]
    public void A_copy_that_a_crash_left_beside_its_original_is_known_by_its_content()
    {
        Stage.Play(async stage =>
        {
            var poison = Queue(stage, Poison);
            await poison.SendMessageAsync("same", timeToLive: TimeSpan.FromSeconds(-1));
            await poison.SendMessageAsync("same");
            await poison.SendMessageAsync("same", timeToLive: TimeSpan.FromSeconds(-1));
            await poison.SendMessageAsync("other");
            var queues = stage.Process.Services.GetRequiredService<PoisonQueues>();
            var before = (await queues.List(Announcements.Urgent, default)).Select(one => one.Id).Distinct().ToList();
            Assert.Equal(1, await queues.Keep(Announcements.Urgent, default));
            await stage.Minutes(3);
            Assert.Equal(before.Order(), (await queues.List(Announcements.Urgent, default)).Select(one => one.Id).Order());
            Assert.All(stage.World.Account.Queues.Messages(Poison), one => Assert.True(one.Expires > stage.World.Time.Now.AddYears(100)));
        });
    }

    [Fact]
    public void More_than_one_look_shows_are_all_kept()
    {
        Stage.Play(async stage =>
        {
            var poison = Queue(stage, Poison);
            for (var at = 0; at < 100; at++)
                await poison.SendMessageAsync($"message {at}", timeToLive: at < 50 ? TimeSpan.FromSeconds(-1) : null);
            Assert.Equal(50, await stage.Process.Services.GetRequiredService<PoisonQueues>().Keep(Announcements.Urgent, default));
            await stage.Later(TimeSpan.FromDays(8));
            Assert.Equal(100, stage.World.Account.Queues.Messages(Poison).Count());
        });
    }

    [Fact]
    public void One_that_is_no_Base64_lets_no_other_expire_in_any_queue()
    {
        Stage.Play(async stage =>
        {
            var raw = stage.Process.Services.GetRequiredService<StorageClients>().RawQueue(Poison);
            await raw.SendMessageAsync("not base64!", timeToLive: TimeSpan.FromSeconds(-1));
            await Queue(stage, $"{InboundQueue.Queue}-poison").SendMessageAsync("a plea", timeToLive: TimeSpan.FromDays(7));
            await Queue(stage, Poison).SendMessageAsync("an alert", timeToLive: TimeSpan.FromDays(7));
            await stage.Later(TimeSpan.FromDays(8));
            Assert.Equal(2, stage.World.Account.Queues.Messages(Poison).Count());
            Assert.Single(stage.World.Account.Queues.Messages($"{InboundQueue.Queue}-poison"));
        });
    }

    [Fact]
    public void An_operator_sees_and_puts_back_what_the_watch_has_just_looked_at()
    {
        Stage.Play(async stage =>
        {
            for (var at = 0; at < 40; at++)
                await Queue(stage, Poison).SendMessageAsync($"message {at}", timeToLive: TimeSpan.FromSeconds(-1));
            var queues = stage.Process.Services.GetRequiredService<PoisonQueues>();
            await queues.Keep(Announcements.Urgent, default);
            Assert.NotEmpty(await queues.List(Announcements.Urgent, default));
            Assert.Equal(40, await queues.PutBack(Announcements.Urgent, 10_000, default));
        });
    }

    private static QueueClient Queue(Stage stage, string name) => stage.Process.Services.GetRequiredService<StorageClients>().Queue(name);
}
