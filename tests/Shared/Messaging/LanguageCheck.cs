using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.World;
using static ServerlessAssist.Functions.Cli.Phrases.PhraseChecks;

namespace ServerlessAssist.Tests.Shared.Messaging;

/// <summary>What language files owe to the code; each check gives its faults, so that planted ones can show that it finds them. What they owe to readers stands in the operator's <c>PhraseChecks</c>.</summary>
internal static partial class LanguageCheck
{
    /// <summary>All phrases of the house, wherever they stand.</summary>
    public static readonly ImmutableArray<Phrase> Phrases =
        [.. new[] { typeof(InboxPhrases), typeof(TelegramWebhook), typeof(SimulatedModules) }.SelectMany(one => one.Assembly.GetTypes()).SelectMany(type => Fields<Phrase>(type).Concat(Fields<PhraseFamily>(type).SelectMany(family => family.All)))];

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

    public static IEnumerable<T> Fields<T>(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(T)).Select(field => (T)field.GetValue(null)!);

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Placeholder();
}
