using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.Stories;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Conversations.Prompts;

/// <summary>A coordinator whose text waits for a referral refers somebody: neither is lost.</summary>
public sealed class PendingPromptsTests
{
    private const string Note = "the doctor comes at nine tomorrow";

    [Fact]
    public void A_text_that_waits_for_its_button_waits_on_while_a_referral_is_begun_and_answered() => Stage.Play(async stage =>
    {
        var programme = stage.Programme;
        programme.Takes(Programme.DutyTelegram, TimeSpan.FromMinutes(1));
        var reference = await programme.Refer();
        await stage.Minutes(5);
        programme.Text(Programme.DutyTelegram, Note);
        await stage.Minutes(1);
        var asked = Last(stage);
        Assert.Equal(Note, Assert.Single(Assert.Single(stage.World.Facts.Each(PendingNoteRules.Prompt)).Waiting).Text);

        programme.Text(Programme.DutyTelegram, "/refer");
        await stage.Minutes(1);
        Assert.Equal(Note, Assert.Single(Assert.Single(stage.World.Facts.Each(PendingNoteRules.Prompt)).Waiting).Text);
        // The text answers the question, it is no second note.
        programme.Text(Programme.DutyTelegram, "adult female urgent");
        await stage.Minutes(1);
        Assert.Equal(Urgency.Urgent, Assert.Single(stage.World.Facts.Each(IntakeRules.Prompt)).Open!.Answers.Urgency);

        stage.World.Telegram.Press(Programme.DutyTelegram.Value, asked, asked.Buttons[0].Data);
        await stage.Minutes(1);
        Assert.Equal(Note, Assert.Single(stage.Referral(reference).State.Notes).Text);
        var notes = Assert.Single(stage.World.Facts.Each(PendingNoteRules.Prompt));
        Assert.Empty(notes.Waiting);
        Assert.Equal(reference, Assert.Single(notes.Decided).SentTo);
        Assert.NotNull(Assert.Single(stage.World.Facts.Each(IntakeRules.Prompt)).Open);
    });

    [Theory]
    [InlineData("what now?", 2)] // Read and commit: asked again.
    [InlineData("discard", 2)]
    public void An_answer_costs_one_read_and_one_commit(string answer, int calls) => Stage.Play(async stage =>
    {
        await stage.Ask(stage.Sms(Programme.SocialSms.Value, "REF qafe prush adult"));
        var before = stage.StorageCalls;
        await stage.Ask(stage.Sms(Programme.SocialSms.Value, answer));
        Assert.Equal(calls, stage.StorageCalls - before);
    });

    [Theory]
    [InlineData("send", "RA-")]
    [InlineData("discard", "Thrown away")]
    public void The_word_that_ended_a_draft_typed_again_is_answered_with_what_became_of_it(string word, string said) => Stage.Play(async stage =>
    {
        var phone = Programme.SocialSms.Value;
        await stage.Ask(stage.Sms(phone, "REF qafe prush adult f urgent shelter sq consent"));
        await stage.Ask(stage.Sms(phone, word));
        await stage.Minutes(5);
        Assert.Contains(said, (await stage.Ask(stage.Sms(phone, word))).Text, StringComparison.Ordinal);
        Assert.Contains("not understood", (await stage.Ask(stage.Sms(phone, "hello"))).Text, StringComparison.Ordinal);
        await stage.Minutes(60);
        Assert.Contains("not understood", (await stage.Ask(stage.Sms(phone, word))).Text, StringComparison.Ordinal);
    });

    /// <summary>As the carrier's list brings it, when the process that had answered it remembers nothing.</summary>
    [Fact]
    public void A_text_that_ended_its_prompt_is_known_for_as_long_as_it_may_come_again() => Stage.Play(async stage =>
    {
        var services = stage.Process.Services;
        var (prompts, directory, clock) = (services.GetRequiredService<PendingPrompts>(), services.GetRequiredService<StaffDirectory>(), services.GetRequiredService<TimeProvider>());
        var people = await directory.Cached(CancellationToken.None);
        var from = new Address(ChannelKind.Sms, Programme.SocialSms.Value);
        InboundRequest Request(string id, string text) => new(people.Find(from)!, Language.English, MessageContent.Of(
            new InboundMessage(id, from, text, null, null, clock.GetUtcNow()), services.GetRequiredService<AlertKinds>()), services.GetRequiredService<MessageReader>());
        async Task<ChatReply?> Answer(string id, string text) => await prompts.Answer(Request(id, text), CancellationToken.None);

        Assert.Null(await Answer("1", "discard"));
        await services.GetRequiredService<IntakeConversation>().Begin(Request("2", "ref adult"), CancellationToken.None);
        var ended = await Answer("3", "discard");
        Assert.Equal((IntakePhrases.Discarded.Key, ReplyStatus.Stored), (ended!.Reply!.Words.Key, ended.Status));
        Assert.Null(await Answer("4", "hello"));
        foreach (var minutes in new[] { 0, 25 * 60 })
        {
            await stage.Minutes(minutes);
            var again = await Answer("3", "discard");
            Assert.Equal((IntakePhrases.Discarded.Key, ReplyStatus.StoredBefore), (again!.Reply!.Words.Key, again.Status));
        }
        await stage.Minutes(61);
        Assert.Null(await Answer("3", "discard"));
    });

    private static Shown Last(Stage stage) => stage.World.Phone(Programme.DutyTelegram).All.Last(shown => shown.Buttons.Count > 0);
}
