using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>Phrases for each word of a list, e.g. <c>referrals.service.shelter</c>, <c>referrals.service.medical</c>.</summary>
public sealed class PhraseFamily(string prefix, IEnumerable<string> words)
{
    private readonly ImmutableDictionary<string, Phrase> _phrases = words.ToImmutableDictionary(word => word, word => new Phrase($"{prefix}.{word}"));

    public IEnumerable<Phrase> All => _phrases.Values;

    /// <exception cref="KeyNotFoundException">Not a word of the list: a defect of the caller.</exception>
    public Phrase this[string word] => _phrases[word];
}
