using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Threats;

namespace ServerlessAssist.Tests.Functions.Operations;

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

    private static async Task<(int Status, string Text)> Asked(Stage stage)
    {
        var reply = await stage.Ask(Ready);
        return (reply.Status, reply.Text);
    }
}
