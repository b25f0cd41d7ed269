using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>Puts wordings into a language, for a channel. A missing phrase is a defect that a test finds; there is no falling back to another language.</summary>
public sealed class Phrases(ImmutableSortedDictionary<string, LanguageFile> files)
{
    private readonly ILookup<string, Language> _called = (
        from file in files.Values from name in file.Called.Append(file.Name).Append(file.Tag) select (Name: PlainText.Of(name), Language: new Language(file.Tag))).ToLookup(one => one.Name, one => one.Language);

    private readonly HashSet<string> _ask = [.. files.Values.SelectMany(file => file.Words[Meaning.Language]).Select(PlainText.Of)];

    /// <summary>What is said on each channel in each language, by key: a text of the channel's own goes before the common one.</summary>
    private readonly FrozenDictionary<(LanguageFile File, ChannelKind Channel), FrozenDictionary<string, string>> _texts = (
        from file in files.Values from channel in Enum.GetValues<ChannelKind>() select (Of: (file, channel), Texts: TextsOf(file, channel))).ToFrozenDictionary(one => one.Of, one => one.Texts, ByReference.Only);

    public Phrases() : this(LanguageFile.All) { }

    /// <summary>English first.</summary>
    public IReadOnlyList<Language> Languages { get; } = [.. files.Keys.OrderBy(tag => tag != "en").ThenBy(tag => tag, StringComparer.Ordinal).Select(tag => new Language(tag))];

    public string NameOf(Language language) => files[language.Tag].Name;

    /// <summary>The language that somebody names, in whatever language, by its tag, or after the word for language; as leniently as <see cref="PlainText"/>; null: none.</summary>
    public Language? LanguageCalled(string text)
    {
        var plain = PlainText.Of(text);
        var name = !_called.Contains(plain) && plain.Split(' ', 2) is [var first, var rest] && _ask.Contains(first) ? rest : plain;
        return _called[name].FirstOrDefault() is { Tag: not null } called ? called : null;
    }

    /// <summary>The text; for SMS in plain letters where that makes it cheaper and its readers do so themselves.</summary>
    /// <exception cref="ArgumentException">No such phrase in this language, or an argument that it does not have: a defect.</exception>
    public string Render(Wording words, Language language, ChannelKind channel)
    {
        var file = files.TryGetValue(language.Tag, out var known) ? known : throw new ArgumentException($"There is no language {language.Tag}.", nameof(language));
        var text = Word(words, file, channel);
        return channel == ChannelKind.Sms ? SmsText.Fold(text, file) : text;
    }

    private string Word(Wording words, LanguageFile file, ChannelKind channel) =>
        Fill(TextOf(file, words.Key, channel), words, argument => argument switch
        {
            Argument.Literal literal => literal.Text,
            Argument.Translated translated => TextOf(file, translated.Key, channel),
            Argument.Named named => named.In(file),
            Argument.Moment moment => Written.Of(moment, file),
            Argument.Number number => Written.Of(number, file),
            Argument.Joined joined => string.Join(joined.Between, joined.Parts.Select(part => Word(part, file, channel))),
            _ => throw new ArgumentException($"Phrase {words.Key} has an argument of no known kind.", nameof(words)),
        });

    private string TextOf(LanguageFile file, string key, ChannelKind channel) =>
        _texts[(file, channel)].TryGetValue(key, out var text) ? text : throw new ArgumentException($"Language {file.Tag} has no phrase {key}.", nameof(key));

    private static FrozenDictionary<string, string> TextsOf(LanguageFile file, ChannelKind channel)
    {
        var texts = new Dictionary<string, string>(file.Phrases, StringComparer.Ordinal);
        var own = $"#{channel.ToString().ToLowerInvariant()}";
        foreach (var (key, text) in file.Phrases)
            if (key.EndsWith(own, StringComparison.Ordinal)) texts[key[..^own.Length]] = text;
        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>One pass: what an argument brings is never read as a placeholder.</summary>
    private static string Fill(string template, Wording words, Func<Argument, string> word)
    {
        var text = new StringBuilder(template.Length + 64);
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0) return text.Append(template, at, template.Length - at).ToString();
            var name = template[(open + 1)..close];
            if (!words.Arguments.TryGetValue(name, out var argument)) throw new ArgumentException($"Phrase {words.Key} has no argument {name}.", nameof(words));
            text.Append(template, at, open - at).Append(word(argument));
            at = close + 1;
        }
        return text.ToString();
    }

    /// <summary>A language file is one object; to compare all that it holds would cost more than to look a phrase up.</summary>
    private sealed class ByReference : IEqualityComparer<(LanguageFile File, ChannelKind Channel)>
    {
        public static readonly ByReference Only = new();

        public bool Equals((LanguageFile File, ChannelKind Channel) x, (LanguageFile File, ChannelKind Channel) y) => ReferenceEquals(x.File, y.File) && x.Channel == y.Channel;

        public int GetHashCode((LanguageFile File, ChannelKind Channel) obj) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.File), obj.Channel);
    }
}
