using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Recognises in a text what is said about somebody who is referred. Pure.</summary>
public sealed class IntakeReader(MessageReader reader)
{
    private static readonly Evidence SaysConsent = new([IntakeVocabulary.Consent], [IntakeVocabulary.NoConsent], IntakeVocabulary.Facts);

    private static readonly Evidence AnswersConsent = new(
        [IntakeVocabulary.Consent, Meaning.Yes], [IntakeVocabulary.NoConsent, Meaning.No], IntakeVocabulary.Facts);

    /// <summary>What follows the word that begins a referral; null: the text begins with another.</summary>
    public string? AfterRefer(string text, Language language)
    {
        var parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts is not [var first, ..]) return null;
        return first == "/refer" || IsRefer(reader.Read(first, language)) ? string.Concat(parts.Skip(1)) : null;
    }

    private static bool IsRefer(Reading first) => first.Tokens is [{ IsTypo: false } only] && only.Is(IntakeVocabulary.Refer);

    /// <param name="isBeginning">The text stands behind the word for referring, so that its first word is the place.</param>
    public ParsedText Read(string text, Language language, ImmutableArray<IntakeScope> scopes, bool isBeginning = false)
    {
        var places = new IntakePlaces(scopes);
        var reading = reader.Read(text, language, places.Names);
        if (WishOf(reading) is { } wish) return ParsedText.Nothing with { Wish = wish };
        var tails = Tails.Of(reading, text);
        var fields = new IntakeFields(tails.Head, places);
        var place = fields.Place ?? (isBeginning || fields.SaysNothing ? FromFirstWord(tails.Head, places) : null);
        return new ParsedText(
            place, fields.Urgency, fields.Age, fields.Sex, fields.Languages, fields.Needs,
            ConsentOf(tails, SaysConsent, places), ConsentOf(tails, AnswersConsent, places), tails.Reason, tails.Contact, null)
        {
            IsPlaceUnknown = isBeginning && place is null && tails.Head.Tokens is [{ IsKnown: false }, ..],
            IsPlain = IsPlain(tails.Head),
        };
    }

    /// <summary>A refusal with a reason behind it counts unless the reason doubts it; all other words must be known.</summary>
    private static Answer ConsentOf(Tails tails, Evidence evidence, IntakePlaces places)
    {
        var said = evidence.Weigh(WithoutPlaces(tails.Head, places));
        if (tails.Reason is not null && said == Answer.No && tails.IsDoubted) return Answer.Unclear;
        return said == Answer.Yes && tails.IsContactDoubtful ? Answer.Unclear : said;
    }

    /// <summary>Names of places and the years of an age touch no answer.</summary>
    private static Reading WithoutPlaces(Reading reading, IntakePlaces places) =>
        reading with { Tokens = [.. reading.Tokens.Where(token => places.Of(token) is null && !token.Meanings.Any(IsFact))] };

    private static bool IsFact(string meaning) => meaning.StartsWith("number.", StringComparison.Ordinal);

    private static IntakeScope? FromFirstWord(Reading head, IntakePlaces places) =>
        head.Tokens is [{ IsKnown: false } first, ..] ? places.BeginningWith(head.Words[first.First]) : null;

    private static bool IsPlain(Reading reading) => !reading.Said.HasQuotation && reading.Tokens.All(token =>
        token.IsKnown && !token.Is(Meaning.Negation) && !token.Is(Meaning.Hedge) && !token.Is(Meaning.Question));

    /// <summary>The whole text but for courtesy, "ok" and "now".</summary>
    private static string? WishOf(Reading reading)
    {
        string? wish = null;
        foreach (var token in reading.Tokens)
        {
            if (token.Meanings.FirstOrDefault(meaning => meaning.StartsWith(IntakeVocabulary.Wish, StringComparison.Ordinal)) is { } found)
            {
                if (wish is not null && wish != found) return null;
                wish = found;
            }
            else if (!token.Is(Meaning.Polite) && !token.Is(Meaning.Yes) && !token.Is(Meaning.Now))
            {
                return null;
            }
        }
        return reading.Said.HasQuotation ? null : wish?[IntakeVocabulary.Wish.Length..];
    }
}
