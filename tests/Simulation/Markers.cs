using System.Globalization;

namespace ServerlessAssist.Simulation;

/// <summary>What must not be read where it could be.</summary>
public static class Markers
{
    /// <summary>The first character in a log line that could forge another, move a cursor or turn the reading order; null: none.</summary>
    public static string? Raw(string line)
    {
        foreach (var unit in line.AsSpan().TrimEnd())
            if (char.IsControl(unit) || unit is '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
                return string.Create(CultureInfo.InvariantCulture, $"U+{(int)unit:X4}");
        return null;
    }
}
