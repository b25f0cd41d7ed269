using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Cli.Phrases;

/// <summary>The language files of a working copy: one a language, and in a folder a module one a language with its phrases.</summary>
public sealed class LanguageFolder
{
    private const string Usual = "shared/Messaging/Languages";

    /// <exception cref="PhraseTableException">No such folder, no English, or a file that cannot be used.</exception>
    public LanguageFolder(string path)
    {
        Path = path;
        if (!System.IO.Directory.Exists(path)) throw new PhraseTableException($"There is no folder {path}.");
        var texts = System.IO.Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories)
            .ToImmutableSortedDictionary(
                file => System.IO.Path.GetRelativePath(path, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
        Languages = Merge(texts);
        if (!Languages.ContainsKey("en")) throw new PhraseTableException($"{path} holds no en.json.");
        Texts = [.. from text in texts
                    where text.Key.Contains('/', StringComparison.Ordinal)
                    let module = text.Key.Split('/')[0]
                    let tag = System.IO.Path.GetFileNameWithoutExtension(text.Key)
                    select LanguageText.Of(System.IO.Path.Combine(path, text.Key), module, tag, text.Value)];
        EnglishKeys = [.. Texts.Where(text => text.Tag == "en").SelectMany(text => text.Keys)];
    }

    public string Path { get; }

    /// <summary>The languages, by tag.</summary>
    public ImmutableSortedDictionary<string, LanguageFile> Languages { get; }

    /// <summary>The modules' files, by module and then by tag.</summary>
    public ImmutableArray<LanguageText> Texts { get; }

    public LanguageFile English => Languages["en"];

    /// <summary>Module by module, as the English files order them.</summary>
    public ImmutableArray<string> EnglishKeys { get; }

    /// <summary>English first.</summary>
    public IEnumerable<LanguageFile> Files =>
        Languages.Values.OrderBy(file => file.Tag != "en").ThenBy(file => file.Tag, StringComparer.Ordinal);

    /// <summary>As English orders them: each phrase, then what is said of it on single channels.</summary>
    public IReadOnlyList<string> Keys =>
    [
        .. Texts.SelectMany(text => text.Keys).Distinct()
            .OrderBy(key => OrderOf(EnglishKeys, key)).ThenBy(key => key, StringComparer.Ordinal),
    ];

    /// <summary>Where a phrase stands in a list of keys; what is not in it comes last.</summary>
    public static int OrderOf(IReadOnlyList<string> keys, string key) =>
        keys.ToList().IndexOf(PhraseChecks.BaseOf(key)) is var at and >= 0 ? at : int.MaxValue;

    /// <summary>The folder named, else the usual one here or above.</summary>
    /// <exception cref="PhraseTableException">There is none.</exception>
    public static LanguageFolder Find(DirectoryInfo? named)
    {
        if (named is not null) return new LanguageFolder(named.FullName);
        for (var at = new DirectoryInfo(System.IO.Directory.GetCurrentDirectory()); at is not null; at = at.Parent)
        {
            var usual = System.IO.Path.Combine(at.FullName, Usual);
            if (System.IO.Directory.Exists(usual)) return new LanguageFolder(usual);
        }
        throw new PhraseTableException($"There is no folder {Usual} here or above. Go into a working copy, or name the folder.");
    }

    private static ImmutableSortedDictionary<string, LanguageFile> Merge(IReadOnlyDictionary<string, string> texts)
    {
        try
        {
            return LanguageFiles.Read(texts);
        }
        catch (LanguageFileException wrong)
        {
            throw new PhraseTableException(wrong.Message);
        }
    }
}

/// <summary>What a person did wrong, and how to mend it.</summary>
public sealed class PhraseTableException(string message) : Exception(message);
