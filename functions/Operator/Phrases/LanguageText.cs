using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Operator.Phrases;

/// <summary>A language file as it stands: only its phrases are ever rewritten, one a line, so that a review shows what changed and nothing else.</summary>
public sealed record LanguageText(string Path, string Text, LanguageFile File, ImmutableArray<string> Keys)
{
    private const string Begin = "  \"phrases\": {\n", End = "\n  },\n";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="PhraseTableException">Not a language file.</exception>
    public static LanguageText Load(string path) => Of(path, System.IO.File.ReadAllText(path));

    /// <summary>This file with other phrases.</summary>
    /// <param name="order">English keys: a phrase stands where it stands in English, its variants after it.</param>
    public LanguageText With(IReadOnlyDictionary<string, string> phrases, IReadOnlyList<string> order)
    {
        var lines = phrases.OrderBy(one => LanguageFolder.OrderOf(order, one.Key)).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"    {JsonSerializer.Serialize(one.Key, Plain)}: {JsonSerializer.Serialize(one.Value, Plain)}");
        var begin = Text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return Of(Path, $"{Text[..begin]}{string.Join(",\n", lines)}{Text[Text.IndexOf(End, begin, StringComparison.Ordinal)..]}");
    }

    private static LanguageText Of(string path, string text)
    {
        try
        {
            if (!text.Contains(Begin, StringComparison.Ordinal)) throw new PhraseTableException($"{path} is not laid out as a language file: \"phrases\" must begin a line of two spaces.");
            using var json = JsonDocument.Parse(text);
            return new LanguageText(path, text, LanguageFile.Read(text), [.. json.RootElement.GetProperty("phrases").EnumerateObject().Select(phrase => phrase.Name)]);
        }
        catch (JsonException broken)
        {
            throw new PhraseTableException($"{path} is not a language file: {broken.Message}");
        }
    }
}
