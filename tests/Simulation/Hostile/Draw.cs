namespace ServerlessAssist.Simulation.Hostile;

/// <summary>All that is chance in one input, from its number alone.</summary>
/// <param name="attempt">Which time the same input is sent: all is the same but <see cref="Id"/>.</param>
/// <remarks>SplitMix64: made in no time, and neighbours have nothing in common.</remarks>
internal sealed class Draw(int number, int attempt)
{
    private ulong _state = unchecked((ulong)number * 0xD1342543DE82EF95UL + 0x2545F4914F6CDD1DUL);

    /// <summary>32 hex digits that no other input has: a new message, a new key.</summary>
    public string Id { get; } = number.ToString("x8", System.Globalization.CultureInfo.InvariantCulture) + attempt.ToString("x24", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Id"/>, as a number over all that carriers have given out.</summary>
    public long Fresh { get; } = 900_000_000_000 + number * 16L + attempt;

    /// <summary>From 0 to below a bound.</summary>
    public int Next(int below)
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)Math.Max(below, 1));
        }
    }

    public bool OneIn(int many) => Next(many) == 0;

    public T Of<T>(IReadOnlyList<T> all) => all[Next(all.Count)];
}
