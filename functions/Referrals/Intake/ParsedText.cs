using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>What a text says, in any order and any language of the house.</summary>
/// <param name="Place">Null: none, or more than one could be meant.</param>
/// <param name="Consent">False: without it, for a reason.</param>
/// <param name="Wish">What the whole text asks for, e.g. <c>send</c>; null: nothing.</param>
public sealed record ParsedText(
    IntakeScope? Place, Urgency? Urgency, AgeGroup? Age, string? Sex, ImmutableArray<string> Languages, ImmutableArray<string> Needs, bool? Consent, string? Reason, string? Contact, string? Wish)
{
    public static readonly ParsedText Nothing = new(null, null, null, null, [], [], null, null, null, null);

    public bool SaysNothing => this is { Place: null, Urgency: null, Age: null, Sex: null, Languages.IsEmpty: true, Needs.IsEmpty: true, Consent: null, Reason: null, Contact: null };

    /// <summary>Whether it says again what is known: of the same person with other words, or of another person.</summary>
    public bool Repeats(Answers known) =>
        (Place is not null && known.Place is not null) || (Urgency is not null && known.Urgency is not null) || (Age is not null && known.Age is not null) || (Sex is not null && known.Sex is not null)
        || (!Languages.IsEmpty && !known.Languages.IsEmpty) || (!Needs.IsEmpty && !known.Needs.IsEmpty) || (Consent is not null && known.Consent is not null);

    /// <summary>What is known with it: the last word stands, lists grow.</summary>
    public Answers Into(Answers known) => known with
    {
        Place = Place ?? known.Place, Urgency = Urgency ?? known.Urgency, Age = Age ?? known.Age, Sex = Sex ?? known.Sex,
        Languages = [.. known.Languages.Union(Languages)], Needs = [.. known.Needs.Union(Needs)],
        Consent = Consent ?? known.Consent, Reason = Consent == true ? null : Reason ?? known.Reason,
        Contact = Contact ?? known.Contact, WasAskedForContact = known.WasAskedForContact || Contact is not null,
    };

    public override string ToString() => "parsed";
}
