namespace ServerlessAssist.Shared.Streams;

/// <summary>How a delivery outcome is called in the id of the command that it means: stored, so the words stay.</summary>
public static class FateWords
{
    public const string Delivered = "delivered", Undelivered = "undelivered", Failed = "failed", Dropped = "dropped", Unconfirmed = "unconfirmed";

    /// <returns>One word; of an undelivered message with its channel, for each channel reports for itself.</returns>
    public static string Of(DeliveryOutcome fate) => fate switch
    {
        DeliveryOutcome.Delivered => Delivered,
        DeliveryOutcome.Undelivered undelivered => $"{Undelivered}-{undelivered.Channel}",
        DeliveryOutcome.Failed => Failed,
        DeliveryOutcome.Dropped => Dropped,
        DeliveryOutcome.Unconfirmed => Unconfirmed,
        _ => throw new ArgumentOutOfRangeException(nameof(fate)),
    };
}
