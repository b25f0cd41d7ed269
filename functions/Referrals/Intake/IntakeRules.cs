using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.Intake.IntakeEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.Intake.IntakeEvent>;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>What is asked next, and what an answer means. Nothing is ready to be sent without consent, or a reason to pass it on without. Pure: no clock, no storage.</summary>
[PureRules]
public static class IntakeRules
{
    public const string DraftExpires = "draft-expires";

    /// <summary>An older draft says no longer what is so.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    /// <summary>Of what is typed, in UTF-16 units.</summary>
    public const int MostTyped = 300;

    public static readonly PromptDefinition<Intake, IntakeEvent, IntakeCommand> Prompt = new(
        IntakeButton.Prefix, Intake.None, Decide, IntakeEvolution.Evolve, Status, IntakeJson.Default.Intake);

    public static Decision Decide(Intake intake, IntakeCommand command, DateTimeOffset now)
    {
        var isOld = intake.Open is { IsSending: false } open && now - open.Begun >= Lasts;
        ImmutableArray<IntakeEvent> before = isOld ? [new Expired(intake.Open!.Number, now)] : [];
        var fresh = isOld ? intake with { Open = null } : intake;
        return command switch
        {
            IntakeCommand.Begin or IntakeCommand.Press or IntakeCommand.Say or IntakeCommand.Drop when fresh.Open is { IsSending: true } =>
                new Decision.Refused(new BeingSent()),
            IntakeCommand.Begin begin => Begin(fresh, begin, before, now),
            IntakeCommand.Press press => Press(fresh, press, before, now),
            IntakeCommand.Say when fresh.Open is null => new Decision.NoChange(),
            IntakeCommand.Say say => Say(fresh.Open, say, now),
            IntakeCommand.Send send => Send(fresh, send, now),
            // Stored a second time, it could land when the sender has long been told that there is no draft.
            IntakeCommand.Finish finish when fresh.Open?.Number != finish.Number && fresh.Reference == finish.Reference => new Decision.Refused(new AlreadySent(finish.Reference)),
            IntakeCommand.Finish finish => Shown([new Sent(finish.Number, finish.Reference, now)], new Reply(IntakePhrases.Sent.With(("reference", finish.Reference)))),
            IntakeCommand.ChooseAnotherPlace choose when fresh.Open is { } sheet && sheet.Number == choose.Number => Fill(sheet, sheet.Answers with { Place = null }, choose.Handset, now, IntakeQuestion.Place, IntakePhrases.PlaceGone),
            IntakeCommand.GiveUp up when fresh.Open?.Number == up.Number => Shown([new Discarded(up.Number, now)], new Reply(IntakePhrases.Gone)),
            IntakeCommand.GiveUp or IntakeCommand.ChooseAnotherPlace => NoDraft(before),
            IntakeCommand.Drop when isOld => new Decision.Commit(new Expired(intake.Open!.Number, now)),
            IntakeCommand.Drop => new Decision.NoChange(),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    /// <summary>A draft that is still being sent when it expires is completed by <see cref="IntakeSending"/>.</summary>
    private static PromptStatus Status(Intake intake, DateTimeOffset lastDecision) => intake.Open is { } draft
        ? new PromptStatus(IsPending: true, AwaitsText: true, OverSince: null) { WakeUp = new WakeUp(DraftExpires, draft.Begun + Lasts) }
        : PromptStatus.Over(lastDecision);

    private static bool AsksToSend(IntakeCommand command) => command is IntakeCommand.Press { Button: { Value: IntakeButton.Send, Step: IntakeQuestion.Summary } } or IntakeCommand.Say { Heard.Wish: IntakeButton.Send };

    /// <summary>The draft that this asks to send; null: it asks for something else, or it is not ready. What is sent is what she has seen.</summary>
    /// <param name="said">When the word was said: one that is older than the draft's last change says nothing of it.</param>
    public static ReferralDraft? ToSend(Intake intake, IntakeCommand command, DateTimeOffset said, DateTimeOffset now) =>
        intake.Open is { } sheet && IsReady(sheet) && (sheet.IsSending || now - sheet.Begun < Lasts) && AsksToSend(command)
        && (command is IntakeCommand.Press { Button: var button } ? button.Number == sheet.Number && button.Revision == sheet.Revision : said >= sheet.Touched) ? sheet : null;

    private static bool IsReady(ReferralDraft sheet) => sheet.Step == IntakeQuestion.Summary && !IntakeQuestions.Missing(sheet.Answers).Any();

    /// <summary>The draft as a referral.</summary>
    public static ReferralFacts FactsOf(Answers known) => new(
        known.Place!.Region, known.Place.Point, null, known.Urgency!.Value, known.Age!.Value, known.Sex!, known.Languages, known.Needs, known.Consent!.Value, known.Consent == true ? null : known.Reason, known.Contact, null);

    /// <summary>The question before; null: there is none.</summary>
    internal static IntakeQuestion? Before(ReferralDraft sheet, DialogueContext handset) => Enum.GetValues<IntakeQuestion>().Cast<IntakeQuestion?>()
        .LastOrDefault(step => step < sheet.Step && (step != IntakeQuestion.Place || handset.Places.Length > 1) && (step != IntakeQuestion.Reason || sheet.Answers.Consent == false));

    private static Decision Begin(Intake intake, IntakeCommand.Begin begin, ImmutableArray<IntakeEvent> before, DateTimeOffset now)
    {
        var (heard, handset) = (begin.Heard, begin.Handset);
        if (intake.Open is { } open)
        {
            if (heard.SaysNothing) return Shown([new QuestionRepeated()], IntakeQuestions.Ask(open, handset));
            if (!heard.Repeats(open.Answers)) return Merge(open, open.Answers, heard, handset, now);
            // Two persons are never mixed.
            return Shown([new QuestionRepeated()], handset.IsSms ? new Reply(IntakePhrases.SmsFinishFirst) : IntakeQuestions.Ask(open, handset, IntakePhrases.FinishFirst));
        }
        var begun = new Started(intake.Drafts + 1, now);
        var sheet = IntakeEvolution.Evolve(intake, begun).Open!;
        return With([.. before, begun], Merge(sheet, handset.Places is [var only] ? sheet.Answers with { Place = only } : sheet.Answers, heard, handset, now));
    }

    private static Decision Send(Intake intake, IntakeCommand.Send send, DateTimeOffset now) =>
        intake.Open is { } sheet && sheet.Number == send.Number && sheet.Revision == send.Revision && IsReady(sheet)
            ? new Decision.Commit(new Sending(send.Number, now))
            : new Decision.NoChange();

    private static Decision Press(Intake intake, IntakeCommand.Press press, ImmutableArray<IntakeEvent> before, DateTimeOffset now)
    {
        var (button, handset) = (press.Button, press.Handset);
        if (intake.Open is not { } sheet) return NoDraft(before);
        return button.Number == sheet.Number && button.Step == sheet.Step ? Choose(sheet, button.Value, handset, now) ?? ShowAgain(sheet, handset) : ShowAgain(sheet, handset);
    }

    /// <summary>Null: it is nothing that can be chosen here.</summary>
    private static Decision? Choose(ReferralDraft sheet, string value, DialogueContext handset, DateTimeOffset now)
    {
        var known = sheet.Answers;
        switch (value)
        {
            case IntakeButton.Discard: return Shown([new Discarded(sheet.Number, now)], new Reply(IntakePhrases.Discarded));
            case IntakeButton.Back: return Before(sheet, handset) is { } step ? Turn(sheet, step, 0, handset, now) : null;
            case IntakeButton.More: return Turn(sheet, sheet.Step, IntakeQuestions.PageAfter(sheet, handset), handset, now);
            case IntakeButton.Done when sheet.Step is IntakeQuestion.Languages: return known.Languages.IsEmpty ? ShowAgain(sheet, handset, IntakePhrases.AtLeastOne) : Turn(sheet, Next(known, handset), 0, handset, now);
            case IntakeButton.Done when sheet.Step is IntakeQuestion.Needs: return known.Needs.IsEmpty ? ShowAgain(sheet, handset, IntakePhrases.AtLeastOne) : Turn(sheet, Next(known, handset), 0, handset, now);
            case IntakeButton.Skip when sheet.Step is IntakeQuestion.Contact: return Fill(sheet, known with { Contact = null, WasAskedForContact = true }, handset, now);
        }
        if (!IntakeQuestions.Choices(sheet, handset).Any(choice => choice.Value == value)) return null;
        return sheet.Step switch
        {
            IntakeQuestion.Place => Fill(sheet, known with { Place = handset.Places.First(place => place.Key == value) }, handset, now),
            IntakeQuestion.Urgency => Fill(sheet, known with { Urgency = IntakeQuestions.UrgencyOf(value) }, handset, now),
            IntakeQuestion.Age => Fill(sheet, known with { Age = IntakeQuestions.AgeOf(value) }, handset, now),
            IntakeQuestion.Sex => Fill(sheet, known with { Sex = value }, handset, now),
            IntakeQuestion.Languages => Fill(sheet, known with { Languages = Toggled(known.Languages, value) }, handset, now, IntakeQuestion.Languages),
            IntakeQuestion.Needs => Fill(sheet, known with { Needs = Toggled(known.Needs, value) }, handset, now, IntakeQuestion.Needs),
            IntakeQuestion.Consent when value == IntakeButton.Given => Fill(sheet, known with { Consent = true, Reason = null }, handset, now),
            IntakeQuestion.Consent => Fill(sheet, known with { Consent = false, Reason = null }, handset, now),
            _ => null,
        };
    }

    private static Decision Say(ReferralDraft sheet, IntakeCommand.Say say, DateTimeOffset now)
    {
        var (heard, handset) = (say.Heard, say.Handset);
        if (heard.Wish is { } wish) return (wish == IntakeButton.Discard || !handset.IsSms ? Choose(sheet, wish, handset, now) : null) ?? ShowAgain(sheet, handset, IntakePhrases.Again);
        if (!handset.IsSms && sheet.Step is IntakeQuestion.Reason) return Type(sheet, say.Text, text => sheet.Answers with { Reason = text }, handset, now);
        if (!handset.IsSms && sheet.Step is IntakeQuestion.Contact) return Type(sheet, say.Text, text => sheet.Answers with { Contact = text, WasAskedForContact = true }, handset, now);
        if (!handset.IsSms && Numbers(say.Text) is { Count: > 0 } numbers) return Numbered(sheet, numbers, handset, now) ?? ShowAgain(sheet, handset, IntakePhrases.Again);
        if (heard.SaysNothing) return ShowAgain(sheet, handset, IntakePhrases.Again);
        return Merge(sheet, sheet.Answers, heard, handset, now);
    }

    /// <summary>What is too long is not cut: the rest of the text counts, and it is asked for again.</summary>
    private static Decision Merge(ReferralDraft sheet, Answers known, ParsedText heard, DialogueContext handset, DateTimeOffset now)
    {
        if (!(heard.Reason?.Length > MostTyped) && !(heard.Contact?.Length > MostTyped)) return Fill(sheet, heard.Into(known), handset, now);
        var filled = Fill(sheet, (heard with { Reason = null, Contact = null }).Into(known), handset, now, hint: IntakePhrases.TooLong);
        return handset.IsSms && filled is Decision.Commit accepted ? accepted with { Reply = new Reply(IntakePhrases.SmsTooLong) } : filled;
    }

    private static Decision Type(ReferralDraft sheet, string text, Func<string, Answers> into, DialogueContext handset, DateTimeOffset now) => text.Trim() switch
    {
        { Length: 0 } => ShowAgain(sheet, handset, IntakePhrases.Again),
        { Length: > MostTyped } => ShowAgain(sheet, handset, IntakePhrases.TooLong),
        var typed => Fill(sheet, into(typed), handset, now),
    };

    /// <summary>The n-th button each, one or several where several can be chosen.</summary>
    private static Decision? Numbered(ReferralDraft sheet, List<int> numbers, DialogueContext handset, DateTimeOffset now)
    {
        var shown = IntakeQuestions.OnScreen(sheet, handset);
        if (numbers.Any(number => number < 1 || number > shown.Length)) return null;
        var values = numbers.Select(number => shown[number - 1].Value).Distinct().ToList();
        return (sheet.Step, values) switch
        {
            (IntakeQuestion.Languages, _) => Fill(sheet, sheet.Answers with { Languages = [.. sheet.Answers.Languages.Union(values)] }, handset, now, IntakeQuestion.Languages),
            (IntakeQuestion.Needs, _) => Fill(sheet, sheet.Answers with { Needs = [.. sheet.Answers.Needs.Union(values)] }, handset, now, IntakeQuestion.Needs),
            // A number at the end of all is no word for sending.
            (not IntakeQuestion.Summary, [var only]) => Choose(sheet, only, handset, now),
            _ => null,
        };
    }

    private static List<int> Numbers(string text)
    {
        var words = text.Split([' ', ',', '.', ';', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.All(word => word.Length <= 2 && word.All(char.IsDigit)) ? [.. words.Select(word => (int)word.Aggregate(0d, (sum, unit) => sum * 10 + char.GetNumericValue(unit)))] : [];
    }

    /// <summary>Stays where it is told to, else goes to the first question that has no answer.</summary>
    private static Decision Fill(ReferralDraft sheet, Answers known, DialogueContext handset, DateTimeOffset now, IntakeQuestion? at = null, Phrase? hint = null) => Show(sheet, new AnswersRecorded(known, at ?? Next(known, handset), now), handset, hint);

    private static Decision Turn(ReferralDraft sheet, IntakeQuestion step, int page, DialogueContext handset, DateTimeOffset now) => Show(sheet, new StepChanged(step, page, now), handset, null);

    private static Decision Show(ReferralDraft sheet, IntakeEvent happened, DialogueContext handset, Phrase? hint)
    {
        var next = IntakeEvolution.Evolve(Intake.None with { Open = sheet }, happened).Open!;
        return Shown([happened], hint is null ? IntakeQuestions.Ask(next, handset) : IntakeQuestions.Ask(next, handset, hint));
    }

    private static Decision ShowAgain(ReferralDraft sheet, DialogueContext handset, Phrase? hint = null) =>
        Shown([new QuestionRepeated()], hint is null ? IntakeQuestions.Ask(sheet, handset) : IntakeQuestions.Ask(sheet, handset, hint));

    private static IntakeQuestion Next(Answers known, DialogueContext handset) =>
        IntakeQuestions.Missing(known).Cast<IntakeQuestion?>().FirstOrDefault() ?? (known.WasAskedForContact || handset.IsSms ? IntakeQuestion.Summary : IntakeQuestion.Contact);

    private static ImmutableArray<string> Toggled(ImmutableArray<string> words, string word) => words.Contains(word) ? words.Remove(word) : words.Add(word);

    private static Decision.Commit Shown(ImmutableArray<IntakeEvent> events, Reply reply) => new(events, reply, []);

    private static Decision.Refused NoDraft(ImmutableArray<IntakeEvent> before) => new(new NoDraft()) { Recorded = [.. before, new QuestionRepeated()] };

    private static Decision With(ImmutableArray<IntakeEvent> first, Decision then) => then is Decision.Commit accepted ? accepted with { Events = [.. first, .. accepted.Events] } : then;
}
