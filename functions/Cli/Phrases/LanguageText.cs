using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Cli.Phrases;

/// <summary>
/// A module's file of one language as it stands: only its phrases are ever rewritten, one a line, so that a review shows
/// what changed and nothing else.
/// </summary>
/// <param name="Path">Of the file.</param>
/// <param name="Keys">In the order of the file.</param>
public sealed record LanguageText(string Path, string Module, string Tag, string Text, ImmutableArray<string> Keys)
{
    private const string Begin = "  \"phrases\": {\n", End = "\n  }";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="PhraseTableException">Its phrases do not stand one a line.</exception>
    public static LanguageText Of(string path, string module, string tag, string text)
    {
        if (!text.Contains(Begin, StringComparison.Ordinal))
            throw new PhraseTableException($"{path} is not laid out as a language file: \"phrases\" must begin a line of two spaces.");
        using var json = JsonDocument.Parse(text);
        var phrases = json.RootElement.GetProperty("phrases").EnumerateObject();
        return new LanguageText(path, module, tag, text, [.. phrases.Select(phrase => phrase.Name)]);
    }

    /// <summary>This file with other phrases.</summary>
    /// <param name="phrases">Of the language; those of other modules are left out.</param>
    /// <param name="order">English keys: a phrase stands where it stands in English, its variants after it.</param>
    public LanguageText With(IReadOnlyDictionary<string, string> phrases, IReadOnlyList<string> order)
    {
        var lines = phrases.Where(one => PhraseKey.ModuleOf(one.Key) == Module)
            .OrderBy(one => LanguageFolder.OrderOf(order, one.Key)).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"    {JsonSerializer.Serialize(one.Key, Plain)}: {JsonSerializer.Serialize(one.Value, Plain)}");
        var begin = Text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = Text.IndexOf(End, begin, StringComparison.Ordinal);
        return Of(Path, Module, Tag, $"{Text[..begin]}{string.Join(",\n", lines)}{Text[end..]}");
    }
}
