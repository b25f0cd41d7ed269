using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.Referrals.Intake.GivenIntake;
using Draft = ServerlessAssist.Functions.Referrals.Intake.Intake;

namespace ServerlessAssist.Tests.Functions.Referrals.Intake;

/// <summary>An answer belongs to what was asked, and what was chosen is not overwritten by a text.</summary>
public sealed class IntakeAnswersTests
{
    private const string Question = "Does the person agree? Text: agrees. If not: no, and why it cannot wait";
    private const string Facts = "Morina adult f urgent bed sq";

    [Theory]
    [InlineData("no")]
    [InlineData("she does not agree")]
    [InlineData("No!")]
    public void A_no_to_the_question_is_a_no_and_leaves_the_place_alone(string answer)
    {
        var asked = Pressed(Prush.Key, "urgent", "adult", "female", "sq", "done", "shelter", "done");
        Assert.Equal(IntakeQuestion.Consent, asked.Open!.Step);
        var after = Do(asked, Say(OnTelegram, answer)).Intake.Open!;
        Assert.Equal((false, Prush.Key, IntakeQuestion.Reason), (after.Answers.Consent, after.Answers.Place!.Key, after.Step));
    }

    [Fact]
    public void Going_back_to_the_question_and_typing_no_takes_the_agreement_back()
    {
        var given = Pressed(Prush.Key, "urgent", "adult", "female", "sq", "done", "shelter", "done", "given", "back");
        Assert.Equal((IntakeQuestion.Consent, true), (given.Open!.Step, given.Open.Answers.Consent));
        Assert.False(Do(given, Say(OnTelegram, "no")).Intake.Open!.Answers.Consent);
    }

    [Theory]
    [InlineData("yes but she is thinking about it")]
    [InlineData("I will ask her")]
    [InlineData("Liked “Does the person agree that we pass this on?”")]
    [InlineData("hm")]
    public void Anything_but_a_clear_answer_is_asked_again(string answer)
    {
        var asked = Pressed(Prush.Key, "urgent", "adult", "female", "sq", "done", "shelter", "done");
        var after = Do(asked, Say(OnTelegram, answer)).Intake.Open!;
        Assert.Equal((null, IntakeQuestion.Consent), (after.Answers.Consent, after.Step));
    }

    [Theory]
    [InlineData("she does not agree any more")]
    [InlineData("no consent")]
    [InlineData("maybe she does not agree")]
    public void A_denial_after_an_agreement_opens_the_question_again(string text)
    {
        var ready = Ready();
        var after = Do(ready, Say(OnTelegram, text)).Intake.Open!;
        Assert.Equal((null, IntakeQuestion.Consent), (after.Answers.Consent, after.Step));
    }

    [Fact]
    public void What_was_pressed_is_not_overwritten_by_a_sentence()
    {
        var needs = Pressed(Prush.Key, "urgent", "adult", "female", "sq", "done");
        Assert.Equal(IntakeQuestion.Needs, needs.Open!.Step);
        var after = Do(needs, Say(OnTelegram, "She is afraid and hurt, cannot decide now")).Intake.Open!;
        Assert.Equal(Urgency.Urgent, after.Answers.Urgency);
        Assert.Equal(Urgency.Urgent, Do(needs, Say(OnTelegram, "immediately bed")).Intake.Open!.Answers.Urgency);
    }

    [Fact]
    public void Going_back_to_a_question_its_answer_may_be_typed_anew()
    {
        var back = Pressed(Prush.Key, "urgent", "back");
        Assert.Equal(Urgency.Routine, Do(back, Say(OnTelegram, "routine")).Intake.Open!.Answers.Urgency);
    }

