namespace ServerlessAssist.Sandbox.Carriers;

/// <summary>What is broken at a carrier on purpose.</summary>
public sealed class Trouble
{
    /// <summary>Every request is answered with 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>Every answer takes eight seconds: longer than our side waits.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Every request is answered with 429.</summary>
    public bool IsTooMany { get; set; }

    /// <summary>Webhooks come twice, reports too.</summary>
    public bool Duplicates { get; set; }

    /// <summary>"delivered" comes before "sent".</summary>
    public bool OutOfOrder { get; set; }

    /// <summary>Texts that come in are in the carrier's list, but their webhook never arrives.</summary>
    public bool WebhookLost { get; set; }

    public bool ReportLost { get; set; }
}
