using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>A phrase that the language files must hold, with the names of the arguments that its text may use.</summary>
/// <param name="Key">As in the language files, e.g. <c>referrals.alert</c>.</param>
public sealed record Phrase(string Key, params ImmutableArray<string> Arguments)
{
    /// <summary>This phrase with its arguments.</summary>
    /// <exception cref="ArgumentException">An argument is missing or unknown: a defect of the caller.</exception>
    public Wording With(params ReadOnlySpan<(string Name, Argument Value)> arguments)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, Argument>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments) given.Add(name, value);
        if (!given.Keys.ToHashSet().SetEquals(Arguments))
            throw new ArgumentException($"Phrase {Key} takes ({string.Join(", ", Arguments)}), not ({string.Join(", ", given.Keys)}).", nameof(arguments));
        return new Wording(Key, given.ToImmutable());
    }

    public static implicit operator Wording(Phrase phrase) => phrase.With();
}

/// <summary>What is to be said, before it is put into a language: a phrase key and its arguments. Prints its key alone.</summary>
public sealed record Wording(string Key, ImmutableSortedDictionary<string, Argument> Arguments)
{
    public override string ToString() => Key;
}

/// <summary>What of a moment matters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MomentForm>))]
public enum MomentForm { Time, Day, DayAndTime }

/// <summary>One argument of a phrase: text as it stands, another phrase worded in the reader's language, a name that each language has of its own, a moment or a number.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Literal), "text")]
[JsonDerivedType(typeof(Translated), "phrase")]
[JsonDerivedType(typeof(Named), "names")]
[JsonDerivedType(typeof(Joined), "joined")]
[JsonDerivedType(typeof(Moment), "moment")]
[JsonDerivedType(typeof(Number), "number")]
public abstract record Argument
{
    public sealed record Literal(string Text) : Argument
    {
        public override string ToString() => "•••";
    }

    public sealed record Translated(string Key) : Argument;

    /// <param name="ByLanguage">By language tag; at least one.</param>
    public sealed record Named(ImmutableSortedDictionary<string, string> ByLanguage) : Argument
    {
        /// <summary>The reader's own, else the nearest language's, else the English one, else one in the reader's letters, else any.</summary>
        public string In(LanguageFile reader) =>
            ByLanguage.GetValueOrDefault(new[] { reader.Tag }.Concat(reader.Near).Append("en").FirstOrDefault(ByLanguage.ContainsKey) ?? "")
            ?? ByLanguage.Values.OrderByDescending(name => name.Any(LanguageFile.IsCyrillicLetter) == reader.IsCyrillic).FirstOrDefault("");

        public override string ToString() => "•••";
    }

    /// <param name="Parts">Each worded in the reader's language.</param>
    /// <param name="Between">What stands between them, e.g. a line feed.</param>
    public sealed record Joined(ImmutableArray<Wording> Parts, string Between) : Argument;

    /// <param name="TimeZone">IANA, e.g. <c>Europe/Tirane</c>: the reader's or the place's.</param>
    public sealed record Moment(DateTimeOffset At, string TimeZone, MomentForm Form) : Argument
    {
        public override string ToString() => "•••";
    }

    public sealed record Number(decimal Value) : Argument
    {
        public override string ToString() => "•••";
    }

    public static implicit operator Argument(string text) => new Literal(text);

    public static implicit operator Argument(Phrase phrase) => new Translated(phrase.Key);
}
