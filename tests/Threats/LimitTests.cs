using System.Globalization;
using System.Text.Json;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Somebody spends the money for texts, or talks and refers without end.</summary>
public sealed class LimitTests
{
    /// <summary>Premium, shared cost, personal, toll-free: all begin with a prefix that may be texted.</summary>
    private static readonly string[] Special = ["+355900123", "+355808123", "+35570021234", "+3558001234"];

    private static LimitSettings Texts(int day) => new() { Sms = { ["355"] = new DayLimit { Day = day } } };

    [Fact]
    public void Strangers_spend_no_more_than_the_day_has_and_alerts_are_untouched() => Stage.Play(async stage =>
    {
        for (var number = 0; number < 5_000; number++) await stage.AskNow(stage.Sms($"+35567{number:D7}", "hello"));
        Assert.InRange(Answers(stage, await Replies(stage, 100)), 0, 0);
        Assert.Equal(40, Spent(stage).Segments);

        var reference = await stage.Programme.Refer("immediate", "al-south");
        await stage.Minutes(1);
        Assert.Contains(reference, stage.Alert(Programme.SouthSms).Text, StringComparison.Ordinal);
        // Whoever takes it is told so, and small talk is not answered.
        Assert.Contains("<Message>", (await stage.Ask(stage.Sms(Programme.SouthSms.Value, Programme.CodeIn(stage.Alert(Programme.SouthSms))))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<Message>", (await stage.Ask(stage.Sms(Programme.SouthSms.Value, "what now"))).Text, StringComparison.Ordinal);
        Assert.True(Spent(stage).Segments >= 40);
    }, Texts(40));

    [Fact]
    public void Ten_times_the_load_stops_what_is_routine_and_no_alert() => Stage.Play(async stage =>
    {
        var routine = new List<Task>();
        for (var referral = 0; referral < 60; referral++) routine.Add(stage.Programme.Refer("routine", "al-south"));
        await stage.Minutes(45);
        Assert.InRange(RoutineTexts(stage), 18, 30);
        for (var alert = 0; alert < 6; alert++)
        {
            var began = stage.World.Time.Now;
            var reference = await stage.Programme.Refer("immediate", "al-south");
            while (!stage.World.Phone(Programme.SouthSms).All.Any(shown => shown.Text.Contains(reference, StringComparison.Ordinal))) await stage.Later(TimeSpan.FromMilliseconds(100));
            Assert.True(stage.World.Time.Now - began < TimeSpan.FromSeconds(8), "An alert waited.");
        }
        // What is routine waits for the next day and is not lost.
        Assert.InRange(RoutineTexts(stage), 18, 30);
        Assert.Contains(stage.World.Facts.Tried, one => one.Value.Priority == Priority.Routine && !stage.World.Facts.AtCarrier.Contains(one.Key));
        Assert.Equal(1, Told(stage, "sms-budget.nearly-spent"));
        Assert.Equal(1, Told(stage, "sms-budget.spent"));
    }, new LimitSettings { Sms = { ["355"] = new DayLimit { Day = 30 } }, Organisation = new Rate { Hour = 1000, Burst = 1000 } });

    [Fact]
    public void What_waited_leaves_when_the_next_day_begins() => Stage.Play(async stage =>
    {
        var references = new List<string>();
        for (var referral = 0; referral < 4; referral++) references.Add(await stage.Programme.Refer("routine", "al-south"));
        await stage.Minutes(1);
        var waiting = references.Where(reference => !stage.World.Phone(Programme.SouthSms).All.Any(shown => shown.Text.Contains(reference, StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(waiting);
        await stage.Later(TimeSpan.FromHours(22) + TimeSpan.FromMinutes(5));
        Assert.Contains(stage.World.Sms.Messages, one => one.Direction == "outbound-api" && one.At >= new DateTimeOffset(2026, 3, 3, 6, 0, 0, TimeSpan.Zero));
    }, Texts(3));

    [Fact]
    public void A_line_at_a_price_of_its_own_is_never_texted() => Stage.Play(async stage =>
    {
        foreach (var number in Special)
            Assert.DoesNotContain("<Message>", (await stage.Ask(stage.Sms(number, "hello"))).Text, StringComparison.Ordinal);
        Assert.Equal(0, stage.TextsSent);
    });

    /// <summary>Words that are all different: what differs in a number only is taken for a machine.</summary>
    private static string Letters(int number) => new([.. number.ToString("D3", CultureInfo.InvariantCulture).Select(digit => (char)('k' + (digit - '0')))]);

    [Fact]
    public void Staff_who_write_without_end_are_heard_and_not_answered_without_end() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer("immediate", "al-south");
        await stage.Minutes(1);
        var answers = 0;
        for (var times = 0; times < 300; times++)
            if ((await stage.AskNow(stage.Sms(Programme.SouthSms.Value, $"hello {Letters(times)}"))).Text.Contains("<Message>", StringComparison.Ordinal)) answers++;
        Assert.InRange(answers, 20, 21);
        await stage.Minutes(1);
        Assert.Equal(1, Told(stage, "operations.rate-limited"));
        // A code still takes the alert, and she hears it.
        Assert.Contains("<Message>", (await stage.Ask(stage.Sms(Programme.SouthSms.Value, Programme.CodeIn(stage.Alert(Programme.SouthSms))))).Text, StringComparison.Ordinal);
        Assert.NotNull(stage.Referral(reference).State.TakenBy);
        // A STOP is heard too: the address is refused from now on.
        await stage.Ask(stage.Sms(Programme.SouthSms.Value, "STOP"));
        Assert.Contains(stage.World.Facts.Directory.Refused.Keys, key => key.Contains(Programme.SouthSms.Value, StringComparison.Ordinal));
    });

    [Fact]
    public void A_stranger_who_writes_without_end_costs_no_storage() => Stage.Play(async stage =>
    {
        for (var times = 0; times < 30; times++) await stage.AskNow(Stage.Update(Stage.Message(5 + times, "700000555", $"\"text\":\"/start guess-{times}-of-an-invitation\"")));
        var calls = stage.StorageCalls;
        for (var times = 0; times < 10; times++) await stage.AskNow(Stage.Update(Stage.Message(500 + times, "700000555", $"\"text\":\"/start guess-{times}-of-an-invitation\"")));
        Assert.Equal(calls, stage.StorageCalls);
    });

    [Fact]
    public void An_organisation_that_refers_without_end_is_told_to_wait_and_an_immediate_one_still_comes_in() => Stage.Play(async stage =>
    {
        var (taken, refused) = (0, new List<HttpReply>());
        for (var referral = 0; referral < 30; referral++)
        {
            var reply = await Refer(stage, $"flood-{referral:D6}", "routine");
            if (reply.Status == 201) taken++;
            else refused.Add(reply);
        }
        Assert.InRange(taken, 20, 21);
        Assert.All(refused, reply =>
        {
            Assert.Equal((429, "application/problem+json"), (reply.Status, reply.ContentType));
            Assert.Equal("too-many", JsonDocument.Parse(reply.Text).RootElement.GetProperty("code").GetString());
        });
        // The same again counts nothing, and an immediate one has its own bucket.
        for (var times = 0; times < 40; times++) Assert.Equal(times == 0 ? 201 : 200, (await Refer(stage, "at-once-0001", "immediate")).Status);
        await stage.Minutes(1.1);
        Assert.Equal(201, (await Refer(stage, "flood-000029", "routine")).Status);
    });

    private static async Task<HttpReply> Refer(Stage stage, string key, string urgency) => (await stage.Programme.TryRefer(key, Programme.Body(urgency, "al-south", "adult"))).Reply!;

    private static async Task<List<HttpReply>> Replies(Stage stage, int count)
    {
        var replies = new List<HttpReply>();
        for (var number = 0; number < count; number++) replies.Add(await stage.AskNow(stage.Sms($"+35568{number:D7}", "hello")));
        return replies;
    }

    private static int Answers(Stage stage, List<HttpReply> replies) => replies.Count(reply => reply.Text.Contains("<Message>", StringComparison.Ordinal));

    private static SmsBudgetDay Spent(Stage stage) => stage.World.Facts.Now<SmsBudgetDay>(SmsBudgetRules.IdOf(SmsBudgetRules.DayOf(stage.World.Time.Now), "355"))!;

    private static int RoutineTexts(Stage stage) => stage.World.Sms.Messages.Count(one => one.Callback is { } callback && stage.World.Facts.Tried[callback.Split('/')[^1]].Priority == Priority.Routine);

    private static int Told(Stage stage, string phrase) => stage.World.Facts.Tried.Values.Count(message => message.Words.Key == phrase);
}
