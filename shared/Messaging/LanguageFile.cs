using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>One language: its phrases, the words that it is understood by, and the words that it must never say.</summary>
/// <param name="Phrases">By key; <c>key#sms</c> is what is said on SMS instead.</param>
/// <param name="Keywords">By meaning.</param>
/// <param name="Words">What people write about somebody they refer, by meaning, e.g. <c>need.shelter</c>: understood, never said.</param>
/// <param name="Forbidden">Words that would tell a reader over somebody's shoulder what this is about; <c>word*</c> is every word that begins so.</param>
/// <param name="Folding">Letters that its readers replace themselves when a text must be plain: their own, and their neighbours' in names.</param>
public sealed record LanguageFile(
    string Tag, string Name, ImmutableSortedDictionary<string, string> Phrases, ImmutableSortedDictionary<string, ImmutableArray<string>> Keywords, ImmutableSortedDictionary<string, ImmutableArray<string>> Words,
    ImmutableArray<string> Forbidden, ImmutableSortedDictionary<string, string> Folding)
{
    /// <summary>All languages of the house, by tag.</summary>
    public static readonly ImmutableSortedDictionary<string, LanguageFile> All = Load();

    private static ImmutableSortedDictionary<string, LanguageFile> Load()
    {
        var house = Assembly.GetExecutingAssembly();
        return house.GetManifestResourceNames().Where(name => name.StartsWith("Languages/", StringComparison.Ordinal)).Select(name =>
        {
            using var stream = house.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize(stream, LanguageJson.Default.LanguageFile)!;
        }).ToImmutableSortedDictionary(file => file.Tag, file => file, StringComparer.Ordinal);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(LanguageFile))]
internal sealed partial class LanguageJson : JsonSerializerContext;
