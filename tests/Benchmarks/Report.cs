using System.Globalization;
using System.Text;

namespace ServerlessAssist.Benchmarks;

/// <summary>The table: what, how much, and the goal where there is one.</summary>
internal sealed class Report
{
    private readonly List<(string What, string Figure, string Goal)> _rows = [];

    /// <param name="goal">What is expected, e.g. "2" or ">= 0.90"; null: there is none.</param>
    public void Add(string what, string figure, string? goal = null, bool isMet = true)
    {
        _rows.Add((what, figure, goal is null ? "" : isMet ? goal : $"{goal}  FALLS SHORT"));
        Console.Error.WriteLine($"  {what}: {figure}");
    }

    public void Count(string what, double transactions, int floor) => Add(what, transactions.ToString("0.##", CultureInfo.InvariantCulture), floor.ToString(CultureInfo.InvariantCulture), transactions <= floor);

    public override string ToString()
    {
        var (what, figure) = (_rows.Max(row => row.What.Length), _rows.Max(row => row.Figure.Length));
        var text = new StringBuilder().Append(' ', what + 2).Append("measured".PadLeft(figure)).AppendLine("  goal");
        foreach (var row in _rows) text.Append(row.What.PadRight(what + 2)).Append(row.Figure.PadLeft(figure)).Append("  ").AppendLine(row.Goal);
        return text.ToString();
    }
}

/// <summary>Medians and the like.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> all) => Quantile(all, 0.5);

    /// <param name="share">0.5: half of all are at most this.</param>
    public static double Quantile(IEnumerable<double> all, double share)
    {
        var sorted = all.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:N0} ms");
}
