namespace ServerlessAssist.Simulation.World;

/// <summary>Everything that goes wrong here. Each is drawn from the seed and counted when it strikes.</summary>
public enum Fault
{
    None,

    /// <summary>A storage request does not arrive.</summary>
    RequestLost,

    /// <summary>It is applied; its answer does not come back.</summary>
    AnswerLost,

    /// <summary>Nobody answers for 10 s; up to 30 s later it is applied all the same.</summary>
    AppliedLate,

    /// <summary>503.</summary>
    Busy,

    /// <summary>429.</summary>
    TooMany,

    /// <summary>202 for a transaction, with a 429 or 500 inside.</summary>
    BusyInsideBatch,

    /// <summary>The request takes up to 10 s, and others overtake it.</summary>
    Slow,

    /// <summary>A process stands still for 20 to 150 s before it writes, as on a machine that was frozen; mostly it dies when that is done.</summary>
    StandsStill,

    /// <summary>The process dies before the request leaves.</summary>
    DiesBefore,

    /// <summary>The process dies when the request has been applied and the answer is not there.</summary>
    DiesAfter,

    /// <summary>All tables are silent for a while.</summary>
    TablesDown,

    /// <summary>All queues are silent for a while.</summary>
    QueuesDown,

    /// <summary>The process is told to end, and another takes over.</summary>
    Drain,

    /// <summary>The carrier answers 5xx.</summary>
    CarrierDown,

    /// <summary>The carrier says: slow down.</summary>
    CarrierTooMany,

    /// <summary>The carrier takes the message and answers too late.</summary>
    CarrierSlow,

    /// <summary>The carrier never gets the message.</summary>
    CarrierUnreachable,

    /// <summary>The process dies before the carrier gets the message.</summary>
    DiesBeforeCarrier,

    /// <summary>The carrier takes the message and the process dies.</summary>
    DiesAfterCarrier,

    ReportLost,

    ReportTwice,

    ReportsReordered,

    /// <summary>A webhook does not reach us.</summary>
    WebhookLost,

    /// <summary>A webhook comes twice.</summary>
    WebhookTwice,

    /// <summary>We have answered a webhook, the carrier does not hear it.</summary>
    WebhookAnswerLost,

    /// <summary>A queue message is given to two.</summary>
    QueueTwice,

    /// <summary>A queue message is given minutes late.</summary>
    QueueLate,

    /// <summary>A queue message that is done cannot be deleted, and comes back.</summary>
    QueueDeleteLost,

    /// <summary>A timer fires in two processes.</summary>
    TwoSweepers,

    /// <summary>No process runs for hours.</summary>
    HostDown,

    /// <summary>A process whose clock is wrong by up to 2 minutes.</summary>
    ClockWrong,

    /// <summary>A query's page is short, or empty, and goes on.</summary>
    ShortPage,
}
