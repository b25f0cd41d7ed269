using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Tests.Threats;

namespace ServerlessAssist.Tests.Functions.Outbox;

/// <summary>When and where a message comes to somebody, from what she said to what her phones show.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public void What_is_routine_waits_for_the_end_of_quiet_hours_and_what_is_urgent_does_not() => Stage.Play(async stage =>
    {
        // It is 9 o'clock in Tirana.
        await Write(stage, 1, "/quiet 9-10");
        var (routine, urgent) = (await stage.Programme.Refer("routine"), await stage.Programme.Refer("urgent"));
        await stage.Minutes(3);
        Assert.True(Shows(stage, urgent));
        Assert.False(Shows(stage, routine));
        await stage.Minutes(50);
        Assert.False(Shows(stage, routine));
        await stage.Minutes(10);
        Assert.True(Shows(stage, routine));
    });

    [Fact]
    public void Where_she_was_heard_of_last_she_is_told_first() => Stage.Play(async stage =>
    {
        await stage.Ask(stage.Sms(Programme.DutySms.Value, "hello"));
        var reference = await stage.Programme.Refer("immediate");
        await stage.Minutes(1);
        Assert.Contains(stage.World.Phone(Programme.DutySms).All, shown => shown.Text.Contains(reference, StringComparison.Ordinal));
        Assert.False(Shows(stage, reference));
        await Write(stage, 2, "/channels telegram sms");
        var next = await stage.Programme.Refer("immediate");
        await stage.Minutes(1);
        Assert.True(Shows(stage, next));
    });

    private static bool Shows(Stage stage, string reference) => stage.World.Phone(Programme.DutyTelegram).All.Any(shown => shown.Text.Contains(reference, StringComparison.Ordinal));

    private static Task Write(Stage stage, long update, string text) => stage.Ask(Stage.Update(Stage.Message(700_000 + update, Programme.DutyTelegram.Value, $"\"text\":\"{text}\"")));
}
