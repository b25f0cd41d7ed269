namespace ServerlessAssist.Simulation.Storage;

/// <summary>A message as it lies in its queue.</summary>
public sealed class QueuedMessage
{
    public required string Id { get; init; }

    /// <summary>As it was sent: Base64 where the client encodes so.</summary>
    public required string Text { get; set; }

    public required DateTimeOffset Inserted { get; init; }

    /// <summary>When it goes by itself; 9999-12-31: never.</summary>
    public required DateTimeOffset Expires { get; init; }

    public required DateTimeOffset Visible { get; set; }

    public required string PopReceipt { get; set; }

    public int DequeueCount { get; set; }

    /// <summary>The how manieth of the account it is.</summary>
    public required long Number { get; init; }
}

public enum QueueEvent { Put, Got, Updated, Deleted, Expired }

/// <summary>What happened to a message.</summary>
public sealed record QueueChange(QueueEvent What, string Queue, string MessageId, string Text, int DequeueCount);
