using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using Draft = ServerlessAssist.Functions.Referrals.Intake.Intake;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Intake;

/// <summary>A process dies between the word that sends a draft and its end: what the draft and its referral come to all the same.</summary>
public sealed class IntakeSendingTests
{
    private const string Line = "REF qafe prush adult f urgent shelter sq consent", Thrown = "Thrown away", OnItsWay = "is on its way";
    private static readonly PersonId Sender = new("north-social-2");

    [Fact]
    public void What_is_being_sent_cannot_be_thrown_away_any_more_and_she_hears_that_it_was_sent() => Stage.Play(async stage =>
    {
        await Died(stage);
        var answer = await Say(stage, "discard");
        var referral = Assert.Single(stage.World.Facts.Each<Referral>()).State;
        Assert.Contains($"{referral.Reference} {OnItsWay}", answer, StringComparison.Ordinal);
        Assert.Equal((null, referral.Reference), (Its(stage).Open, Its(stage).Reference));
    });

    [Fact]
    public void Thrown_away_and_sent_in_the_same_instant_it_is_one_of_both_and_both_answers_say_which() => Stage.Play(async stage =>
    {
        for (var apart = -40; apart <= 40; apart++)
        {
            var before = stage.World.Facts.Each<Referral>().Count();
            await Say(stage, Line);
            await stage.Minutes(30);
            var (discard, send) = (SayAfter(stage, "discard", Math.Max(0, apart)), SayAfter(stage, "SEND!", Math.Max(0, -apart)));
            var (first, second) = (await discard, await send);
            var isOpened = stage.World.Facts.Each<Referral>().Count() > before;
            Assert.Equal(isOpened, !first.Contains(Thrown, StringComparison.Ordinal));
            Assert.Equal(isOpened, second.Contains(OnItsWay, StringComparison.Ordinal));
            Assert.Null(Its(stage).Open);
        }
    });

    [Fact]
    public void A_new_one_begins_after_what_is_being_sent_was_sent() => Stage.Play(async stage =>
    {
        await Died(stage);
        Assert.Contains("Missing", await Say(stage, "ref child"), StringComparison.Ordinal);
        Assert.Equal(AgeGroup.Adult, Assert.Single(stage.World.Facts.Each<Referral>()).State.Facts!.Age);
        Assert.Equal((2, AgeGroup.Child, false), (Its(stage).Open!.Number, Its(stage).Open!.Answers.Age, Its(stage).Open!.IsSending));
    });

    [Fact]
    public void Where_nobody_says_anything_more_it_is_sent_when_its_day_is_over() => Stage.Play(async stage =>
    {
        await Died(stage);
        await stage.Minutes(24 * 60 + 3);
        var referral = Assert.Single(stage.World.Facts.Each<Referral>()).State;
        Assert.Equal((null, referral.Reference), (Its(stage).Open, Its(stage).Reference));
        Assert.Contains(Sender, referral.Tell);
    });

    [Fact]
    public void Of_somebody_who_has_left_it_goes_when_its_day_is_over() => Stage.Play(async stage =>
    {
        await Died(stage);
        await Leave(stage);
        await stage.Minutes(24 * 60 + 3);
        Assert.Empty(stage.World.Facts.Each<Referral>());
        Assert.Equal((null, null), (Its(stage).Open, Its(stage).Reference));
    });

    [Fact]
    public void Of_somebody_who_has_left_what_she_had_opened_stands_as_sent() => Stage.Play(async stage =>
    {
        var draft = await Died(stage);
        await Open(stage, draft);
        await Leave(stage);
        await stage.Minutes(24 * 60 + 3);
        Assert.Equal((null, Assert.Single(stage.World.Facts.Each<Referral>()).State.Reference), (Its(stage).Open, Its(stage).Reference));
    });

    [Fact]
    public void Another_place_is_not_asked_for_when_it_was_opened_before_the_place_left_the_people_file() => Stage.Play(async stage =>
    {
        var draft = await Died(stage);
        await Open(stage, draft);
        var without = Programme.DemoPeople().GetRawText().Replace("Qafe Prush", "Borje", StringComparison.Ordinal);
        await stage.Programme.Load(Encoding.UTF8.GetBytes(without));
        Assert.Contains(OnItsWay, await Say(stage, "send"), StringComparison.Ordinal);
        Assert.Single(stage.World.Facts.Each<Referral>());
        Assert.Null(Its(stage).Open);
    });

    /// <summary>The word that sends it is decided, and nothing more is done.</summary>
    private static async Task<ReferralDraft> Died(Stage stage)
    {
        await Say(stage, Line);
        var sending = stage.Process.Services.GetRequiredService<IntakeSending>();
        Assert.True(await sending.Begin(await Staff(stage), Id(stage), Its(stage).Open!, CancellationToken.None));
        Assert.True(Its(stage).Open!.IsSending);
        return Its(stage).Open!;
    }

    /// <summary>As the process has done that dies before it marks the draft as sent.</summary>
    private static async Task Open(Stage stage, ReferralDraft draft)
    {
        var (staff, index) = (await Staff(stage), stage.Process.Services.GetRequiredService<BlindIndex>());
        var opening = new Opening(IntakeSending.OpeningKey(index, Id(stage), draft), "body");
        var (desk, facts) = (stage.Process.Services.GetRequiredService<ReferralOpening>(), IntakeRules.FactsOf(draft.Answers));
        var outcome = await desk.Open(Actor.Of(staff), opening, facts, staff.Id, staff.Id.Value, CancellationToken.None);
        Assert.IsType<OpeningOutcome.Opened>(outcome);
    }

    private static Draft Its(Stage stage) => Assert.Single(stage.World.Facts.Each(IntakeRules.Prompt));

    private static StreamId Id(Stage stage) => PromptRules.IdOf(stage.Process.Services.GetRequiredService<BlindIndex>(), Sender);

    private static StaffDirectory Directory(Stage stage) => stage.Process.Services.GetRequiredService<StaffDirectory>();

    private static async Task<Staff> Staff(Stage stage) =>
        (await Directory(stage).Cached(CancellationToken.None)).Configuration.Staff.Single(one => one.Id == Sender);

    private static Task Leave(Stage stage) =>
        Directory(stage).Handle(new StaffCommand.Leave(Requester.Operator(), Sender), "leaves", "operator", CancellationToken.None);

    private static async Task<string> SayAfter(Stage stage, string text, int milliseconds)
    {
        if (milliseconds > 0) await stage.Later(TimeSpan.FromMilliseconds(milliseconds));
        return await Say(stage, text);
    }

    private static async Task<string> Say(Stage stage, string text) => (await stage.Ask(stage.Sms(Programme.SocialSms.Value, text))).Text;
}
