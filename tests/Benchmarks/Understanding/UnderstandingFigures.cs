using System.Globalization;

namespace ServerlessAssist.Benchmarks.Understanding;

/// <summary>How many labelled texts are understood, asked back, or acted on wrongly: by language and by kind; each miss is listed.</summary>
internal static class UnderstandingFigures
{
    private const double Goal = 0.90;

    public static Task Measure(Bench bench, Scale scale, Report report)
    {
        var judge = new Judge();
        var judged = LabelledText.All.Select(text => (Text: text, Verdict: judge.Of(text))).ToList();
        foreach (var same in judged.GroupBy(one => one.Text.Language)) Add(report, $"texts in {same.Key}", [.. same.Select(one => one.Verdict)]);
        foreach (var same in judged.GroupBy(one => one.Text.Kind)) Add(report, $"texts about {same.Key}", [.. same.Select(one => one.Verdict)]);
        foreach (var (text, verdict) in judged.Where(one => one.Verdict != Verdict.Understood).OrderBy(one => one.Verdict).Reverse())
            Console.Error.WriteLine($"  {verdict}: {text.Language} {text.Kind} {text.Label}: {text.Text} ({judge.Outcome(text) ?? "asked"})");
        ReadingSpeed.Measure(scale, report);
        return Task.CompletedTask;
    }

    private static void Add(Report report, string what, List<Verdict> verdicts)
    {
        double Share(Verdict verdict) => (double)verdicts.Count(one => one == verdict) / verdicts.Count;
        var wrong = verdicts.Count(one => one == Verdict.WrongButActed);
        report.Add(
            $"{what}, {verdicts.Count}: understood, asked, acted on wrongly",
            string.Create(CultureInfo.InvariantCulture, $"{Share(Verdict.Understood):0.00}, {Share(Verdict.Asked):0.00}, {wrong}"),
            ">= 0.90, -, 0", Share(Verdict.Understood) >= Goal && wrong == 0);
    }
}
