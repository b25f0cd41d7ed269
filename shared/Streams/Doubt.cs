using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>
/// An earlier attempt at a message of which it is not known whether a carrier took it.
/// Kept only where the policy of the recipient's kind is <see cref="InDoubt.AskFirst"/>.
/// </summary>
/// <param name="Since">When that attempt began, by the clock of its process.</param>
/// <param name="Channel">By which it went; null: not known, for the process died.</param>
/// <param name="Asked">How often the carrier was asked and did not answer.</param>
public sealed record Doubt(DateTimeOffset Since, ChannelKind? Channel, int Asked)
{
    /// <summary>How much two clocks can differ.</summary>
    public static readonly TimeSpan Clocks = TimeSpan.FromMinutes(4);

    /// <summary>An attempt that has not begun this long after it was written down is not made: others may take it for lost.</summary>
    public static readonly TimeSpan BeginsWithin = TimeSpan.FromSeconds(30);

    /// <summary>How long after an attempt the carrier is asked: by any clock it has ended by then, and stands in the carrier's list.</summary>
    public static readonly TimeSpan AskAfter = Clocks + TimeSpan.FromMinutes(1);

    /// <summary>For how long a carrier that does not answer is asked; then the stream is told so.</summary>
    public static readonly TimeSpan AskFor = TimeSpan.FromHours(24);

    /// <summary>What follows where the carrier has not got it; decided anew at each attempt.</summary>
    [JsonIgnore]
    public IfMissing IfMissing { get; init; }
}

/// <summary>What follows where a carrier says that it was not given a message.</summary>
public enum IfMissing
{
    Send,

    /// <summary>It is no longer wanted.</summary>
    Drop,
}
