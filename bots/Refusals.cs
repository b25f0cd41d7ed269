using System.Diagnostics.Metrics;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots;

/// <summary>Refuses a webhook's request and counts it: instrument <c>webhooks.refused</c> of meter <see cref="MeterName"/>, tagged channel and reason.</summary>
public static class Refusals
{
    public const string MeterName = "ServerlessAssist.Bots";

    private static readonly Meter Bots = new(MeterName);
    private static readonly Counter<long> Refused = Bots.CreateCounter<long>("webhooks.refused", "{request}", "Requests to a webhook that were not authentic or not readable");

    /// <param name="why">Stable and short, one of a few: it is a metric's tag.</param>
    public static Received.Refused Refuse(ChannelKind channel, int status, string why)
    {
        Refused.Add(1, new("channel", channel.ToString()), new("reason", why));
        return new Received.Refused(status, why);
    }
}
