using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Operator.Phrases;

/// <summary>The language files of a working copy.</summary>
public sealed class LanguageFolder
{
    private const string Usual = "shared/Messaging/Languages";

    /// <exception cref="PhraseTableException">No such folder, no English, or a file that cannot be read.</exception>
    public LanguageFolder(string path)
    {
        Path = path;
        Texts = !System.IO.Directory.Exists(path)
            ? throw new PhraseTableException($"There is no folder {path}.")
            : System.IO.Directory.EnumerateFiles(path, "*.json").Select(LanguageText.Load).ToImmutableSortedDictionary(text => text.File.Tag, text => text, StringComparer.Ordinal);
        if (!Texts.ContainsKey("en")) throw new PhraseTableException($"{path} holds no en.json.");
    }

    public string Path { get; }

    public ImmutableSortedDictionary<string, LanguageText> Texts { get; }

    public LanguageFile English => Texts["en"].File;

    /// <summary>English first.</summary>
    public IEnumerable<LanguageFile> Files => Texts.Values.Select(text => text.File).OrderBy(file => file.Tag != "en").ThenBy(file => file.Tag, StringComparer.Ordinal);

    /// <summary>As English orders them: each phrase, then what is said of it on single channels.</summary>
    public IReadOnlyList<string> Keys =>
        [.. Texts.Values.SelectMany(text => text.Keys).Distinct().OrderBy(key => OrderOf(Texts["en"].Keys, key)).ThenBy(key => key, StringComparer.Ordinal)];

    /// <summary>Where a phrase stands in a list of keys; what is not in it comes last.</summary>
    public static int OrderOf(IReadOnlyList<string> keys, string key) => keys.ToList().IndexOf(PhraseChecks.BaseOf(key)) is var at and >= 0 ? at : int.MaxValue;

    /// <summary>The folder named, else the usual one here or above.</summary>
    /// <exception cref="PhraseTableException">There is none.</exception>
    public static LanguageFolder Find(DirectoryInfo? named)
    {
        if (named is not null) return new LanguageFolder(named.FullName);
        for (var at = new DirectoryInfo(System.IO.Directory.GetCurrentDirectory()); at is not null; at = at.Parent)
            if (System.IO.Directory.Exists(System.IO.Path.Combine(at.FullName, Usual))) return new LanguageFolder(System.IO.Path.Combine(at.FullName, Usual));
        throw new PhraseTableException($"There is no folder {Usual} here or above. Go into a working copy, or name the folder.");
    }
}

/// <summary>What a person did wrong, and how to mend it.</summary>
public sealed class PhraseTableException(string message) : Exception(message);
