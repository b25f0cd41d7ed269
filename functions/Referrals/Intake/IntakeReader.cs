using System.Collections.Frozen;
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

    private static readonly FrozenSet<string> AroundWish =
        FrozenSet.ToFrozenSet([Meaning.Polite, Meaning.Filler, Meaning.Yes, Meaning.Now], StringComparer.Ordinal);

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
        if (isBeginning || reading.Tokens.Length == 1) reading = WithPlaceFromItsBeginning(reading, places);
        var tails = Tails.Of(reading, text);
        var fields = new IntakeFields(tails.Head, places);
        var place = fields.Place;
        var (agreement, reason) = AgreementOf(tails, reading, text, places);
        return new ParsedText(
            place, fields.Urgency, fields.Age, fields.Sex, fields.Languages, fields.Needs,
            SpeaksOfConsent(tails.Head) ? ConsentOf(tails, SaysConsent, places) : Answer.None, agreement, reason, tails.Contact, null)
        {
            IsPlaceUnknown = isBeginning && place is null && tails.Head.Tokens is [{ IsKnown: false }, ..],
            IsPlain = IsPlain(tails.Head),
        };
    }

    private static bool SpeaksOfConsent(Reading head) => head.Has(IntakeVocabulary.Consent) || head.Has(IntakeVocabulary.NoConsent);

    /// <summary>"No, they come back tonight": a no that opens the answer, and why, if nothing behind it asks, doubts or speaks of agreeing.</summary>
    private static (Answer Agreement, string? Reason) AgreementOf(Tails tails, Reading reading, string text, IntakePlaces places)
    {
        var said = ConsentOf(tails, AnswersConsent, places);
        if (said is not Answer.Unclear || tails.Reason is not null || reading.Said.HasQuotation) return (said, tails.Reason);
        if (reading.Tokens is not [var first, .. { IsEmpty: false } rest] || !first.Is(Meaning.No)) return (said, null);
        // "No idea" is none: a pause stands behind the no, or a word such as "because".
        var isApart = reading.Words[rest[0].First].Clause > reading.Words[first.First].Clause || rest[0].Is("because");
        if (!isApart) return (said, null);
        var turns = rest.Any(token => token.Is(Meaning.Hedge) || token.Is(Meaning.Question) || token.Is(Meaning.Yes) || token.Is(IntakeVocabulary.Consent));
        return turns ? (said, null) : (Answer.No, text[reading.Words[rest[0].First].Start..].Trim());
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

    /// <summary>"Gjiro" in the place's position is the one place that begins so.</summary>
    private static Reading WithPlaceFromItsBeginning(Reading reading, IntakePlaces places) =>
        reading.Tokens is [{ IsKnown: false } first, ..] && places.BeginningWith(reading.Words[first.First]) is { } place
            ? reading with { Tokens = reading.Tokens.SetItem(0, first with { Meanings = [IntakeVocabulary.Place + place.Key] }) } : reading;

    private static bool IsPlain(Reading reading) => !reading.Said.HasQuotation && reading.Tokens.All(token =>
        token.IsKnown && !token.Is(Meaning.Negation) && !token.Is(Meaning.Hedge) && !token.Is(Meaning.Question));

    /// <summary>The whole text but for courtesy, fillers, "ok" and "now".</summary>
    private static string? WishOf(Reading reading)
    {
        string? wish = null;
        var hasFiller = false;
        foreach (var token in reading.Tokens)
        {
            if (WishOf(token) is { } found)
            {
                if (wish is not null && wish != found) return null;
                wish = found;
            }
            else if (token.Is(Meaning.Negation) || !token.IsAny(AroundWish))
            {
                return null;
            }
            hasFiller |= token.Is(Meaning.Filler);
        }
        // "Send it to me" may mean something else: what cannot be undone is asked for by its word alone.
        return reading.Said.HasQuotation || (wish == IntakeButton.Send && hasFiller) ? null : wish;
    }

    /// <summary>A word that ends any dialogue throws the draft away.</summary>
    private static string? WishOf(Token token)
    {
        if (token.Is(Meaning.Cancel)) return IntakeButton.Discard;
        foreach (var meaning in token.Meanings)
            if (meaning.StartsWith(IntakeVocabulary.Wish, StringComparison.Ordinal)) return meaning[IntakeVocabulary.Wish.Length..];
        return null;
    }
}
