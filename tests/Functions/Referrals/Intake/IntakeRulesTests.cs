using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation;
using static ServerlessAssist.Tests.Functions.Referrals.Intake.GivenIntake;
using Draft = ServerlessAssist.Functions.Referrals.Intake.Intake;

namespace ServerlessAssist.Tests.Functions.Referrals.Intake;

/// <summary>One question after the other, and what each answer makes of the draft.</summary>
public sealed class IntakeRulesTests
{
    [Fact]
    public void Buttons_lead_from_the_place_to_the_summary_and_what_is_sent_is_what_was_pressed()
    {
        var ready = Ready();
        Assert.Equal(IntakeQuestion.Summary, ready.Open!.Step);
        var facts = IntakeRules.FactsOf(IntakeRules.ToSend(ready, Press(ready, IntakeButton.Send), Start, Start)!.Answers);
        Assert.Equal(("al-kukes", "Qafë Prush", Urgency.Urgent, AgeGroup.Adult, "female", true, null, null, null), (facts.Region, facts.Point, facts.Urgency, facts.Age, facts.Sex, facts.Consent, facts.Override, facts.Contact, facts.Name));
        Assert.Equal(["sq", "shelter", "medical"], facts.Languages.Concat(facts.Needs));
        var (sent, reply) = Do(ready, new IntakeCommand.Finish(1, "RA-7F3K-9"));
        Assert.Equal((null, "RA-7F3K-9", 1), (sent.Open, sent.Reference, sent.Drafts));
        Assert.Equal(IntakePhrases.Sent.Key, reply!.Words.Key);
    }

    [Fact]
    public void The_place_is_not_asked_where_there_is_one_and_nothing_is_before_the_first_question()
    {
        var (draft, reply) = Do(Draft.None, Begin(AtOnePoint));
        Assert.Equal((IntakeQuestion.Urgency, Kakavija.Key), (draft.Open!.Step, draft.Open.Answers.Place!.Key));
        Assert.DoesNotContain(Values(reply!), value => value == IntakeButton.Back);
        Assert.Equal(IntakeQuestion.Urgency, Do(draft, Press(draft, IntakeButton.Back, AtOnePoint)).Intake.Open!.Step);
    }

    [Fact]
    public void Without_consent_a_reason_is_asked_in_words_and_kept_as_it_stands()
    {
        var draft = Pressed(Prush.Key, "urgent", "adult", "female", "sq", "done", "shelter", "done", "without");
        Assert.Equal(IntakeQuestion.Reason, draft.Open!.Step);
        Assert.Null(IntakeRules.ToSend(draft, Press(draft, IntakeButton.Send), Start, Start));
        draft = Do(draft, Say(OnTelegram, "  Adult or not, she is asleep ")).Intake;
        Assert.Equal((false, "Adult or not, she is asleep", IntakeQuestion.Contact), (draft.Open!.Answers.Consent, draft.Open.Answers.Reason, draft.Open.Step));
        draft = Do(draft, Say(OnTelegram, "By the nurse")).Intake;
        Assert.Equal(("By the nurse", IntakeQuestion.Summary), (draft.Open!.Answers.Contact, draft.Open.Step));
        Assert.Equal("Adult or not, she is asleep", IntakeRules.FactsOf(draft.Open.Answers).Override);
    }

    [Fact]
    public void What_is_too_long_is_asked_for_again_and_nothing_of_it_is_kept()
    {
        var draft = Pressed(Prush.Key, "urgent", "adult", "female", "sq", "done", "shelter", "done", "without");
        var (after, reply) = Do(draft, Say(OnTelegram, new string('x', 301)));
        Assert.Equal((IntakeQuestion.Reason, null, IntakePhrases.TooLong.Key), (after.Open!.Step, after.Open.Answers.Reason, reply!.Words.Key));
        Assert.Equal(300, Do(draft, Say(OnTelegram, new string('x', 300))).Intake.Open!.Answers.Reason!.Length);
        (after, reply) = Do(Draft.None, Begin(OnSms, $"GJ adult noconsent {new string('x', 301)}"));
        Assert.Equal((IntakePhrases.SmsTooLong.Key, AgeGroup.Adult, null), (reply!.Words.Key, after.Open!.Answers.Age, after.Open.Answers.Reason));
    }