    [Fact]
    public void By_SMS_both_answers_to_the_question_are_named_and_a_reason_is_the_reason()
    {
        var (draft, reply) = Do(Draft.None, Begin(OnSms, Facts));
        Assert.Equal(Question, Said(reply!));
        (draft, reply) = Do(draft, Say(OnSms, "maybe"));
        Assert.Equal(Question, Said(reply!));
        (draft, reply) = Do(draft, Say(OnSms, "no"));
        Assert.Equal("Why can it not wait? Text it in a few words, no names.", Said(reply!));
        (draft, reply) = Do(draft, Say(OnSms, "she is unconscious, urgent consent impossible"));
        Assert.Equal("Morina: urgent,adult,female,sq,bed,not agreed. Right? Text: send. Else: discard", Said(reply!));
        Assert.Equal("she is unconscious, urgent consent impossible", draft.Open!.Answers.Reason);
    }

    [Fact]
    public void A_no_with_its_reason_behind_it_is_both()
    {
        var draft = Do(Do(Draft.None, Begin(OnSms, Facts)).Intake, Say(OnSms, "no, they come back tonight")).Intake.Open!;
        Assert.Equal((false, "they come back tonight", IntakeQuestion.Summary), (draft.Answers.Consent, draft.Answers.Reason, draft.Step));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("da")]
    [InlineData("так")]
    [InlineData("right")]
    [InlineData("don't send")]
    [InlineData("send it tomorrow")]
    [InlineData("is it sent?")]
    public void What_is_not_the_word_for_sending_is_answered_that_nothing_is_sent(string text)
    {
        var (draft, reply) = Do(Do(Draft.None, Begin(OnSms, $"{Facts} consent")).Intake, Say(OnSms, text));
        Assert.Equal("Not sent yet. If all is right, text: send. If not: discard", Said(reply!));
        Assert.Null(IntakeRules.ToSend(draft, Say(OnSms, text), Start, Start));
        Assert.Equal(true, draft.Open!.Answers.Consent);
    }

    [Theory]
    [InlineData("discard now")]
    [InlineData("please discard")]
    [InlineData("cancel it")]
    public void Throwing_away_may_be_said_with_a_word_more(string text) =>
        Assert.Null(Do(Do(Draft.None, Begin(OnSms, Facts)).Intake, Say(OnSms, text)).Intake.Open);

    [Fact]
    public void What_was_read_back_by_SMS_is_corrected_by_a_plain_text_and_read_back_again()
    {
        var ready = Do(Draft.None, Begin(OnSms, $"{Facts} consent")).Intake;
        var (draft, reply) = Do(ready, Say(OnSms, "immediately"));
        Assert.Equal("Morina: at once,adult,female,sq,bed,agreed. Right? Text: send. Else: discard", Said(reply!));
        Assert.Equal(Urgency.Immediate, draft.Open!.Answers.Urgency);
        Assert.Equal(Urgency.Urgent, Do(ready, Say(OnSms, "is it immediate or what do they say")).Intake.Open!.Answers.Urgency);
    }

    [Fact]
    public void The_name_of_a_language_that_is_not_asked_for_is_left_to_the_phone()
    {
        var ready = Do(Draft.None, Begin(OnSms, $"{Facts} consent")).Intake;
        Assert.IsType<ServerlessAssist.Shared.Streams.Decision<IntakeEvent>.NoChange>(IntakeRules.Decide(ready, Say(OnSms, "romana"), Start));
        var missing = Do(Draft.None, Begin(OnSms, "Morina adult f urgent bed")).Intake;
        Assert.Equal(["ro"], Do(missing, Say(OnSms, "romana")).Intake.Open!.Answers.Languages);
    }

    [Fact]
    public void A_place_that_is_not_known_is_asked_for_and_never_replaced_by_the_only_one()
    {
        var onePlace = OnSms with { Places = [Kakavija] };
        var parsed = Reader.Read("XQ adult f urgent bed sq", Language.English, onePlace.Places, isBeginning: true);
        var (draft, reply) = Do(Draft.None, new IntakeCommand.Begin(parsed, onePlace));
        Assert.Null(draft.Open!.Answers.Place);
        Assert.StartsWith("Missing: place", Said(reply!), StringComparison.Ordinal);
    }

    private static string Said(Reply reply) => new Phrases().Render(reply.Words, Language.English, ChannelKind.Sms);
}
