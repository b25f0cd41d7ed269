namespace ServerlessAssist.Shared.Streams;

/// <summary>On which terms a command is decided.</summary>
/// <param name="Version">Only while the stream stands at this version; null: at any.</param>
/// <param name="Content">What was sent under this message id, hashed: the same id with another content is refused. Null: not compared.</param>
public sealed record Preconditions(long? Version, string? Content)
{
    public static readonly Preconditions None = new(null, null);
}
