using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Cli.Phrases;

/// <summary>What every language file has to keep; each check gives its faults, in words for whoever wrote the phrase.</summary>
public static partial class PhraseChecks
{
    /// <summary>Single words that Twilio acts on by itself: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out</summary>
    public static readonly ImmutableArray<string> CarrierWords =
        ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "YES", "UNSTOP", "HELP", "INFO"];

    /// <summary>What lists all that somebody wrote, or that is missing, in 70 letters a segment: to staff alone, when they refer by text.</summary>
    private static readonly ImmutableArray<string> Lists = ["intake.sms.summary", "intake.sms.missing", "intake.sms.finish-first", "intake.sms.too-long"];

    private const int MostOfList = 3;

    /// <summary>The carrier itself confirms STOP on SMS; a language's name is the label of a button.</summary>
    private static readonly ImmutableArray<string> NeverOnSms = ["inbox.stopped", "inbox.language.name"];

    /// <summary>Everything but missing phrases, of every language.</summary>
    public static IEnumerable<string> All(IReadOnlyCollection<LanguageFile> files)
    {
        var english = files.Single(file => file.Tag == "en");
        return files.SelectMany(file => Placeholders(file, english).Concat(Letters(file)).Concat(Forbidden(file, files)).Concat(Sms(file)));
    }

    public static IEnumerable<string> Missing(LanguageFile file, LanguageFile english) =>
        english.Phrases.Keys.Where(key => !key.Contains('#') && !file.Phrases.ContainsKey(key)).Select(key => $"{file.Tag} lacks {key}");

    /// <summary>Each text brings what the English one does.</summary>
    public static IEnumerable<string> Placeholders(LanguageFile file, LanguageFile english)
    {
        foreach (var (key, text) in file.Phrases)
        {
            if (!english.Phrases.TryGetValue(key, out var said) && !english.Phrases.TryGetValue(BaseOf(key), out said)) continue;
            var (here, there) = (LongestArguments.PlaceholdersIn(text).ToList(), LongestArguments.PlaceholdersIn(said).ToList());
            foreach (var name in there.Except(here)) yield return $"{file.Tag} {key} lacks {{{name}}}";
            foreach (var name in here.Except(there)) yield return $"{file.Tag} {key} uses {{{name}}}, which is not there";
            if (here.Aggregate(text, (rest, name) => rest.Replace($"{{{name}}}", "", StringComparison.Ordinal)).AsSpan().ContainsAny('{', '}')) yield return $"{file.Tag} {key} has a brace that stands alone";
        }
    }

    /// <summary>Cyrillic files speak Cyrillic and Latin ones Latin: a letter of the other script looks right and costs a segment, or hides a word from search.</summary>
    /// <remarks>The question for a language is read by somebody who cannot read the present one: in Latin letters everywhere.</remarks>
    public static IEnumerable<string> Letters(LanguageFile file) =>
        from text in file.Phrases
        where text.Key != "inbox.language.choose#sms"
        let wrong = NotWording().Replace(text.Value, "").FirstOrDefault(letter => char.IsLetter(letter) && char.IsBetween(letter, '\u0400', '\u052f') != file.IsCyrillic)
        where wrong != default
        select $"{file.Tag} {text.Key} has the letter {wrong} of another script";

    /// <summary>Words of any language's list, but those that are everyday ones here: a phone shows whatever language it gets.</summary>
    public static IEnumerable<string> Forbidden(LanguageFile file, IReadOnlyCollection<LanguageFile> lists)
    {
        var words = lists.SelectMany(list => list.Forbidden).Distinct().Except(file.Innocent).Select(word => (Word: word, Plain: $" {PlainText.Of(word)}{(word.EndsWith('*') ? "" : " ")}")).ToList();
        return from text in file.Phrases
               let plain = $" {PlainText.Of(text.Value)} "
               from word in words
               where plain.Contains(word.Plain, StringComparison.Ordinal)
               select $"{file.Tag} {text.Key} says {word.Word}";
    }

    /// <summary>More than one segment with the longest arguments, a command that only Telegram has, or a word that the carrier takes for itself.</summary>
    public static IEnumerable<string> Sms(LanguageFile file)
    {
        foreach (var key in file.Phrases.Keys.Select(BaseOf).Distinct().Where(IsForSms))
        {
            if (LongestArguments.Sms(key, file) is not { } text)
            {
                foreach (var name in file.Phrases.Where(one => BaseOf(one.Key) == key).SelectMany(one => LongestArguments.PlaceholdersIn(one.Value)).Distinct().Where(name => LongestArguments.Of(name, file) is null))
                    yield return $"{file.Tag} {key} uses {{{name}}}, and nobody has said in LongestArguments how long that gets";
                continue;
            }
            var count = SmsSegments.Count(text);
            if (count.Segments > (file.IsCyrillic && Lists.Contains(key) ? MostOfList : 1) || (count.Encoding == SmsEncoding.Ucs2 && !file.IsCyrillic)) yield return $"{file.Tag} {key} takes {Describe(count)} as an SMS, with the longest arguments: {text.ReplaceLineEndings(" ")}";
            if (Command().Match(text) is { Success: true } command) yield return $"{file.Tag} {key} names {command.Value.Trim()}";
            foreach (var word in CarrierWords.Where(word => $" {PlainText.Of(text)} ".Contains($" {word.ToLowerInvariant()} ", StringComparison.Ordinal)))
                yield return $"{file.Tag} {key} says {word}, which the carrier acts on";
        }
    }

    /// <summary>Not for SMS: what only screens show, and <see cref="NeverOnSms"/>.</summary>
    public static bool IsForSms(string key) => !PhraseKey.IsForScreens(key) && !NeverOnSms.Contains(key);

    /// <summary>Units used of those that one segment has; more segments are called so.</summary>
    public static string Describe(SmsCount count) =>
        FormattableString.Invariant($"{count.Units}/{(count.Encoding == SmsEncoding.Gsm7 ? 160 : 70)}{(count.Segments > 1 ? $" ({count.Segments} segments)" : "")}");

    public static string BaseOf(string key) => key.Split('#')[0];

    [GeneratedRegex(@"(^|\s)/[a-z]+")]
    private static partial Regex Command();

    /// <summary>What stands in Latin letters in any language: arguments, commands, a reference for an example.</summary>
    [GeneratedRegex(@"\{[^{}]*\}|/[a-z]+( off)?\b|\bRA-[0-9A-Z]{4}-[0-9A-Z]\b|\b(SMS|Telegram|UTC)\b")]
    private static partial Regex NotWording();
}
