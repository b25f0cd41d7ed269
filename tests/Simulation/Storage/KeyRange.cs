namespace ServerlessAssist.Simulation.Storage;

/// <summary>Keys from one (included) to another (excluded; null: no end), in ordinal order.</summary>
internal readonly record struct KeyRange(string From, string? To)
{
    public static readonly KeyRange[] All = [new("", null)];

    /// <summary>The key right after this one.</summary>
    public static string After(string key) => key + "\0";

    public static KeyRange[] Both(KeyRange[] one, KeyRange[] other)
    {
        if (ReferenceEquals(one, All)) return other;
        if (ReferenceEquals(other, All)) return one;
        var both = new List<KeyRange>();
        for (var (a, b) = (0, 0); a < one.Length && b < other.Length;)
        {
            var (left, right) = (one[a], other[b]);
            var from = string.CompareOrdinal(left.From, right.From) >= 0 ? left.From : right.From;
            var leftEndsFirst = EndsBefore(left.To, right.To);
            var to = leftEndsFirst ? left.To : right.To;
            if (to is null || string.CompareOrdinal(from, to) < 0) both.Add(new KeyRange(from, to));
            if (leftEndsFirst) a++;
            else b++;
        }
        return [.. both];
    }

    public static KeyRange[] Either(KeyRange[] one, KeyRange[] other)
    {
        if (ReferenceEquals(one, All) || ReferenceEquals(other, All)) return All;
        KeyRange[] sorted = [.. one, .. other];
        Array.Sort(sorted, (left, right) => string.CompareOrdinal(left.From, right.From));
        var either = new List<KeyRange>();
        foreach (var next in sorted)
        {
            if (either.Count == 0 || (either[^1].To is { } end && string.CompareOrdinal(end, next.From) < 0)) either.Add(next);
            else if (EndsBefore(either[^1].To, next.To)) either[^1] = either[^1] with { To = next.To };
        }
        return [.. either];
    }

    private static bool EndsBefore(string? one, string? other) => one is not null && (other is null || string.CompareOrdinal(one, other) < 0);
}
