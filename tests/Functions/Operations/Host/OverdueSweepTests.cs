using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Threats;

namespace ServerlessAssist.Tests.Functions.Operations.Host;

public sealed class OverdueSweepTests
{
    private static readonly HttpAsk Ready = new("GET", "/api/health/ready", [], []);

    [Fact]
    public void Where_timers_do_not_fire_the_next_request_alerts_the_next_level()
    {
        Stage.Play(async stage =>
        {
            stage.World.TimersFire = false;
            var reference = await stage.Programme.Refer();
            await stage.Minutes(31);
            Assert.DoesNotContain(stage.World.Phone(Programme.BackupSms).All, Programme.IsAlert);
            await stage.Programme.Refer(region: "al-south");
            await stage.Minutes(1);
            Assert.Contains(stage.World.Phone(Programme.BackupSms).All, shown => shown.Text.Contains(reference, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Readiness_turns_red_within_three_minutes_and_is_good_again_after_a_sweep()
    {
        Stage.Play(async stage =>
        {
            await stage.Minutes(10);
            Assert.Equal((200, "ready"), await Asked(stage));
            stage.World.TimersFire = false;
            await stage.Minutes(2);
            Assert.Equal((200, "ready"), await Asked(stage));
            await stage.Minutes(2);
            Assert.Equal((503, "timers do not fire"), await Asked(stage));
            stage.World.TimersFire = true;
            await stage.Minutes(2);
            Assert.Equal((200, "ready"), await Asked(stage));
        });
    }

    [Fact]
    public void Whoever_is_refused_at_the_door_causes_no_look_at_the_agenda()
    {
        Stage.Play(async stage =>
        {
            stage.World.TimersFire = false;
            await stage.Minutes(30);
            var before = stage.StorageCalls;
            Assert.Equal(403, (await stage.AskNow(stage.Sms("+355690000777", "hello") with { Headers = [("Content-Type", "application/x-www-form-urlencoded")] })).Status);
            Assert.Equal(before, stage.StorageCalls);
        });
    }

    [Theory]
    [InlineData("referral~abc~escalate~soon")]
    [InlineData("referral~abc~escalate~9223372036854775807")]
    [InlineData("~~~1")]
    public void A_row_of_the_agenda_that_cannot_be_read_stops_no_clock(string row)
    {
        Stage.Play(async stage =>
        {
            var options = new TableClientOptions { Transport = new DirectTransport(stage.World.Account) };
            var agenda = new TableClient(MemoryAccount.ConnectionString, Agenda.Table, options);
            await agenda.UpsertEntityAsync(new TableEntity("200001010000~0", row));
            var reference = await stage.Programme.Refer();
            await stage.Minutes(45);
            Assert.Contains(stage.World.Phone(Programme.BackupSms).All, shown => shown.Text.Contains(reference, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_heartbeat_from_a_clock_that_was_wrong_hides_nothing()
    {
        Stage.Play(async stage =>
        {
            stage.World.TimersFire = false;
            await stage.Process.Services.GetRequiredService<Agenda>().NoteSweep(stage.World.Time.Now.AddHours(12), default);
            var reference = await stage.Programme.Refer();
            await stage.Minutes(45);
            Assert.Equal(503, (await stage.Ask(Ready)).Status);
            await stage.Programme.Refer(region: "al-south");
            await stage.Minutes(1);
            Assert.Contains(stage.World.Phone(Programme.BackupSms).All, shown => shown.Text.Contains(reference, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_stranger_who_asks_for_readiness_again_and_again_costs_little()
    {
        Stage.Play(async stage =>
        {
            await stage.Minutes(1);
            var before = stage.StorageCalls;
            for (var at = 0; at < 100; at++) await stage.AskNow(Ready);
            Assert.InRange(stage.StorageCalls - before, 0, 20);
        });
    }

    private static async Task<(int Status, string Text)> Asked(Stage stage)
    {
        var reply = await stage.Ask(Ready);
        return (reply.Status, reply.Text);
    }
}
