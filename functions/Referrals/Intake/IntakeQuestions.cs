using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>How a question is put: buttons on Telegram, on SMS one text with all that is missing. Pure.</summary>
public static class IntakeQuestions
{
    /// <summary>Choices on one page of a long list.</summary>
    private const int OnPage = 6;

    /// <summary>Words of a list that a text names; the others are counted.</summary>
    private const int Named = 3;

    public static readonly string[] Urgencies = ["immediate", "urgent", "routine"], Ages = ["adult", "child"];

    public static Reply Ask(ReferralDraft draft, DialogueContext context) => context.IsSms ? new Reply(Text(draft, context)) : new Reply(Words(draft), Buttons(draft, context));

    /// <summary>The question with a word before it.</summary>
    /// <param name="hint">Takes the question.</param>
    public static Reply Ask(ReferralDraft draft, DialogueContext context, Phrase hint) =>
        context.IsSms ? new Reply(hint == IntakePhrases.Again && draft.Step == IntakeQuestion.Summary ? IntakePhrases.SmsNotSent : Text(draft, context)) : new Reply(hint.With(("question", new Argument.Joined([Words(draft)], ""))), Buttons(draft, context));

    /// <summary>What can be chosen: each by the word that a button sends back, and what stands on it.</summary>
    public static ImmutableArray<(string Value, Wording Label)> Choices(ReferralDraft draft, DialogueContext context) => draft.Step switch
    {
        IntakeQuestion.Place => [.. context.Places.Select(place => (place.Key, place.Label))],
        IntakeQuestion.Urgency => [.. Urgencies.Select(word => (word, (Wording)ReferralPhrases.Of(UrgencyOf(word))))],
        IntakeQuestion.Age => [.. Ages.Select(word => (word, (Wording)ReferralPhrases.Of(AgeOf(word))))],
        IntakeQuestion.Sex => [.. ReferralRequest.Sexes.Select(word => (word, (Wording)IntakePhrases.Sexes[word]))],
        IntakeQuestion.Languages => [.. PeopleFile.Spoken.Select(word => (word, Marked(IntakePhrases.Languages[word], draft.Answers.Languages.Contains(word))))],
        IntakeQuestion.Needs => [.. PeopleFile.Needs.Select(word => (word, Marked(ReferralPhrases.Services[word], draft.Answers.Needs.Contains(word))))],
        IntakeQuestion.Consent => [Button(IntakeButton.Given), Button(IntakeButton.Without)],
        IntakeQuestion.Contact => [Button(IntakeButton.Skip)],
        IntakeQuestion.Summary => [Button(IntakeButton.Send)],
        _ => [],
    };

    /// <summary>Those on the page that is shown.</summary>
    public static ImmutableArray<(string Value, Wording Label)> OnScreen(ReferralDraft draft, DialogueContext context)
    {
        var all = Choices(draft, context);
        return IsLong(all.Length) ? [.. all.Skip(draft.Page * OnPage).Take(OnPage)] : all;
    }

    public static int PageAfter(ReferralDraft draft, DialogueContext context) => (draft.Page + 1) * OnPage < Choices(draft, context).Length ? draft.Page + 1 : 0;

    /// <summary>What has to be known before it can be sent.</summary>
    public static IEnumerable<IntakeQuestion> Missing(Answers known)
    {
        if (known.Place is null) yield return IntakeQuestion.Place;
        if (known.Urgency is null) yield return IntakeQuestion.Urgency;
        if (known.Age is null) yield return IntakeQuestion.Age;
        if (known.Sex is null) yield return IntakeQuestion.Sex;
        if (known.Languages.IsEmpty) yield return IntakeQuestion.Languages;
        if (known.Needs.IsEmpty) yield return IntakeQuestion.Needs;
        if (known.Consent is null) yield return IntakeQuestion.Consent;
        if (known is { Consent: false, Reason: null }) yield return IntakeQuestion.Reason;
    }

    public static Urgency UrgencyOf(string word) => word switch { "immediate" => Urgency.Immediate, "urgent" => Urgency.Urgent, _ => Urgency.Routine };

    public static AgeGroup AgeOf(string word) => word == "child" ? AgeGroup.Child : AgeGroup.Adult;

    private static bool IsLong(int choices) => choices > OnPage + 2;

