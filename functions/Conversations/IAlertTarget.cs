using ServerlessAssist.Functions.Alerts;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>Takes the answers to the alerts of one kind of stream, by code or button. Registered as a singleton.</summary>
public interface IAlertTarget
{
    /// <summary>No other target has the same.</summary>
    AlertKind Kind { get; }

    /// <summary>The sender takes on what was alerted.</summary>
    Task<ChatReply> Take(InboundRequest request, AlertCode code, CancellationToken stop);

    /// <summary>The sender passes the alert on to the next in line.</summary>
    Task<ChatReply> PassOn(InboundRequest request, AlertCode code, CancellationToken stop);
}