    [Fact]
    public void One_step_back_and_forth_keeps_what_was_said()
    {
        var draft = Pressed(Prush.Key, "urgent", "adult", "back");
        Assert.Equal((IntakeQuestion.Age, AgeGroup.Adult), (draft.Open!.Step, draft.Open.Answers.Age));
        draft = Do(draft, Press(draft, "child")).Intake;
        Assert.Equal((IntakeQuestion.Sex, AgeGroup.Child), (draft.Open!.Step, draft.Open.Answers.Age));
        var ready = Ready();
        var back = Do(Do(ready, Press(ready, "back")).Intake, Press(Do(ready, Press(ready, "back")).Intake, "back")).Intake;
        Assert.Equal(IntakeQuestion.Consent, back.Open!.Step);
        Assert.Equal(IntakeQuestion.Summary, Do(back, Press(back, "given")).Intake.Open!.Step);
    }

    [Fact]
    public void A_button_of_an_earlier_question_changes_nothing_and_shows_where_she_is()
    {
        var first = Pressed(Prush.Key, "urgent");
        var now = Do(first, Press(first, "child")).Intake;
        var (after, reply) = Do(now, Press(first, "adult"));
        Assert.Equal(now, after);
        Assert.Equal(IntakeQuestions.Ask(now.Open!, OnTelegram).Words, reply!.Words, Alike);
    }

    [Theory]
    [InlineData(IntakeButton.Send)]
    [InlineData(IntakeButton.Discard)]
    [InlineData(IntakeButton.Back)]
    public void A_button_of_a_draft_that_was_sent_or_thrown_away_says_which_of_both_also_while_the_next_is_open(string button)
    {
        var ready = Ready();
        var sent = Do(Do(ready, Send(ready)).Intake, new IntakeCommand.Finish(1, "RA-7F3K-9")).Intake;
        var thrown = Do(ready, Press(ready, IntakeButton.Discard)).Intake;
        foreach (var now in new[] { sent, Do(sent, Begin(OnTelegram)).Intake })
        {
            var (after, reply) = Do(now, Press(ready, button));
            Assert.Equal(now, after);
            Assert.Equal((IntakePhrases.Sent.Key, new Argument.Literal("RA-7F3K-9")), (reply!.Words.Key, reply.Words.Arguments["reference"]));
            Assert.IsType<AlreadySent>(Assert.IsType<Decision<IntakeEvent>.Refused>(IntakeRules.Decide(now, Press(ready, button), Start)).Why);
        }
        foreach (var now in new[] { thrown, Do(thrown, Begin(OnTelegram)).Intake })
        {
            var (after, reply) = Do(now, Press(ready, button));
            Assert.Equal((now, IntakePhrases.Discarded.Key), (after, reply!.Words.Key));
        }
        // Of one whose day is over nothing is claimed.
        Assert.Equal(IntakePhrases.Gone.Key, Do(Do(ready, new IntakeCommand.Drop(), Start.AddHours(24)).Intake, Press(ready, button), Start.AddHours(24)).Reply!.Words.Key);
    }

    [Theory]
    [InlineData("send")]
    [InlineData("SEND!")]
    [InlineData("discard")]
    public void The_word_typed_again_is_told_what_became_of_the_draft_for_an_hour(string word)
    {
        var ready = Ready();
        var sent = Do(Do(ready, Send(ready)).Intake, new IntakeCommand.Finish(1, "RA-7F3K-9")).Intake;
        var thrown = Do(ready, Say(OnSms, "discard")).Intake;
        Assert.Equal((sent, IntakePhrases.Sent.Key), Said(sent, Say(OnSms, word, Start.AddMinutes(59))));
        Assert.Equal((thrown, IntakePhrases.Discarded.Key), Said(thrown, Say(OnSms, word, Start.AddMinutes(59))));
        foreach (var (now, text, at) in new[]
        {
            (sent, word, Start.AddHours(1)), (thrown, word, Start.AddHours(1)), (sent, "adult", Start), (sent, "thank you", Start),
            (ServerlessAssist.Functions.Referrals.Intake.Intake.None, word, Start),
            // Another one was begun since, and its day is over.
            (Do(Do(sent, Begin(OnSms)).Intake, new IntakeCommand.Drop(), Start.AddHours(24)).Intake, word, Start.AddMinutes(1)),
        })
            Assert.IsType<Decision<IntakeEvent>.NoChange>(IntakeRules.Decide(now, Say(OnSms, text, at), at));

        static (ServerlessAssist.Functions.Referrals.Intake.Intake, string) Said(ServerlessAssist.Functions.Referrals.Intake.Intake intake, IntakeCommand command) =>
            Do(intake, command) is var (after, reply) ? (after, reply!.Words.Key) : default;
    }

