using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Meanings of words about a referral; the words stand in <c>Languages/intake</c>, and what stands on buttons is understood too.</summary>
public static class IntakeVocabulary
{
    public const string Refer = "refer", Consent = "consent", NoConsent = "noconsent", Contact = "contact";

    /// <summary>First part of a meaning that fills a field, e.g. <c>age.adult</c>, or wishes for something, e.g. <c>wish.send</c>.</summary>
    public const string Urgency = "urgency.", Age = "age.", Sex = "sex.", Language = "language.", Need = "need.", Wish = "wish.";

    /// <summary>Of a name of a place; what follows is its <see cref="IntakeScope.Key"/>.</summary>
    public const string Place = "place.";

    /// <summary>What stands on buttons and in our own questions.</summary>
    public static readonly ImmutableArray<Label> Labels =
    [
        .. Of(Urgency, "referrals.urgency", ["immediate", "urgent", "routine"]),
        .. Of(Age, "referrals.age", ["adult", "child"]),
        .. Of(Sex, "intake.sex", ReferralRequest.Sexes),
        .. Of(Language, "intake.language", PeopleFile.Spoken),
        .. Of(Need, "referrals.service", PeopleFile.Needs),
        .. Of(Need, "intake.need", PeopleFile.Needs),
        .. Of(Wish, "intake.button", [
            IntakeButton.Back, IntakeButton.Done, IntakeButton.More, IntakeButton.Discard, IntakeButton.Send, IntakeButton.Skip]),
        new Label(Consent, "intake.button.given"),
        new Label(NoConsent, "intake.button.without"),
    ];

    /// <summary>Every meaning that may stand in the text of a referral beside what it says about consent.</summary>
    public static readonly ImmutableArray<string> Facts =
    [
        Refer, Meaning.Now, Meaning.Today, Meaning.Number, "unit.year", "unit.hour", "until",
        .. Labels.Select(label => label.Meaning).Where(IsFact).Distinct(),
    ];

    private static bool IsFact(string meaning) => meaning is not (Consent or NoConsent) && !meaning.StartsWith(Wish, StringComparison.Ordinal);

    private static IEnumerable<Label> Of(string kind, string phrases, IEnumerable<string> words) =>
        words.Select(word => new Label($"{kind}{word}", $"{phrases}.{word}"));
}
