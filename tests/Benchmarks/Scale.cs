namespace ServerlessAssist.Benchmarks;

/// <summary>How much is measured: all of it, a tenth for a look, or just enough to see that it still runs.</summary>
internal enum Scale
{
    Full,
    Quick,
    Trial,
}

/// <summary>Counts by scale.</summary>
internal static class Scales
{
    public static T Of<T>(this Scale scale, T full, T quick, T trial) =>
        scale switch { Scale.Full => full, Scale.Quick => quick, _ => trial };
}