    [Fact]
    public void The_last_ten_drafts_are_known()
    {
        var intake = ServerlessAssist.Functions.Referrals.Intake.Intake.None;
        var buttons = new List<IntakeCommand>();
        for (var number = 0; number < 11; number++)
        {
            intake = Do(intake, Begin(OnTelegram)).Intake;
            buttons.Add(Press(intake, IntakeButton.Discard));
            intake = Do(intake, buttons[^1]).Intake;
        }
        Assert.Equal([IntakePhrases.Gone.Key, .. Enumerable.Repeat(IntakePhrases.Discarded.Key, 10)], buttons.Select(button => Do(intake, button).Reply!.Words.Key));
    }

    [Fact]
    public void What_has_changed_since_she_saw_it_is_not_sent()
    {
        var seen = Ready();
        var send = Press(seen, IntakeButton.Send);
        var changed = Do(seen, Say(OnTelegram, "child")).Intake;
        Assert.Equal(IntakeQuestion.Summary, changed.Open!.Step);
        Assert.Null(IntakeRules.ToSend(changed, send, Start, Start));
        Assert.NotNull(IntakeRules.ToSend(changed, Press(changed, IntakeButton.Send), Start, Start));
        // By text: a word that was said before the last change.
        Assert.Null(IntakeRules.ToSend(changed, Say(OnSms, "send"), Start.AddSeconds(-1), Start));
        Assert.NotNull(IntakeRules.ToSend(changed, Say(OnSms, "send"), Start, Start));
    }

    [Fact]
    public void A_draft_that_is_being_sent_is_neither_changed_nor_thrown_away_nor_dropped_and_the_same_word_still_means_it()
    {
        var ready = Ready();
        var sending = Do(ready, Send(ready)).Intake;
        Assert.Equal(ready with { Open = ready.Open! with { IsSending = true } }, sending);
        IntakeCommand[] others =
        [
            Press(ready, IntakeButton.Discard), Say(OnSms, "discard"), Press(ready, IntakeButton.Back), Say(OnTelegram, "child"),
            Begin(OnTelegram), Begin(OnSms, "gj"), new IntakeCommand.Drop(),
        ];
        foreach (var command in others)
        {
            var refused = Assert.IsType<Decision<IntakeEvent>.Refused>(IntakeRules.Decide(sending, command, Start.AddHours(25)));
            Assert.IsType<BeingSent>(refused.Why);
        }
        Assert.Equal(sending.Open, IntakeRules.ToSend(sending, Press(ready, IntakeButton.Send), Start, Start.AddHours(25)));
        Assert.Equal(sending.Open, IntakeRules.ToSend(sending, Say(OnSms, "send"), Start, Start.AddHours(25)));
        // Its day still ends: whatever died is gone on with then at the latest.
        Assert.Equal(IntakeRules.Prompt.Status(ready, Start).WakeUp, IntakeRules.Prompt.Status(sending, Start).WakeUp);
        var (sent, reply) = Do(sending, new IntakeCommand.Finish(1, "RA-7F3K-9"));
        Assert.Equal((null, "RA-7F3K-9", IntakePhrases.Sent.Key), (sent.Open, sent.Reference, reply!.Words.Key));
    }

