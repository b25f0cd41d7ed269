using System.Collections.Immutable;
using System.Reflection;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>One language: its phrases from all modules, the words that it is understood by, and the words that it must never say.</summary>
/// <param name="Tag">BCP 47; <c>sr</c> is Serbian in Cyrillic, <c>sr-Latn</c> in Latin letters.</param>
/// <param name="Name">Its own, as it stands on a button.</param>
/// <param name="Called">What else it is called: by its neighbours, and without its letters.</param>
/// <param name="Near">Languages whose names of places its readers make out, best first.</param>
/// <param name="Culture">Whose numbers and weekdays it takes; the platform knows no <c>cnr</c>, so that Montenegrin takes <c>sr-Latn-ME</c>.</param>
/// <param name="Day">A day as its readers write it, in .NET's custom format, in letters that fit SMS once folded.</param>
/// <param name="Phrases">By key; <c>key#sms</c> is what is said on SMS instead.</param>
/// <param name="Words">What people write, by meaning, e.g. <c>negation</c>, <c>need.shelter</c>: understood, never said.</param>
/// <param name="Forbidden">Words that would tell a reader over somebody's shoulder what this is about; <c>word*</c> is every word that begins so.</param>
/// <param name="Innocent">Words that another language forbids and that are everyday ones here: "un" is the United Nations, and a Romanian article.</param>
/// <param name="Folding">Letters that its readers replace themselves when a text must be plain: their own, and their neighbours' in names. Empty for Cyrillic.</param>
public sealed record LanguageFile(
    string Tag, string Name, ImmutableArray<string> Called, ImmutableArray<string> Near, string Culture, string Day,
    ImmutableSortedDictionary<string, string> Phrases,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Words,
    ImmutableArray<string> Forbidden, ImmutableArray<string> Innocent, ImmutableSortedDictionary<string, string> Folding)
{
    private static readonly Lock Adding = new();
    private static ImmutableArray<Assembly> _assemblies = [typeof(LanguageFile).Assembly];
    private static ImmutableSortedDictionary<string, LanguageFile> _all = Read(_assemblies);

    /// <summary>All languages, by tag.</summary>
    public static ImmutableSortedDictionary<string, LanguageFile> All => Volatile.Read(ref _all);

    /// <summary>The phrases of a module whose language files are embedded in another assembly, under the same names. Added before: nothing.</summary>
    /// <exception cref="LanguageFileException">As <see cref="LanguageFiles.Read"/>.</exception>
    public static void Add(Assembly assembly)
    {
        lock (Adding)
        {
            if (_assemblies.Contains(assembly)) return;
            var assemblies = _assemblies.Add(assembly);
            Volatile.Write(ref _all, Read(assemblies));
            _assemblies = assemblies;
        }
    }

    public bool IsCyrillic => Name.Any(IsCyrillicLetter);

    internal static bool IsCyrillicLetter(char unit) => unit is >= '\u0400' and <= '\u052f';

    /// <summary>The languages as these assemblies have them.</summary>
    /// <exception cref="LanguageFileException">As <see cref="LanguageFiles.Read"/>.</exception>
    public static ImmutableSortedDictionary<string, LanguageFile> Read(IEnumerable<Assembly> assemblies) =>
        LanguageFiles.Read(assemblies.SelectMany(Embedded).ToDictionary(file => file.Path, file => file.Text));

    private static IEnumerable<(string Path, string Text)> Embedded(Assembly assembly)
    {
        const string Folder = "Languages/";
        foreach (var name in assembly.GetManifestResourceNames())
        {
            // MSBuild writes folders with the separator of the machine that builds.
            var path = name.Replace('\\', '/');
            var at = path.LastIndexOf(Folder, StringComparison.Ordinal);
            if (at < 0) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (path[(at + Folder.Length)..], reader.ReadToEnd());
        }
    }
}
