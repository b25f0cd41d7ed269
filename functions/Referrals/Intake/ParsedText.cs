using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Fields recognised in a text, in any order and language.</summary>
/// <param name="Place">Null: none, or more than one could be meant.</param>
/// <param name="Consent">What the text says by itself about the person's agreement.</param>
/// <param name="Agreement">What it says as an answer to the question whether she agrees: "no" counts.</param>
/// <param name="Reason">Behind a refusal, as typed.</param>
/// <param name="Contact">As typed.</param>
/// <param name="Wish">What the whole text asks for, e.g. <c>send</c>; null: nothing.</param>
public sealed record ParsedText(
    IntakeScope? Place, Urgency? Urgency, AgeGroup? Age, string? Sex, ImmutableArray<string> Languages, ImmutableArray<string> Needs,
    Answer Consent, Answer Agreement, string? Reason, string? Contact, string? Wish)
{
    public static readonly ParsedText Nothing = new(null, null, null, null, [], [], Answer.None, Answer.None, null, null, null);

    /// <summary>A word that is no known place stands where the place stands.</summary>
    public bool IsPlaceUnknown { get; init; }

    /// <summary>Every word is known, and none negates, doubts or asks.</summary>
    public bool IsPlain { get; init; }

    public bool SaysNothing => this is
    {
        Place: null, Urgency: null, Age: null, Sex: null, Languages.IsEmpty: true, Needs.IsEmpty: true,
        Consent: Answer.None, Reason: null, Contact: null,
    };

    /// <summary>The names of languages and nothing else.</summary>
    public bool IsOnlyLanguages => !Languages.IsEmpty && (this with { Languages = [] }).SaysNothing;

    /// <summary>Whether it says again what is known: of the same person with other words, or of another person.</summary>
    public bool Repeats(Answers known) =>
        (Place is not null && known.Place is not null) || (Urgency is not null && known.Urgency is not null)
        || (Age is not null && known.Age is not null) || (Sex is not null && known.Sex is not null)
        || (!Languages.IsEmpty && !known.Languages.IsEmpty) || (!Needs.IsEmpty && !known.Needs.IsEmpty)
        || (Consent != Answer.None && known.Consent is not null);

    /// <summary>
    /// What is known with it. A field that was answered stays as it is unless it is the one that is asked,
    /// or the sender corrects what was read back. What denies or doubts the agreement opens the question again.
    /// </summary>
    /// <param name="asked">Null: the sender begins, or corrects what was read back: then every field of the text counts.</param>
    public Answers Into(Answers known, IntakeQuestion? asked)
    {
        var place = Choose(known.Place, Place, asked is null or IntakeQuestion.Place);
        return WithConsent(known with
        {
            Place = place,
            Urgency = Choose(known.Urgency, Urgency, asked is null or IntakeQuestion.Urgency),
            Age = Choose(known.Age, Age, asked is null or IntakeQuestion.Age),
            Sex = Choose(known.Sex, Sex, asked is null or IntakeQuestion.Sex),
            Languages = known.Languages.IsEmpty || asked is null or IntakeQuestion.Languages ? [.. known.Languages.Union(Languages)] : known.Languages,
            Needs = known.Needs.IsEmpty || asked is null or IntakeQuestion.Needs ? [.. known.Needs.Union(Needs)] : known.Needs,
            Contact = asked is null || known.Contact is null ? Contact ?? known.Contact : known.Contact,
            WasAskedForContact = known.WasAskedForContact || Contact is not null,
        });
    }

    private Answers WithConsent(Answers known) => Consent switch
    {
        Answer.Yes when known.Consent is null => known with { Consent = true, Reason = null },
        Answer.No when known.Consent is null => known with { Consent = false, Reason = Reason ?? known.Reason },
        Answer.No or Answer.Unclear when known.Consent == true => known with { Consent = null, Reason = null },
        Answer.Yes or Answer.Unclear when known.Consent == false => known with { Consent = null, Reason = null },
        Answer.No when known is { Consent: false, Reason: null } => known with { Reason = Reason },
        _ => known,
    };

    private static T? Choose<T>(T? known, T? said, bool isAsked) => known is null || (isAsked && said is not null) ? said : known;

    public override string ToString() => "parsed";
}