    [Fact]
    public void What_another_message_has_sent_is_told_and_ends_nothing()
    {
        var ready = Ready();
        var sent = Do(Do(ready, Send(ready)).Intake, new IntakeCommand.Finish(1, "RA-7F3K-9")).Intake;
        var again = Assert.IsType<Decision<IntakeEvent>.Refused>(IntakeRules.Decide(sent, new IntakeCommand.Finish(1, "RA-7F3K-9"), Start));
        Assert.IsType<IntakeEvent.QuestionRepeated>(Assert.Single(again.Recorded));
        Assert.Equal((IntakePhrases.Sent.Key, "RA-7F3K-9"), (again.Why.Reply!.Words.Key, Assert.IsType<AlreadySent>(again.Why).Reference));
        // Nor does it end the next one.
        var next = Do(sent, Begin(OnSms, "child")).Intake;
        Assert.IsType<AlreadySent>(Assert.IsType<Decision<IntakeEvent>.Refused>(IntakeRules.Decide(next, new IntakeCommand.Finish(1, "RA-7F3K-9"), Start)).Why);
    }

    [Fact]
    public void What_has_changed_or_ended_meanwhile_is_not_begun_to_be_sent()
    {
        var ready = Ready();
        Assert.IsType<Decision<IntakeEvent>.NoChange>(IntakeRules.Decide(Do(ready, Say(OnTelegram, "child")).Intake, Send(ready), Start));
        var thrownAway = Do(ready, Press(ready, IntakeButton.Discard)).Intake;
        Assert.IsType<Decision<IntakeEvent>.NoChange>(IntakeRules.Decide(thrownAway, Send(ready), Start));
        Assert.IsType<Decision<IntakeEvent>.NoChange>(IntakeRules.Decide(ready, Send(ready), Start.AddHours(24)));
        var half = Pressed(Prush.Key);
        Assert.IsType<Decision<IntakeEvent>.NoChange>(IntakeRules.Decide(half, Send(half), Start));
    }

    [Fact]
    public void A_draft_whose_place_is_gone_when_it_is_being_sent_can_be_changed_and_thrown_away_again()
    {
        var ready = Ready();
        var (asked, reply) = Do(Do(ready, Send(ready)).Intake, new IntakeCommand.ChooseAnotherPlace(1, OnTelegram));
        Assert.Equal((IntakeQuestion.Place, false, IntakePhrases.PlaceGone.Key), (asked.Open!.Step, asked.Open.IsSending, reply!.Words.Key));
        Assert.Null(IntakeRules.ToSend(asked, Press(ready, IntakeButton.Send), Start, Start));
        Assert.Null(Do(asked, Say(OnTelegram, "discard")).Intake.Open);
    }

    [Fact]
    public void After_a_day_it_is_dropped_by_the_clock_or_by_whatever_comes_first()
    {
        var ready = Ready();
        Assert.Equal(new WakeUp(IntakeRules.DraftExpires, Start.AddHours(24)), IntakeRules.Prompt.Status(ready, Start).WakeUp);
        Assert.IsType<Decision<IntakeEvent>.NoChange>(IntakeRules.Decide(ready, new IntakeCommand.Drop(), Start.AddHours(24).AddTicks(-1)));
        Assert.Null(Do(ready, new IntakeCommand.Drop(), Start.AddHours(24)).Intake.Open);
        Assert.Null(IntakeRules.ToSend(ready, Press(ready, IntakeButton.Send), Start.AddHours(24), Start.AddHours(24)));
        Assert.Equal(IntakePhrases.Gone.Key, Do(ready, Press(ready, IntakeButton.Send), Start.AddHours(24)).Reply!.Words.Key);
        var begun = Assert.IsType<Decision<IntakeEvent>.Commit>(IntakeRules.Decide(ready, Begin(OnTelegram), Start.AddHours(25)));
        Assert.Equal([typeof(IntakeEvent.Expired), typeof(IntakeEvent.Started), typeof(IntakeEvent.AnswersRecorded)], begun.Events.Select(one => one.GetType()));
        Assert.Equal((2, null), (begun.Events.Aggregate(ready, IntakeEvolution.Evolve).Open!.Number, begun.Events.Aggregate(ready, IntakeEvolution.Evolve).Open!.Answers.Age));
        Assert.IsType<Decision<IntakeEvent>.NoChange>(IntakeRules.Decide(ready, Say(OnTelegram, "adult"), Start.AddHours(25)));
    }

