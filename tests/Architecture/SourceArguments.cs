using System.Text.RegularExpressions;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Architecture;

/// <summary>Reads from the product's sources what calls are given as their first argument: a literal, or a constant's value.</summary>
internal static partial class SourceArguments
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", ".."));

    private static readonly Dictionary<string, string> Sources = new[] { "shared", "bots", "functions" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .ToDictionary(file => file, File.ReadAllText);

    /// <summary>Keyed hashes.</summary>
    [GeneratedRegex(@"\b_?index\.(?:Of|All)\((?<argument>[^,()]+),")]
    public static partial Regex Index { get; }

    /// <summary>What is sealed under a shared key.</summary>
    [GeneratedRegex(@"\.(?:Seal|Open)Shared\((?<argument>[^,()]+),")]
    public static partial Regex Seal { get; }

    /// <summary>Wake-ups that a capability asks for.</summary>
    [GeneratedRegex(@"\bnew WakeUp\((?<argument>\w+(?:\.\w+)*), ")]
    public static partial Regex WakeUp { get; }

    /// <returns>The value of each such argument; a variable has none and is left out.</returns>
    public static IEnumerable<string> Of(Regex call) => Written(call).Select(one => Value(one.File, one.Argument)).OfType<string>();

    /// <returns>Each literal as often as it is written.</returns>
    public static IEnumerable<string> Literals(Regex call) => Written(call).Select(one => one.Argument).Where(one => one.StartsWith('"'));

    private static IEnumerable<(string File, string Argument)> Written(Regex call) =>
        from source in Sources from Match match in call.Matches(source.Value) select (source.Key, match.Groups["argument"].Value);

    /// <summary>A name alone is a constant of its own file; one with a type before it, of that type's file, the nearest first.</summary>
    private static string? Value(string file, string argument)
    {
        if (argument.StartsWith('"')) return argument.Trim('"');
        var parts = argument.Split('.');
        var constant = new Regex($"const string [^;]*\\b{parts[^1]} = \"(?<value>[^\"]*)\"");
        if (parts.Length == 1) return Found(constant, Sources[file]);
        var near = Path.Combine(Path.GetDirectoryName(file)!, $"{parts[^2]}.cs");
        return Sources.Where(one => Path.GetFileName(one.Key) == Path.GetFileName(near)).OrderBy(one => one.Key != near)
            .Select(one => Found(constant, one.Value)).OfType<string>().FirstOrDefault()
            ?? throw new InvalidOperationException($"{argument} of {Path.GetFileName(file)} is no constant.");
    }

    private static string? Found(Regex constant, string source) =>
        constant.Match(source) is { Success: true } match ? match.Groups["value"].Value : null;
}
