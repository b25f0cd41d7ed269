namespace ServerlessAssist.Shared.Protection;

/// <summary>Purposes under which shared keys are derived. A purpose that changes opens nothing that was sealed under it.</summary>
public static class SealPurposes
{
    /// <summary>Bodies of the delivery and webhook queues.</summary>
    public const string Queue = "queue";

    /// <summary>Bodies of the inbound queue.</summary>
    public const string Inbound = "inbound";

    /// <summary>Lines of views.</summary>
    public const string View = "view";
}
