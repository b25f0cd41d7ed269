using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
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

    /// <summary>For so long "send" and "discard" are taken for the draft that was sent or thrown away last.</summary>
    public static readonly TimeSpan WishesLast = TimeSpan.FromHours(1);

    /// <summary>As long as a text that was written within <see cref="WishesLast"/> may come, or come again, by the carrier's list.</summary>
    private static readonly TimeSpan ComesAgain = TimeSpan.FromHours(26);

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
            IntakeCommand.Say say when fresh.Open is null => Late(fresh, say, before),
            IntakeCommand.Say say => Say(fresh.Open, say, now),
            IntakeCommand.Send send => Send(fresh, send, now),
            IntakeCommand.Finish finish when fresh.Open?.Number != finish.Number && fresh.Reference == finish.Reference =>
                Recorded(new AlreadySent(finish.Reference), []),
            IntakeCommand.Finish finish => Shown([new Sent(finish.Number, finish.Reference, now)], new Reply(IntakePhrases.Sent.With(("reference", finish.Reference)))),
            IntakeCommand.ChooseAnotherPlace choose when fresh.Open is { } draft && draft.Number == choose.Number => Fill(draft, draft.Answers with { Place = null }, choose.Context, now, IntakeQuestion.Place, IntakePhrases.PlaceGone),
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
        : PromptStatus.Over(lastDecision) with { LateUntil = intake.Decided is [.., var last] ? last.At + ComesAgain : null };

    private static bool AsksToSend(IntakeCommand command) => command is IntakeCommand.Press { Button: { Value: IntakeButton.Send, Step: IntakeQuestion.Summary } } or IntakeCommand.Say { Parsed.Wish: IntakeButton.Send };

    /// <summary>The draft that this asks to send; null: it asks for something else, or it is not ready. What is sent is what she has seen.</summary>
    /// <param name="said">When the word was said: one that is older than the draft's last change says nothing of it.</param>
    public static ReferralDraft? ToSend(Intake intake, IntakeCommand command, DateTimeOffset said, DateTimeOffset now) =>
        intake.Open is { } draft && IsReady(draft) && (draft.IsSending || now - draft.Begun < Lasts) && AsksToSend(command)
        && (command is IntakeCommand.Press { Button: var button } ? button.Number == draft.Number && button.Revision == draft.Revision : said >= draft.Touched) ? draft : null;

    private static bool IsReady(ReferralDraft draft) => draft.Step == IntakeQuestion.Summary && !IntakeQuestions.Missing(draft.Answers).Any();

    /// <summary>The draft as a referral.</summary>
    public static ReferralFacts FactsOf(Answers known) => new(
        known.Place!.Region, known.Place.Point, null, known.Urgency!.Value, known.Age!.Value, known.Sex!, known.Languages, known.Needs, known.Consent!.Value, known.Consent == true ? null : known.Reason, known.Contact, null);

    /// <summary>The question before; null: there is none.</summary>
    internal static IntakeQuestion? Before(ReferralDraft draft, DialogueContext context) => Enum.GetValues<IntakeQuestion>().Cast<IntakeQuestion?>()
        .LastOrDefault(step => step < draft.Step && (step != IntakeQuestion.Place || context.Places.Length > 1) && (step != IntakeQuestion.Reason || draft.Answers.Consent == false));

    private static Decision Begin(Intake intake, IntakeCommand.Begin begin, ImmutableArray<IntakeEvent> before, DateTimeOffset now)
    {
        var (parsed, context) = (begin.Parsed, begin.Context);
        if (intake.Open is { } open)
        {
            if (parsed.SaysNothing) return Shown([new QuestionRepeated()], IntakeQuestions.Ask(open, context));
            if (!parsed.Repeats(open.Answers)) return Merge(open, open.Answers, parsed, open.Step, context, now);
            // Two persons are never mixed.
            return Shown([new QuestionRepeated()], context.IsSms ? new Reply(IntakePhrases.SmsFinishFirst) : IntakeQuestions.Ask(open, context, IntakePhrases.FinishFirst));
        }
        var begun = new Started(intake.Drafts + 1, now);
        var draft = IntakeEvolution.Evolve(intake, begun).Open!;
        // The only place of the sender is meant unless the text names one that is not known.
        var known = context.Places is [var only] && !parsed.IsPlaceUnknown ? draft.Answers with { Place = only } : draft.Answers;
        return With([.. before, begun], Merge(draft, known, parsed, asked: null, context, now));
    }

    private static Decision Send(Intake intake, IntakeCommand.Send send, DateTimeOffset now) =>
        intake.Open is { } draft && draft.Number == send.Number && draft.Revision == send.Revision && IsReady(draft)
            ? new Decision.Commit(new Sending(send.Number, now))
            : new Decision.NoChange();

    private static Decision Press(Intake intake, IntakeCommand.Press press, ImmutableArray<IntakeEvent> before, DateTimeOffset now)
    {
        var (button, context) = (press.Button, press.Context);
        if (intake.Decided.LastOrDefault(one => one.Number == button.Number) is { } decided) return Told(decided, before);
        if (intake.Open is not { } draft) return NoDraft(before);
        return button.Number == draft.Number && button.Step == draft.Step ? Choose(draft, button.Value, context, now) ?? ShowAgain(draft, context) : ShowAgain(draft, context);
    }

    /// <summary>Null: it is nothing that can be chosen here.</summary>
    private static Decision? Choose(ReferralDraft draft, string value, DialogueContext context, DateTimeOffset now)
    {
        var known = draft.Answers;
        switch (value)
        {
            case IntakeButton.Discard: return Shown([new Discarded(draft.Number, now)], new Reply(IntakePhrases.Discarded));
            case IntakeButton.Back: return Before(draft, context) is { } step ? Turn(draft, step, 0, context, now) : null;
            case IntakeButton.More: return Turn(draft, draft.Step, IntakeQuestions.PageAfter(draft, context), context, now);
            case IntakeButton.Done when draft.Step is IntakeQuestion.Languages: return known.Languages.IsEmpty ? ShowAgain(draft, context, IntakePhrases.AtLeastOne) : Turn(draft, Next(known, context), 0, context, now);
            case IntakeButton.Done when draft.Step is IntakeQuestion.Needs: return known.Needs.IsEmpty ? ShowAgain(draft, context, IntakePhrases.AtLeastOne) : Turn(draft, Next(known, context), 0, context, now);
            case IntakeButton.Skip when draft.Step is IntakeQuestion.Contact: return Fill(draft, known with { Contact = null, WasAskedForContact = true }, context, now);
        }
        if (!IntakeQuestions.Choices(draft, context).Any(choice => choice.Value == value)) return null;
        return draft.Step switch
        {
            IntakeQuestion.Place => Fill(draft, known with { Place = context.Places.First(place => place.Key == value) }, context, now),
            IntakeQuestion.Urgency => Fill(draft, known with { Urgency = IntakeQuestions.UrgencyOf(value) }, context, now),
            IntakeQuestion.Age => Fill(draft, known with { Age = IntakeQuestions.AgeOf(value) }, context, now),
            IntakeQuestion.Sex => Fill(draft, known with { Sex = value }, context, now),
            IntakeQuestion.Languages => Fill(draft, known with { Languages = Toggled(known.Languages, value) }, context, now, IntakeQuestion.Languages),
            IntakeQuestion.Needs => Fill(draft, known with { Needs = Toggled(known.Needs, value) }, context, now, IntakeQuestion.Needs),
            IntakeQuestion.Consent when value == IntakeButton.Given => Fill(draft, known with { Consent = true, Reason = null }, context, now),
            IntakeQuestion.Consent => Fill(draft, known with { Consent = false, Reason = null }, context, now),
            _ => null,
        };
    }

    /// <summary>Said of the draft that is over: a second "send" because no answer came at once, or both words at the same moment.</summary>
    private static Decision Late(Intake intake, IntakeCommand.Say say, ImmutableArray<IntakeEvent> before) =>
        say.Parsed.Wish is IntakeButton.Send or IntakeButton.Discard && intake.Decided is [.., var last]
        && last.Number == intake.Drafts && say.At - last.At < WishesLast
            ? Told(last, before) : new Decision.NoChange();

    private static Decision Say(ReferralDraft draft, IntakeCommand.Say say, DateTimeOffset now)
    {
        var (parsed, context) = (say.Parsed, say.Context);
        if (parsed.Wish is { } wish) return Wished(draft, wish, context, now);
        if (draft.Step is IntakeQuestion.Reason) return Type(draft, say.Text, text => draft.Answers with { Reason = text }, context, now);
        if (draft.Step is IntakeQuestion.Consent && parsed.Agreement != Answer.None) return Agree(draft, parsed, context, now);
        if (!context.IsSms && draft.Step is IntakeQuestion.Contact)
            return Type(draft, say.Text, text => draft.Answers with { Contact = text, WasAskedForContact = true }, context, now);
        if (!context.IsSms && Numbers(say.Text) is { Count: > 0 } numbers) return Numbered(draft, numbers, context, now) ?? ShowAgain(draft, context, IntakePhrases.Again);
        // The name of a language that is not asked for is the one in which the sender wants to read.
        if (parsed.IsOnlyLanguages && !draft.Answers.Languages.IsEmpty && draft.Step != IntakeQuestion.Languages) return new Decision.NoChange();
        if (parsed.SaysNothing) return ShowAgain(draft, context, IntakePhrases.Again);
        var corrects = context.IsSms && draft.Step == IntakeQuestion.Summary && parsed.IsPlain;
        return Merge(draft, draft.Answers, parsed, corrects ? null : draft.Step, context, now);
    }

    private static Decision Wished(ReferralDraft draft, string wish, DialogueContext context, DateTimeOffset now)
    {
        var chosen = wish == IntakeButton.Discard || !context.IsSms ? Choose(draft, wish, context, now) : null;
        return chosen ?? ShowAgain(draft, context, IntakePhrases.Again);
    }

    /// <summary>The answer to the question whether the person agrees: a clear yes, a clear no, or it is asked again.</summary>
    private static Decision Agree(ReferralDraft draft, ParsedText parsed, DialogueContext context, DateTimeOffset now) => parsed.Agreement switch
    {
        Answer.Yes => Fill(draft, draft.Answers with { Consent = true, Reason = null }, context, now),
        Answer.No when parsed.Reason?.Length > MostTyped => ShowAgain(draft, context, IntakePhrases.TooLong),
        Answer.No => Fill(draft, draft.Answers with { Consent = false, Reason = parsed.Reason }, context, now),
        _ => ShowAgain(draft, context, IntakePhrases.Again),
    };

    /// <summary>What is too long is not cut: the rest of the text counts, and it is asked for again.</summary>
    private static Decision Merge(
        ReferralDraft draft, Answers known, ParsedText parsed, IntakeQuestion? asked, DialogueContext context, DateTimeOffset now)
    {
        if (!(parsed.Reason?.Length > MostTyped) && !(parsed.Contact?.Length > MostTyped)) return Fill(draft, parsed.Into(known, asked), context, now);
        var filled = Fill(draft, (parsed with { Reason = null, Contact = null }).Into(known, asked), context, now, hint: IntakePhrases.TooLong);
        return context.IsSms && filled is Decision.Commit accepted ? accepted with { Reply = new Reply(IntakePhrases.SmsTooLong) } : filled;
    }

    private static Decision Type(ReferralDraft draft, string text, Func<string, Answers> into, DialogueContext context, DateTimeOffset now) => text.Trim() switch
    {
        { Length: 0 } => ShowAgain(draft, context, IntakePhrases.Again),
        { Length: > MostTyped } => ShowAgain(draft, context, IntakePhrases.TooLong),
        var typed => Fill(draft, into(typed), context, now),
    };

    /// <summary>The n-th button each, one or several where several can be chosen.</summary>
    private static Decision? Numbered(ReferralDraft draft, List<int> numbers, DialogueContext context, DateTimeOffset now)
    {
        var shown = IntakeQuestions.OnScreen(draft, context);
        if (numbers.Any(number => number < 1 || number > shown.Length)) return null;
        var values = numbers.Select(number => shown[number - 1].Value).Distinct().ToList();
        return (draft.Step, values) switch
        {
            (IntakeQuestion.Languages, _) => Fill(draft, draft.Answers with { Languages = [.. draft.Answers.Languages.Union(values)] }, context, now, IntakeQuestion.Languages),
            (IntakeQuestion.Needs, _) => Fill(draft, draft.Answers with { Needs = [.. draft.Answers.Needs.Union(values)] }, context, now, IntakeQuestion.Needs),
            // A number at the end of all is no word for sending.
            (not IntakeQuestion.Summary, [var only]) => Choose(draft, only, context, now),
            _ => null,
        };
    }

    private static List<int> Numbers(string text)
    {
        var words = text.Split([' ', ',', '.', ';', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.All(word => word.Length <= 2 && word.All(char.IsDigit)) ? [.. words.Select(word => (int)word.Aggregate(0d, (sum, unit) => sum * 10 + char.GetNumericValue(unit)))] : [];
    }

    /// <summary>Stays where it is told to, else goes to the first question that has no answer.</summary>
    private static Decision Fill(ReferralDraft draft, Answers known, DialogueContext context, DateTimeOffset now, IntakeQuestion? at = null, Phrase? hint = null) => Show(draft, new AnswersRecorded(known, at ?? Next(known, context), now), context, hint);

    private static Decision Turn(ReferralDraft draft, IntakeQuestion step, int page, DialogueContext context, DateTimeOffset now) => Show(draft, new StepChanged(step, page, now), context, null);

    private static Decision Show(ReferralDraft draft, IntakeEvent happened, DialogueContext context, Phrase? hint)
    {
        var next = IntakeEvolution.Evolve(Intake.None with { Open = draft }, happened).Open!;
        return Shown([happened], hint is null ? IntakeQuestions.Ask(next, context) : IntakeQuestions.Ask(next, context, hint));
    }

    private static Decision ShowAgain(ReferralDraft draft, DialogueContext context, Phrase? hint = null) =>
        Shown([new QuestionRepeated()], hint is null ? IntakeQuestions.Ask(draft, context) : IntakeQuestions.Ask(draft, context, hint));

    private static IntakeQuestion Next(Answers known, DialogueContext context) =>
        IntakeQuestions.Missing(known).Cast<IntakeQuestion?>().FirstOrDefault() ?? (known.WasAskedForContact || context.IsSms ? IntakeQuestion.Summary : IntakeQuestion.Contact);

    private static ImmutableArray<string> Toggled(ImmutableArray<string> words, string word) => words.Contains(word) ? words.Remove(word) : words.Add(word);

    private static Decision.Commit Shown(ImmutableArray<IntakeEvent> events, Reply reply) => new(events, reply, []);

    private static Decision.Refused NoDraft(ImmutableArray<IntakeEvent> before) => Recorded(new NoDraft(), before);

    /// <summary>A button of a draft that was sent or thrown away, whatever stands on it, is told which of both: the answer replaces what the sender was told first.</summary>
    private static Decision.Refused Told(DecidedDraft decided, ImmutableArray<IntakeEvent> before) =>
        Recorded(decided.SentAs is { } reference ? new AlreadySent(reference) : new ThrownAway(), before);

    private static Decision.Refused Recorded(Refusal why, ImmutableArray<IntakeEvent> before) =>
        new(why) { Recorded = [.. before, new QuestionRepeated()] };

    private static Decision With(ImmutableArray<IntakeEvent> first, Decision then) => then is Decision.Commit accepted ? accepted with { Events = [.. first, .. accepted.Events] } : then;
}