    [Fact]
    public void Going_on_with_nothing_chosen_asks_for_one_at_least()
    {
        var draft = Pressed(Prush.Key, "urgent", "adult", "female");
        Assert.Equal(IntakeQuestion.Languages, draft.Open!.Step);
        var (same, reply) = Do(draft, Press(draft, IntakeButton.Done));
        Assert.Equal((draft, IntakePhrases.AtLeastOne.Key), (same, reply!.Words.Key));
        var chosen = Do(draft, Press(draft, "sq")).Intake;
        Assert.Equal(IntakeQuestion.Needs, Do(chosen, Press(chosen, IntakeButton.Done)).Intake.Open!.Step);
    }

    [Theory]
    [InlineData("2", "urgent")]
    [InlineData("٢", "urgent")]
    [InlineData("urgjente", "urgent")]
    [InlineData("At once!", "immediate")]
    public void Words_and_numbers_are_taken_for_buttons(string text, string urgency)
    {
        var draft = Do(Pressed(Prush.Key), Say(OnTelegram, text)).Intake;
        Assert.Equal((IntakeQuestion.Age, IntakeQuestions.UrgencyOf(urgency)), (draft.Open!.Step, draft.Open.Answers.Urgency));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("0")]
    [InlineData("1 2")]
    [InlineData("99")]
    [InlineData("what?")]
    public void What_is_not_understood_is_asked_again_with_a_hint(string text)
    {
        var before = Pressed(Prush.Key);
        var (after, reply) = Do(before, Say(OnTelegram, text));
        Assert.Equal((before, IntakePhrases.Again.Key), (after, reply!.Words.Key));
        Assert.NotEmpty(reply.Choices);
    }

    [Fact]
    public void Several_languages_can_be_chosen_taken_back_turned_over_and_numbered()
    {
        var draft = Pressed(Prush.Key, "urgent", "adult", "female", "sq", "en", "sq", "more", "ru");
        Assert.Equal(["en", "ru"], draft.Open!.Answers.Languages);
        Assert.Equal(1, draft.Open.Page);
        // The buttons that stand on the second page.
        draft = Do(draft, Say(OnTelegram, "1, 6")).Intake;
        Assert.Equal(["en", "ru", "ro", "other"], draft.Open!.Answers.Languages);
        var none = Pressed(Prush.Key, "urgent", "adult", "female");
        var (same, reply) = Do(none, Press(none, "done"));
        Assert.Equal((IntakeQuestion.Languages, IntakePhrases.AtLeastOne.Key), (same.Open!.Step, reply!.Words.Key));
    }

    [Fact]
    public void A_text_with_parts_missing_is_answered_with_what_is_missing_and_the_next_brings_the_rest()
    {
        var (draft, reply) = Do(Draft.None, Begin(OnSms, "GJ adult f shelter medical"));
        Assert.Equal("Missing: how soon, language. Text e.g. urgent sq", Said(reply!));
        (draft, reply) = Do(draft, Say(OnSms, "urgent sq"));
        Assert.Equal("Does the person agree? Text: agrees. If not: no, and why it cannot wait", Said(reply!));
        (draft, reply) = Do(draft, Say(OnSms, "send"));
        Assert.Equal("Does the person agree? Text: agrees. If not: no, and why it cannot wait", Said(reply!));
        Assert.Null(IntakeRules.ToSend(draft, Say(OnSms, "send"), Start, Start));
        (draft, reply) = Do(draft, Say(OnSms, "Consent"));
        Assert.Equal("Gjirokaster: urgent,adult,female,sq,bed,doctor,agreed. Right? Text: send. Else: discard", Said(reply!));
        Assert.NotNull(IntakeRules.ToSend(draft, Say(OnSms, "SEND"), Start, Start));
        Assert.Equal("Thrown away. Nothing was sent.", Said(Do(draft, Say(OnSms, "discard")).Reply!));
    }

