using System.Diagnostics;
using System.Globalization;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Benchmarks.Understanding;

/// <summary>How many texts one core reads a second, and whether ten times the letters take more than ten times as long.</summary>
internal static class ReadingSpeed
{
    private const int Goal = 100_000;
    private const int Letters = 1_000;

    /// <summary>Ten times as long, and room for what a machine does beside.</summary>
    private const double MostGrowth = 15;

    private static readonly MessageReader Reader = MessageReader.Of(IntakeVocabulary.Labels);

    /// <summary>Long texts of every kind: unknown words, negations, quotation marks, numbers, one word without end, emoji, marks.</summary>
    private static readonly string[] Hostile =
        ["qwxzt ", "no not never ", "\"a b c\" '", "20.3.2026 ", "a", "👍🏽 ", "e\u0301\u0302", "ne mogu da preuzimam ", "nuk s'", "shchshch", "> ", "aduld femal urgnt "];

    public static void Measure(Scale scale, Report report)
    {
        var texts = LabelledText.All.Select(text => (text.Text, Language: new Language(text.Language))).ToList();
        var rounds = scale.Of(20, 5, 1);
        foreach (var (text, language) in texts) Reader.Read(text, language);
        var perSecond = rounds * texts.Count / Seconds(() =>
        {
            for (var round = 0; round < rounds; round++)
                foreach (var (text, language) in texts) Reader.Read(text, language);
        });
        report.Add("texts read a second, one core", perSecond.ToString("N0", CultureInfo.InvariantCulture), $">= {Goal:N0}", perSecond >= Goal);
        var growth = Hostile.Max(part => Growth(part, scale.Of(30, 10, 2)));
        report.Add(
            $"time for {10 * Letters:N0} letters against {Letters:N0}, the worst of {Hostile.Length} hostile texts",
            growth.ToString("0.0", CultureInfo.InvariantCulture), $"<= {MostGrowth:0}", growth <= MostGrowth);
    }

    private static double Growth(string part, int rounds)
    {
        var (little, much) = (Repeat(part, Letters), Repeat(part, 10 * Letters));
        return Best(much, rounds) / Best(little, rounds);
    }

    private static double Best(string text, int rounds)
    {
        Reader.Read(text, Language.Albanian);
        return Enumerable.Range(0, rounds).Min(_ => Seconds(() => Reader.Read(text, Language.Albanian)));
    }

    private static double Seconds(Action what)
    {
        var began = Stopwatch.GetTimestamp();
        what();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static string Repeat(string part, int letters) => string.Concat(Enumerable.Repeat(part, (letters / part.Length) + 1))[..letters];
}
