using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>What administrators are told.</summary>
public static class OperationsPhrases
{
    public static readonly Phrase Poison = new("operations.poison", "queue", "count");
    public static readonly Phrase Loop = new("operations.loop");
    public static readonly Phrase Limited = new("operations.rate-limited", "who");
    public static readonly Phrase SendRefused = new("operations.send-refused", "why");
    public static readonly Phrase WebhookFailing = new("webhooks.failing", "who");
    public static readonly Phrase WebhookStopped = new("webhooks.stopped", "who");
    public static readonly Phrase ChannelLost = new("operations.channel.lost", "who", "channel", "why");
}
