namespace ServerlessAssist.Benchmarks.Understanding;

/// <summary>A text as somebody may type it, and what is right.</summary>
/// <param name="Language">In which the sender reads.</param>
/// <param name="Kind">What the text answers, e.g. <c>alert</c>.</param>
/// <param name="Label">The right outcome; <c>ask</c>, <c>unsaid</c>, <c>neither</c> and <c>go-on</c>: nothing may be done.</param>
public sealed record LabelledText(string Language, string Kind, string Label, string Text)
{
    private const string Folder = "ServerlessAssist.Benchmarks.Understanding.Labelled.";

    private static readonly string[] Open = ["ask", "unsaid", "neither", "go-on"];

    /// <summary>Nothing may be done on it.</summary>
    public bool IsOpen => Open.Contains(Label);

    /// <summary>The whole set: written before the reader, and apart from its words.</summary>
    public static IReadOnlyList<LabelledText> All { get; } = [.. Read()];

    private static IEnumerable<LabelledText> Read()
    {
        var assembly = typeof(LabelledText).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            while (reader.ReadLine() is { } line)
                if (line.Split('\t') is [var kind, var label, var text])
                    yield return new LabelledText(name[Folder.Length..^".tsv".Length], kind, label, text);
        }
    }
}
