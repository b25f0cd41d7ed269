using System.Globalization;
using System.Text;

namespace ServerlessAssist.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="Goal">What is expected, e.g. "2" or ">= 0.90"; null: there is none.</param>
/// <param name="IsCount">Counted, so that it is the same on every machine; false: measured.</param>
internal sealed record Row(string What, string Figure, string? Goal, bool IsMet, bool IsCount);

/// <summary>The table: what, how much, and the goal where there is one.</summary>
internal sealed class Report
{
    private readonly List<Row> _rows = [];

    public IReadOnlyList<Row> Rows => _rows;

    public void Add(string what, string figure, string? goal = null, bool isMet = true) =>
        Add(new Row(what, figure, goal, isMet, IsCount: false));

    /// <param name="floor">As many as it should cost, and no more.</param>
    public void Count(string what, double transactions, int floor)
    {
        var (figure, goal) = (transactions.ToString("0.##", CultureInfo.InvariantCulture), floor.ToString(CultureInfo.InvariantCulture));
        Add(new Row(what, figure, goal, transactions <= floor, IsCount: true));
    }

    public override string ToString()
    {
        var (what, figure) = (_rows.Max(row => row.What.Length), _rows.Max(row => row.Figure.Length));
        var text = new StringBuilder().Append(' ', what + 2).Append("measured".PadLeft(figure)).AppendLine("  goal");
        foreach (var row in _rows)
        {
            text.Append(row.What.PadRight(what + 2)).Append(row.Figure.PadLeft(figure));
            text.Append("  ").AppendLine(row.IsMet ? row.Goal : $"{row.Goal}  FALLS SHORT");
        }
        return text.ToString();
    }

    private void Add(Row row)
    {
        _rows.Add(row);
        Console.Error.WriteLine($"  {row.What}: {row.Figure}{(row.IsMet ? "" : $" (goal: {row.Goal})")}");
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
