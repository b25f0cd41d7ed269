using ServerlessAssist.Benchmarks.Understanding;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging.Understanding;

/// <summary>The labelled set: texts of twelve languages that were written before the reader and apart from its words.</summary>
public sealed class LabelledTextTests
{
    private const int FewestTexts = 40;
    private const double FewestUnderstood = 0.90;

    private static readonly Judge Judge = new();

    public static TheoryData<string> Tags => [.. LanguageFile.All.Keys];

    [Theory, MemberData(nameof(Tags))]
    public void No_text_is_acted_on_wrongly_and_nine_of_ten_are_understood(string tag)
    {
        var judged = LabelledText.All.Where(text => text.Language == tag).Select(text => (Text: text, Verdict: Judge.Of(text))).ToList();
        Assert.True(judged.Count >= FewestTexts);
        Assert.Empty(judged.Where(one => one.Verdict == Verdict.WrongButActed).Select(one => $"{one.Text.Kind} {one.Text.Label}: {one.Text.Text}"));
        Assert.True(judged.Count(one => one.Verdict == Verdict.Understood) >= FewestUnderstood * judged.Count, string.Join('\n', judged
            .Where(one => one.Verdict == Verdict.Asked).Select(one => $"{one.Text.Kind} {one.Text.Label}: {one.Text.Text}")));
    }
}