    [Fact]
    public void An_unclear_place_is_asked_for_and_no_consent_needs_its_reason()
    {
        var (draft, reply) = Do(Draft.None, Begin(OnSms, "kukes GJ child m now en bed noconsent"));
        Assert.Equal("Missing: place. Text e.g. GJ", Said(reply!));
        (draft, reply) = Do(draft, Say(OnSms, "morina noconsent they come tonight"));
        Assert.Equal("Morina: at once,child,male,en,bed,not agreed. Right? Text: send. Else: discard", Said(reply!));
        Assert.Equal("they come tonight", IntakeRules.FactsOf(draft.Open!.Answers).Override);
    }

    [Fact]
    public void Two_persons_are_never_mixed_a_new_line_waits_until_the_draft_is_sent_or_thrown_away()
    {
        var draft = Do(Draft.None, Begin(OnSms, "GJ adult f medical")).Intake;
        var (same, reply) = Do(draft, Begin(OnSms, "GJ child m urgent shelter sq consent"));
        Assert.Equal((draft, IntakePhrases.SmsFinishFirst.Key), (same, reply!.Words.Key));
        Assert.Equal(Urgency.Urgent, Do(draft, Begin(OnSms, "urgent")).Intake.Open!.Answers.Urgency);
        Assert.Equal(draft, Do(draft, Begin(OnSms)).Intake);
    }

    [Fact]
    public void A_place_that_is_gone_is_asked_for_again()
    {
        var (draft, reply) = Do(Ready(), new IntakeCommand.ChooseAnotherPlace(1, OnTelegram));
        Assert.Equal((IntakeQuestion.Place, null, IntakePhrases.PlaceGone.Key), (draft.Open!.Step, draft.Open.Answers.Place, reply!.Words.Key));
        draft = Do(draft, Press(draft, Morina.Key)).Intake;
        Assert.Equal(IntakeQuestion.Summary, draft.Open!.Step);
    }

    [Fact]
    public void Sent_is_said_even_if_the_draft_was_thrown_away_meanwhile()
    {
        var ready = Ready();
        var next = Do(Do(ready, Press(ready, "drop")).Intake, Begin(OnTelegram)).Intake;
        var (after, reply) = Do(next, new IntakeCommand.Finish(1, "RA-7F3K-9"));
        Assert.Equal((2, "RA-7F3K-9", IntakePhrases.Sent.Key), (after.Open!.Number, after.Reference, reply!.Words.Key));
    }

    [Fact]
    public void Every_button_fits_and_is_read_as_it_was_made_and_none_looks_like_a_code()
    {
        foreach (var place in Places)
            foreach (var step in Enum.GetValues<IntakeQuestion>())
                foreach (var value in new[] { "food-and-hygiene", place.Key, "without" })
                {
                    var button = new IntakeButton(99_999, 9_999, step, value);
                    Assert.InRange(button.ToString().Length, 1, 41);
                    Assert.Equal(button, IntakeButton.Of(ButtonPress.Parse(button.ToString())!));
                    Assert.Null(AlertCode.Find(button.ToString(), ReferralCodes.Kinds));
                }
        foreach (var odd in (string[])["", "int", "int back", "int back 1 0", "int back 1 0 p", "int back -1 0 P", "int back 1 0 PU", "int back 1 0 X", "int  1 0 P", "int back 1 0 P more", "chat language en", "ref back 1 0 P"])
            Assert.True(ButtonPress.Parse(odd) is not { } press || IntakeButton.Of(press) is null, odd);
    }

    private static IEnumerable<string> Values(Reply reply) => reply.Choices.Select(choice => IntakeButton.Of(ButtonPress.Parse(choice.Data)!)!.Value);

    private static string Said(Reply reply) => new Phrases().Render(reply.Words, Language.English, ChannelKind.Sms);

    private static bool Alike(Wording one, Wording other) => new Phrases().Render(one, Language.English, ChannelKind.Telegram) == new Phrases().Render(other, Language.English, ChannelKind.Telegram);
}
