using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Texts cost money, and a flood hides what matters.</summary>
public sealed class CostTests
{
    private static readonly LimitSettings Limits = new();
    private static readonly string[] Premium = ["+12125550123", "+447700900123", "+38344000001"];

    [Fact]
    public void A_stranger_at_a_number_that_may_not_be_texted_gets_no_answer() => Stage.Play(async stage =>
    {
        Assert.Contains("<Message>", (await stage.Ask(stage.Sms("+355691110001", "hello"))).Text, StringComparison.Ordinal);
        foreach (var premium in Premium)
        {
            var reply = await stage.Ask(stage.Sms(premium, "hello"));
            Assert.Equal(200, reply.Status);
            Assert.DoesNotContain("<Message>", reply.Text, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Thousands_of_strangers_are_answered_two_hundred_times_an_hour_and_alerts_go_on() => Stage.Play(async stage =>
    {
        var answers = 0;
        for (var number = 0; number < 5_000; number++)
            if ((await stage.AskNow(stage.Sms($"+35567{number:D7}", "hello"))).Text.Contains("<Message>", StringComparison.Ordinal)) answers++;
        Assert.InRange(answers, 1, 2 * Limits.AnswersToStrangersAnHour);     // Virtual time may have passed a full hour's turn.
        var calls = stage.StorageCalls;
        Assert.DoesNotContain("<Message>", (await stage.AskNow(stage.Sms("+355680000001", "hello"))).Text, StringComparison.Ordinal);
        Assert.Equal(calls, stage.StorageCalls);

        var reference = await stage.Programme.Refer("immediate");
        await stage.Later(TimeSpan.FromSeconds(10));
        Assert.Contains(reference, stage.Alert(Programme.DutyTelegram).Text, StringComparison.Ordinal);
        await stage.Minutes(12);
        Assert.Contains("jotja", (await stage.Ask(stage.Sms(Programme.BackupSms.Value, Programme.CodeIn(stage.Alert(Programme.BackupSms))))).Text, StringComparison.Ordinal);
        // Another channel has its own bound, and the next hour a new one.
        Assert.Contains("sendMessage", (await stage.Ask(Stage.Update(Stage.Message(5, "700000555", "\"text\":\"hi\"")))).Text, StringComparison.Ordinal);
        await stage.Minutes(61);
        Assert.Contains("<Message>", (await stage.Ask(stage.Sms("+355680000001", "hello"))).Text, StringComparison.Ordinal);
    });

    [Fact]
    public void A_hundred_thousand_strangers_at_once_are_answered_two_hundred_times()
    {
        var (time, taken) = (new FakeTimeProvider(), 0);
        var budget = new UnknownSenderBudget(Limits, time);
        Parallel.For(0, 100_000, _ =>
        {
            if (budget.TryTake(ChannelKind.Sms)) Interlocked.Increment(ref taken);
        });
        Assert.Equal(Limits.AnswersToStrangersAnHour, taken);
        budget.GiveBack(ChannelKind.Sms);
        Assert.True(budget.TryTake(ChannelKind.Sms));
        Assert.False(budget.TryTake(ChannelKind.Sms));
        Assert.True(budget.TryTake(ChannelKind.Telegram));
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(budget.TryTake(ChannelKind.Sms));
    }

    [Fact]
    public void A_flood_of_routine_messages_and_strangers_does_not_delay_an_urgent_alert()
    {
        var (quiet, flooded) = (Delay(0), Delay(300));
        Assert.True(quiet < TimeSpan.FromSeconds(8) && flooded < TimeSpan.FromSeconds(8), FormattableString.Invariant($"quiet {quiet}, flooded {flooded}"));
    }

    [Fact]
    public void Urgent_and_routine_messages_never_share_a_queue() => Stage.Play(async stage =>
    {
        var seen = new List<string>();
        stage.World.Account.Queues.Changed += change => seen.Add(change.Queue);
        await stage.Programme.Refer("immediate");
        Assert.Contains(Announcements.Urgent, seen);
        Assert.DoesNotContain(Announcements.Routine, seen);
        seen.Clear();
        await stage.Programme.Refer("routine");
        Assert.Contains(Announcements.Routine, seen);
        Assert.DoesNotContain(Announcements.Urgent, seen);
    });

    /// <summary>How long an immediate alert takes to its phone while the queues hold some hundred of everything else.</summary>
    private static TimeSpan Delay(int flood)
    {
        var delay = TimeSpan.Zero;
        Stage.Play(async stage =>
        {
            stage.World.TakeDown("table", TimeSpan.FromSeconds(40));
            for (var number = 0; number < flood; number++) _ = stage.Ask(stage.Sms($"+35567{number:D7}", "hello"));
            await stage.Later(TimeSpan.FromSeconds(39));
            if (flood > 0) Assert.True(stage.World.Account.Queues.Messages("inbound").Count() > flood / 2);
            await stage.Later(TimeSpan.FromSeconds(2));
            for (var number = 0; number < flood / 10; number++) _ = stage.Programme.Refer("routine");
            var began = stage.World.Time.Now;
            var reference = await stage.Programme.Refer("immediate", "al-south");
            while (!stage.World.Phone(Programme.SouthSms).All.Any(shown => shown.Text.Contains(reference, StringComparison.Ordinal)))
                await stage.Later(TimeSpan.FromMilliseconds(100));
            delay = stage.World.Time.Now - began;
        });
        return delay;
    }
}
