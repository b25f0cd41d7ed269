using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots;

/// <summary>What a request to a webhook turned out to be, once it was authenticated and read.</summary>
public abstract record Received
{
    /// <summary>A person said or pressed something.</summary>
    public sealed record Message(InboundMessage What) : Received;

    /// <summary>Authentic, but nothing that a person said to us: answered with success, so that the carrier does not repeat it.</summary>
    public sealed record Nothing : Received;

    /// <param name="Status">401 or 403: not authentic; 400, 413, 415: not readable.</param>
    /// <param name="Why">Stable and short; names no content.</param>
    public sealed record Refused(int Status, string Why) : Received;
}