    private static List<Choice> Buttons(ReferralDraft draft, DialogueContext context)
    {
        var after = new List<(string Value, Wording Label)>();
        if (IsLong(Choices(draft, context).Length)) after.Add(Button(IntakeButton.More));
        if (draft.Step is IntakeQuestion.Languages or IntakeQuestion.Needs) after.Add(Button(IntakeButton.Done));
        if (IntakeRules.Before(draft, context) is not null) after.Add(Button(IntakeButton.Back));
        if (draft.Step == IntakeQuestion.Summary || IntakeRules.Before(draft, context) is null) after.Add(Button(IntakeButton.Discard));
        return [.. OnScreen(draft, context).Concat(after).Select(one => new Choice(new IntakeButton(draft.Number, draft.Revision, draft.Step, one.Value).ToString(), one.Label))];
    }

    private static (string, Wording) Button(string word) => (word, IntakePhrases.Buttons[word]);

    private static Wording Marked(Phrase label, bool isChosen) => isChosen ? IntakePhrases.Chosen.With(("choice", label)) : label;

    private static Wording Words(ReferralDraft draft) => draft.Step == IntakeQuestion.Summary ? Summary(draft.Answers) : IntakePhrases.Of(IntakePhrases.Questions, draft.Step);

    private static Wording Summary(Answers known) => IntakePhrases.Summary.With(
        ("place", new Argument.Joined([known.Place!.Label], "")), ("urgency", ReferralPhrases.Of(known.Urgency!.Value)), ("age", ReferralPhrases.Of(known.Age!.Value)), ("gender", IntakePhrases.Sexes[known.Sex!]),
        ("languages", new Argument.Joined([.. known.Languages.Select(word => (Wording)IntakePhrases.Languages[word])], ", ")), ("needs", new Argument.Joined([.. known.Needs.Select(word => (Wording)ReferralPhrases.Services[word])], ", ")),
        ("consent", known.Consent == true ? IntakePhrases.ConsentGiven : IntakePhrases.ConsentMissing), ("contact", known.Contact is null ? IntakePhrases.ContactNone : IntakePhrases.ContactNoted));

    private static Wording Text(ReferralDraft draft, DialogueContext context)
    {
        var known = draft.Answers;
        var missing = Missing(known).ToList();
        if (missing.Count == 0) return IntakePhrases.SmsSummary.With(("place", new Argument.Joined([known.Place!.Label], "")), ("parts", new Argument.Joined([.. Parts(known)], ",")));
        if (missing[0] == IntakeQuestion.Consent) return IntakePhrases.SmsConsent;
        if (missing[0] == IntakeQuestion.Reason) return IntakePhrases.SmsReason;
        // Whether the person agrees is a question of its own: both answers are named.
        missing.RemoveAll(step => step is IntakeQuestion.Consent or IntakeQuestion.Reason);
        return IntakePhrases.SmsMissing.With(
            ("missing", new Argument.Joined([.. missing.Select(step => IntakePhrases.Of(IntakePhrases.Missing, step))], ", ")),
            ("example", new Argument.Joined([.. missing.Select(step => Example(step, context))], " ")));
    }

    private static IEnumerable<Wording> Parts(Answers known) =>
    [
        ReferralPhrases.Of(known.Urgency!.Value), ReferralPhrases.Of(known.Age!.Value), IntakePhrases.Sexes[known.Sex!],
        .. Short(known.Languages, word => Literal(word)), .. Short(known.Needs, word => IntakePhrases.Needs[word]),
        known.Consent == true ? IntakePhrases.ConsentGiven : IntakePhrases.ConsentMissing, .. known.Contact is null ? [] : new Wording[] { IntakePhrases.ContactNoted },
    ];

    private static IEnumerable<Wording> Short(ImmutableArray<string> words, Func<string, Wording> label) =>
        words.Length <= Named + 1 ? words.Select(label) : words.Take(Named).Select(label).Append(Literal(string.Create(CultureInfo.InvariantCulture, $"+{words.Length - Named}")));

    private static Wording Literal(string word) => IntakePhrases.SmsPlaceWord.With(("word", word));

    private static Wording Example(IntakeQuestion step, DialogueContext context) =>
        step == IntakeQuestion.Place ? Literal(context.Places is [var first, ..] ? first.Example : "-") : IntakePhrases.Of(IntakePhrases.Examples, step);
}
