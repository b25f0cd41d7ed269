using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Referring by phone: who may, what it costs, and what old words can do.</summary>
public sealed class IntakeTests
{
    private const string Line = "REF qafe prush adult f urgent shelter sq consent";

    [Fact]
    public void Those_without_the_right_open_nothing_and_are_told_so_and_strangers_are_strangers() => Stage.Play(async stage =>
    {
        foreach (var from in new[] { Programme.LakeTelegram, Programme.HillSms, Programme.OperationsSms })
        {
            var calls = stage.StorageCalls;
            Assert.Contains(from == Programme.HillSms ? "nuk mund" : "cannot do this", (await Say(stage, from, Line)).Text, StringComparison.Ordinal);
            Assert.InRange(stage.StorageCalls - calls, 0, 2);     // The directory, when its copy is old; whether she has work that the text could be about.
            await Say(stage, from, "send");
        }
        await Say(stage, Programme.StrangerSms, Line);
        await Say(stage, Programme.StrangerSms, "send");
        Assert.Empty(stage.World.Facts.Each(IntakeRules.Prompt));
        Assert.Empty(stage.World.Facts.Each<Referral>());
    });

    [Fact]
    public void A_line_its_summary_and_a_word_open_one_referral_and_the_same_word_again_none() => Stage.Play(async stage =>
    {
        Assert.Contains("Right?", (await Say(stage, Programme.SocialSms, Line)).Text, StringComparison.Ordinal);
        var send = stage.Sms(Programme.SocialSms.Value, "Send");
        var first = await stage.Ask(send);
        var referral = Assert.Single(stage.World.Facts.Each<Referral>()).State;
        Assert.Contains(referral.Reference, first.Text, StringComparison.Ordinal);
        Assert.Contains(new PersonId("north-social-2"), referral.Tell);
        Assert.Contains(new PersonId("north-social"), referral.Tell);
        Assert.Equal(first.Text, (await stage.Ask(send)).Text);
        // The next one is ready: what was said of the first says nothing of it, however many messages later.
        for (var times = 0; times < 5; times++)
        {
            await Say(stage, Programme.SocialSms, Line);
            await Say(stage, Programme.SocialSms, "discard");
        }
        await Say(stage, Programme.SocialSms, $"{Line} contact desk");
        Assert.Equal(first.Text, (await stage.Ask(send)).Text);
        Assert.Single(stage.World.Facts.Each<Referral>());
    });

    [Fact]
    public void An_answer_costs_two_transactions_a_text_without_a_draft_one_and_one_of_somebody_who_may_not_refer_none() => Stage.Play(async stage =>
    {
        await Say(stage, Programme.OfficerTelegram, "/refer");
        await stage.Minutes(0.1);
        var shown = new Simulation.Carriers.Shown("9", stage.World.Time.Now, "", [], null, false);
        var data = stage.Process.Services.GetService(typeof(ServerlessAssist.Bots.Telegram.ButtonSeal)) is ServerlessAssist.Bots.Telegram.ButtonSeal seal ? seal.Seal(long.Parse(Programme.OfficerTelegram.Value, System.Globalization.CultureInfo.InvariantCulture), new IntakeButton(1, 1, IntakeQuestion.Place, Programme.PlaceOf("Qafe Prush")).ToString()) : "";
        var press = Stage.Update(Stage.Press(71, Programme.OfficerTelegram.Value, shown, data));
        await stage.AskNow(stage.Sms(Programme.HillSms.Value, "warm"));     // The copy of the directory is young from here on.
        Assert.Equal(2, await Cost(stage, press));
        Assert.Equal(1, await Cost(stage, press));
        Assert.Equal(2, await Cost(stage, Stage.Update(Stage.Message(72, Programme.OfficerTelegram.Value, "\"text\":\"urgjente\""))));
        Assert.Equal(1, await Cost(stage, stage.Sms(Programme.SocialSms.Value, "urgent")));
        Assert.Equal(0, await Cost(stage, stage.Sms(Programme.HillSms.Value, "urgent")));
        Assert.Equal(Urgency.Urgent, Assert.Single(stage.World.Facts.Each(IntakeRules.Prompt)).Open!.Answers.Urgency);
    });

    [Fact]
    public void Forgotten_for_a_day_it_is_gone_and_what_was_typed_with_it() => Stage.Play(async stage =>
    {
        await Say(stage, Programme.SocialSms, $"{Line} contact marker-contact");
        Assert.NotNull(Assert.Single(stage.World.Facts.Each(IntakeRules.Prompt)).Open);
        await stage.Minutes(24 * 60 + 3);
        Assert.Null(Assert.Single(stage.World.Facts.Each(IntakeRules.Prompt)).Open);
        await Say(stage, Programme.SocialSms, "send");
        Assert.Empty(stage.World.Facts.Each<Referral>());
    });

    [Fact]
    public void A_place_that_left_the_people_file_is_asked_for_again_and_nothing_is_sent() => Stage.Play(async stage =>
    {
        await Say(stage, Programme.SocialSms, Line);
        await stage.Programme.Load(System.Text.Encoding.UTF8.GetBytes(Programme.DemoPeople().GetRawText().Replace("Qafe Prush", "Borje", StringComparison.Ordinal)));
        Assert.Contains("Missing: place", (await Say(stage, Programme.SocialSms, "send")).Text, StringComparison.Ordinal);
        Assert.Empty(stage.World.Facts.Each<Referral>());
        await Say(stage, Programme.SocialSms, "Borje");
        await Say(stage, Programme.SocialSms, "send");
        Assert.Equal("Borje", Assert.Single(stage.World.Facts.Each<Referral>()).State.Facts!.Point);
    });

    [Fact]
    public void Stop_an_alert_and_help_come_before_the_draft() => Stage.Play(async stage =>
    {
        await stage.Programme.Refer("immediate");
        await stage.Minutes(0.5);
        await Say(stage, Programme.DutyTelegram, "/refer");
        await Say(stage, Programme.DutyTelegram, Programme.CodeIn(stage.Alert(Programme.DutyTelegram)));
        Assert.Equal("north-duty", Assert.Single(stage.World.Facts.Each<Referral>()).State.TakenBy?.Value);
        Assert.Contains("/language", (await Say(stage, Programme.DutyTelegram, "help")).Text, StringComparison.Ordinal);
        await Say(stage, Programme.DutyTelegram, "stop");
        Assert.NotEmpty(stage.World.Facts.Directory.Refused);
        Assert.NotNull(Assert.Single(stage.World.Facts.Each(IntakeRules.Prompt)).Open);
    });

    private static int _update = 5_000;

    private static Task<HttpReply> Say(Stage stage, Address from, string text) =>
        stage.Ask(from.Channel == ChannelKind.Sms ? stage.Sms(from.Value, text) : Stage.Update(Stage.Message(Interlocked.Increment(ref _update), from.Value, $"\"text\":\"{text}\"")));

    private static async Task<int> Cost(Stage stage, HttpAsk ask)
    {
        var calls = stage.StorageCalls;
        Assert.Equal(200, (await stage.AskNow(ask)).Status);
        return stage.StorageCalls - calls;
    }
}
