using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

/// <summary>What every language file has to keep; each check gives its faults, so that planted ones can show that it finds them.</summary>
internal static partial class LanguageCheck
{
    /// <summary>Single words that Twilio acts on by itself: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out</summary>
    public static readonly ImmutableArray<string> CarrierWords =
        ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "YES", "UNSTOP", "HELP", "INFO"];

    /// <summary>The longest that each literal argument can get: limits of the people file, names of queues, failures and languages.</summary>
    private static readonly ImmutableDictionary<string, string> Longest = ImmutableDictionary.CreateRange<string, string>(
    [
        new("reference", "RA-MMMM-M"),
        new("code", "MMMM-0000"),
        new("region", "Shkodër-Lezhë-Kukësë"),
        new("by", "Çlirimtar Gjërgjë"[..16]),
        new("who", "abcdefghijklmnop"),
        new("channel", "Telegram"),
        new("queue", "inbound-poison"),
        new("count", "1000000"),
        new("provider", "Çlirimtar Gjërgjësi X"[..20]),
        new("places", "10000"),
        new("place", "Shkodër-Lezhë-Kukësë"),
        new("point", "Qafë Prushi i Epër"[..16]),
        new("word", "other,cnr,sq,+9"),
        new("choice", ""), new("question", ""),
        new("lines", ""), new("providers", ""), new("needs", ""), new("languages", ""),
        new("why", Fields<SendFailure>(typeof(SendFailure)).MaxBy(failure => failure.Name.Length)!.Name),
        new("name", LanguageFile.All.Values.MaxBy(file => file.Name.Length)!.Name),
    ]);

    /// <summary>Never sent by SMS: menu texts, labels of buttons, and what the carrier says itself.</summary>
    private static readonly Regex NotForSms = NotForSmsPattern();

    /// <summary>All phrases of the house, wherever they stand.</summary>
    public static readonly ImmutableArray<Phrase> Phrases =
        [.. new[] { typeof(InboxPhrases), typeof(TelegramPhrases) }.SelectMany(one => one.Assembly.GetTypes()).SelectMany(type => Fields<Phrase>(type).Concat(Fields<PhraseFamily>(type).SelectMany(family => family.All)))];

    public static IEnumerable<string> Keys(LanguageFile file, IReadOnlyCollection<Phrase> phrases) =>
    [
        .. phrases.Where(phrase => !file.Phrases.ContainsKey(phrase.Key)).Select(phrase => $"{file.Tag} lacks {phrase.Key}"),
        .. file.Phrases.Keys.Where(key => phrases.All(phrase => phrase.Key != BaseOf(key))).Select(key => $"{file.Tag} has {key}, which nobody says"),
        .. file.Phrases.Keys.Where(key => key.Contains('#') && !Enum.GetNames<ChannelKind>().Any(kind => key.EndsWith($"#{kind.ToLowerInvariant()}", StringComparison.Ordinal)))
            .Select(key => $"{file.Tag} has {key} for no channel"),
    ];

    public static IEnumerable<string> Arguments(LanguageFile file, IReadOnlyCollection<Phrase> phrases) =>
        from text in file.Phrases
        let known = phrases.Where(phrase => phrase.Key == BaseOf(text.Key)).SelectMany(phrase => phrase.Arguments).ToHashSet()
        from name in Placeholder().Matches(text.Value).Select(match => match.Groups[1].Value).Where(name => !known.Contains(name))
        select $"{file.Tag} {text.Key} uses {{{name}}}";

    /// <summary>Words of any language's list in any phrase, filled with its arguments: a phone shows whatever language it gets.</summary>
    public static IEnumerable<string> Forbidden(LanguageFile file, IReadOnlyCollection<LanguageFile> lists) =>
        from text in file.Phrases
        let plain = $" {Keywords.Plain(text.Value)} "
        from word in lists.SelectMany(list => list.Forbidden)
        where plain.Contains($" {Keywords.Plain(word)}{(word.EndsWith('*') ? "" : " ")}", StringComparison.Ordinal)
        select $"{file.Tag} {text.Key} says {word}";

    /// <summary>More than one GSM-7 segment, a command that only Telegram has, or a word that the carrier takes for itself.</summary>
    public static IEnumerable<string> Sms(LanguageFile file, IReadOnlyCollection<Phrase> phrases)
    {
        foreach (var phrase in phrases.Where(phrase => !NotForSms.IsMatch(phrase.Key)))
        {
            var text = new Phrases(LanguageFile.All.SetItem(file.Tag, file)).Render(Fill(phrase, file), new Language(file.Tag), ChannelKind.Sms);
            if (SmsSegments.Count(text) is not { Encoding: SmsEncoding.Gsm7, Segments: 1 }) yield return $"{file.Tag} {phrase.Key} takes {SmsSegments.Count(text)}";
            if (Command().Match(text) is { Success: true } command) yield return $"{file.Tag} {phrase.Key} names {command.Value.Trim()}";
            foreach (var word in CarrierWords.Where(word => $" {Keywords.Plain(text)} ".Contains($" {word.ToLowerInvariant()} ", StringComparison.Ordinal)))
                yield return $"{file.Tag} {phrase.Key} says {word}, which the carrier acts on";
        }
    }

    private static Wording Fill(Phrase phrase, LanguageFile file) =>
        phrase.With([.. phrase.Arguments.Select(name => (name, Longest.TryGetValue(name, out var text) ? text : (Argument?)Listed(file, name) ?? LongestPhrase(file, name)))]);

    /// <summary>Lists of a text to somebody who refers: all that can be missing, each with an example; and as much as a draft can hold, its languages by their tags.</summary>
    private static Argument.Joined? Listed(LanguageFile file, string name) => name switch
    {
        "missing" => Joined(file, ", ", Under(file, "intake.missing").Where(key => key != "intake.missing.consent")),
        "example" => Joined(file, " ", Under(file, "intake.example").Where(key => key != "intake.example.consent").Append("intake.sms.word")),
        "parts" => Joined(file, ",", [
            .. Under(file, "referral.urgency").Take(1), .. Under(file, "referral.age").Take(1), .. Under(file, "intake.sex").Take(1), .. Under(file, "intake.need").Take(4),
            .. Under(file, "intake.consent").Take(1), "intake.contact.noted", "intake.sms.word"]),
        _ => null,
    };

    private static Argument.Joined Joined(LanguageFile file, string between, IEnumerable<string> keys) =>
        new([.. keys.Select(key => Fill(Phrases.First(phrase => phrase.Key == key), file))], between);

    /// <summary>The longest first.</summary>
    private static IEnumerable<string> Under(LanguageFile file, string prefix) =>
        file.Phrases.Where(text => text.Key.StartsWith($"{prefix}.", StringComparison.Ordinal)).OrderByDescending(text => text.Value.Length).Select(text => text.Key);

    private static Argument LongestPhrase(LanguageFile file, string name) =>
        new Argument.Translated(Under(file, $"referral.{name}").Concat(Under(file, $"intake.{name}")).First());

    private static string BaseOf(string key) => key.Split('#')[0];

    private static IEnumerable<T> Fields<T>(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(T)).Select(field => (T)field.GetValue(null)!);

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(^|\s)/[a-z]+")]
    private static partial Regex Command();

    [GeneratedRegex(@"^telegram\.|^screen\.|\.button\.|^inbox\.stopped$|^inbox\.language\.name$")]
    private static partial Regex NotForSmsPattern();
}
