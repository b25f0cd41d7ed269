using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>A text apart from what is kept as typed: a reason behind a refusal, a way to be reached behind "contact".</summary>
/// <param name="Head">Without them.</param>
/// <param name="IsDoubted">The reason asks or doubts ("no consent yet"), or speaks of agreeing.</param>
/// <param name="IsContactDoubtful">Behind "contact" stands a word that denies or doubts: it may be about agreeing.</param>
internal sealed record Tails(Reading Head, string? Reason, string? Contact, bool IsDoubted, bool IsContactDoubtful)
{
    public static Tails Of(Reading reading, string text)
    {
        var tokens = reading.Tokens;
        string? reason = null, contact = null;
        var (isDoubted, isContactDoubtful) = (false, false);
        var head = new List<Token>();
        for (var at = 0; at < tokens.Length;)
        {
            var isReason = StartsReason(tokens, at);
            var isContact = tokens[at].Is(IntakeVocabulary.Contact);
            if (!isContact) head.Add(tokens[at]);
            var next = ++at;
            if (!isReason && !isContact) continue;
            while (next < tokens.Length && !tokens[next].Is(IntakeVocabulary.Contact) && !StartsReason(tokens, next)) next++;
            var rest = TextOf(reading, text, at, next);
            if (isContact) (contact, isContactDoubtful) = (rest ?? contact, isContactDoubtful || Doubts(tokens, at, next, mayNegate: false));
            else (reason, isDoubted) = (rest ?? reason, isDoubted || Doubts(tokens, at, next, mayNegate: true));
            at = next;
        }
        return new Tails(reading with { Tokens = [.. head] }, reason, contact, isDoubted, isContactDoubtful);
    }

    /// <summary>A refusal that stands by itself, not one that is negated, opens a reason.</summary>
    private static bool StartsReason(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Is(IntakeVocabulary.NoConsent) && (at == 0 || !tokens[at - 1].Is(Meaning.Negation));

    private static bool Doubts(IReadOnlyList<Token> tokens, int from, int to, bool mayNegate)
    {
        for (var at = from; at < to; at++)
        {
            var token = tokens[at];
            if (token.Is(Meaning.Question) || token.Is(Meaning.Hedge) || token.Is(IntakeVocabulary.Consent)) return true;
            if (token.Is(Meaning.Negation) && !mayNegate) return true;
        }
        return false;
    }

    private static string? TextOf(Reading reading, string text, int from, int to)
    {
        if (from >= to) return null;
        var start = reading.Words[reading.Tokens[from].First].Start;
        var end = to < reading.Tokens.Length ? reading.Words[reading.Tokens[to].First].Start : text.Length;
        return text[start..end].Trim() is { Length: > 0 } rest ? rest : null;
    }
}
