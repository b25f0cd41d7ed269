using Microsoft.AspNetCore.Http;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Bots;

/// <summary>Counts what is refused at the door: metric <c>webhooks.refused</c> by channel and reason.</summary>
internal static class Webhooks
{
    public static Received.Refused Refuse(ChannelKind channel, int status, string why)
    {
        Metrics.Refused.Add(1, new("channel", channel.ToString()), new("reason", why));
        return new Received.Refused(status, why);
    }
}

/// <summary>Reads a body up to a limit and no byte further.</summary>
internal static class WebhookBody
{
    /// <returns>Null: over the limit.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, int max, CancellationToken stop)
    {
        if (request.ContentLength > max) return null;
        var all = new byte[max + 1];
        var count = 0;
        while (count < all.Length && await request.Body.ReadAsync(all.AsMemory(count), stop) is > 0 and var more) count += more;
        return count > max ? null : all[..count];
    }
}
