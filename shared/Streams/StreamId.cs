namespace ServerlessAssist.Shared.Streams;

/// <summary>One thing that things happen to: its kind (a capability's word) and its key. Both stand in storage in clear, so a key is opaque.</summary>
/// <param name="Key">Lower-case letters, digits and hyphens, at most 100: a blind index or a fixed word, never a name or number.</param>
public readonly record struct StreamId(string Kind, string Key)
{
    public string Partition => $"{Kind}~{Key}";

    public override string ToString() => Partition;

    /// <summary>The opposite of <see cref="Partition"/>.</summary>
    /// <exception cref="FormatException">Not a partition of ours.</exception>
    public static StreamId Parse(string partition) => partition.Split('~') is [{ Length: > 0 } kind, { Length: > 0 } key]
        ? new StreamId(kind, key)
        : throw new FormatException("A stream is named kind~key.");
}
