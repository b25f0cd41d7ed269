using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>
/// Merges the language files: <c>uk.json</c> with what concerns the language as a whole, and <c>intake/uk.json</c> with one
/// module's phrases in it.
/// </summary>
public static class LanguageFiles
{
    /// <param name="texts">The files' contents by path under their common folder, with forward slashes.</param>
    /// <returns>The languages by tag.</returns>
    /// <exception cref="LanguageFileException">
    /// A file is malformed, of an unknown language or missing, or a key is repeated or in another module's folder.
    /// </exception>
    public static ImmutableSortedDictionary<string, LanguageFile> Read(IReadOnlyDictionary<string, string> texts)
    {
        var languages = texts.Where(one => !one.Key.Contains('/', StringComparison.Ordinal))
            .Select(one => ReadLanguage(one.Key, one.Value))
            .ToImmutableSortedDictionary(file => file.Tag, file => file, StringComparer.Ordinal);
        var modules = texts.Where(one => one.Key.Contains('/', StringComparison.Ordinal))
            .ToImmutableSortedDictionary(one => one.Key, one => ReadModule(one.Key, one.Value), StringComparer.Ordinal);
        foreach (var path in modules.Keys.Where(path => !languages.ContainsKey(TagOf(path))))
            throw new LanguageFileException($"{path} is of an unknown language: there is no {TagOf(path)}.json.");
        var names = modules.Keys.Select(path => path.Split('/')[0]).Distinct().ToList();
        return languages.ToImmutableSortedDictionary(
            language => language.Key,
            language => Merge(language.Value, [.. names.Select(module => Required(modules, $"{module}/{language.Key}.json"))]),
            StringComparer.Ordinal);
    }

    private static LanguageOwnFile ReadLanguage(string path, string text)
    {
        var file = Parse(path, text, LanguageJson.Default.LanguageOwnFile);
        return file.Tag == TagOf(path) ? file : throw new LanguageFileException($"{path} has the tag {file.Tag}, which is not its name.");
    }

    private static LanguageModuleFile ReadModule(string path, string text)
    {
        var file = Parse(path, text, LanguageJson.Default.LanguageModuleFile);
        var module = path.Split('/')[0];
        foreach (var (key, said) in file.Phrases)
        {
            if (PhraseKey.ModuleOf(key) != module)
                throw new LanguageFileException($"{path} holds {key}, which does not begin with {module}.");
            if (said is null) throw new LanguageFileException($"{path} is not a language file at {key}: it has no text.");
        }
        return file;
    }

    private static T Parse<T>(string path, string text, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new LanguageFileException($"{path} is not a language file: it is null.");
        }
        catch (JsonException wrong)
        {
            throw new LanguageFileException($"{path} is not a language file at {wrong.Path ?? "$"}: {wrong.Message}");
        }
    }

    private static (string Path, LanguageModuleFile File) Required(
        ImmutableSortedDictionary<string, LanguageModuleFile> modules, string path) =>
        modules.TryGetValue(path, out var file) ? (path, file)
        : throw new LanguageFileException($"There is no {path}: a module needs every language.");

    private static LanguageFile Merge(LanguageOwnFile own, ImmutableArray<(string Path, LanguageModuleFile File)> modules)
    {
        var words = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (path, file) in modules)
            foreach (var (meaning, said) in file.Words ?? ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty)
            {
                if (words.TryAdd(meaning, said)) continue;
                throw new LanguageFileException($"{path} holds the words {meaning}, which another module has.");
            }
        return new LanguageFile(
            own.Tag, own.Name, own.Called, own.Near, own.Culture, own.Day,
            modules.SelectMany(module => module.File.Phrases).ToImmutableSortedDictionary(StringComparer.Ordinal),
            words.ToImmutable(), own.Forbidden, own.Innocent, own.Folding);
    }

    private static string TagOf(string path) =>
        path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace(".json", "", StringComparison.Ordinal);
}

/// <summary>A language file that cannot be used; the message names the file and the key.</summary>
public sealed class LanguageFileException(string message) : Exception(message);

/// <summary><c>uk.json</c>: members as in <see cref="LanguageFile"/>.</summary>
internal sealed record LanguageOwnFile(
    string Tag, string Name, ImmutableArray<string> Called, ImmutableArray<string> Near, string Culture, string Day,
    ImmutableArray<string> Forbidden, ImmutableArray<string> Innocent, ImmutableSortedDictionary<string, string> Folding);

/// <summary><c>intake/uk.json</c>: members as in <see cref="LanguageFile"/>; only a module that reads free text has words.</summary>
internal sealed record LanguageModuleFile(
    ImmutableSortedDictionary<string, string> Phrases, ImmutableSortedDictionary<string, ImmutableArray<string>>? Words = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LanguageOwnFile)), JsonSerializable(typeof(LanguageModuleFile))]
internal sealed partial class LanguageJson : JsonSerializerContext;
