using System.Diagnostics.Metrics;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>Every measurement of the house, with its name and unit: the one place.</summary>
/// <remarks>Tags are kinds of streams, functions, channels, failures, queues and regions. Never a person, reference, number or text.</remarks>
public static class Metrics
{
    public const string Source = "ServerlessAssist";
    private static readonly Meter Meter = new(Source);

    public static readonly Histogram<double> Handled = Meter.CreateHistogram<double>("functions.duration", "s", "How long functions took; by function and outcome (done, failed).");
    public static readonly Counter<long> Refused = Meter.CreateCounter<long>("webhooks.refused", "{request}", "Webhooks refused at the door; by channel and reason.");
    public static readonly Counter<long> Replies = Meter.CreateCounter<long>("replies", "{message}", "Answers given to people; by channel.");

    public static readonly Counter<long> Decided = Meter.CreateCounter<long>("decisions", "{command}", "Commands decided; by kind and outcome (stored, repeat, refused, nothing, unsettled).");
    public static readonly Counter<long> Commits = Meter.CreateCounter<long>("commits", "{commit}", "Decisions stored; by kind.");
    public static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("commits.retried", "{commit}", "Commits that did not stand at once; by kind and why (conflict, unknown).");
    public static readonly Counter<long> Transactions = Meter.CreateCounter<long>("storage.transactions", "{request}", "Requests to storage, repeats too; by service and status (none: no answer). The local host's own looking at queues is not among them.");
    public static readonly Counter<long> WokenUp = Meter.CreateCounter<long>("wakeups", "{wakeup}", "Streams whose time had come; by kind and outcome (done, left).");
    public static readonly Counter<long> HintsMissing = Meter.CreateCounter<long>("hints.missing", "{hint}", "Wake-ups that the nightly audit missed; by kind. 0 is expected.");

    public static readonly Counter<long> Sent = Meter.CreateCounter<long>("messages.sent", "{message}", "Messages that a carrier took; by channel.");
    public static readonly Counter<long> Segments = Meter.CreateCounter<long>("messages.segments", "{segment}", "SMS segments paid for.");
    public static readonly Counter<long> SendFailed = Meter.CreateCounter<long>("messages.failed", "{attempt}", "Attempts that a carrier did not take; by channel and failure.");
    public static readonly Counter<long> HookCalls = Meter.CreateCounter<long>("webhooks.called", "{call}", "Calls to organisations' systems; by outcome (taken, gone, refused, failed).");
    public static readonly Counter<long> Fetched = Meter.CreateCounter<long>("messages.fetched", "{message}", "Texts that had not arrived by webhook and were found in the carrier's list.");

    public static readonly Counter<long> Opened = Meter.CreateCounter<long>("referrals.opened", "{referral}", "Persons referred; by region and urgency.");
    public static readonly Counter<long> Escalations = Meter.CreateCounter<long>("referrals.escalated", "{referral}", "Alerts passed up because nobody took them; by region and level (1: backup, 2: committee, 3: authority).");
    public static readonly Histogram<double> TakenAfter = Meter.CreateHistogram<double>("referrals.taken_after", "s", "From the referral until somebody took it; by region.");

    /// <summary>Measured every five minutes, and only while somebody listens: it costs one storage query a region.</summary>
    public static readonly ObservableGauge<long> AlertsWaiting = Meter.CreateObservableGauge("alerts.waiting", () => Gauges.Of("alerts.waiting", "region"), "{referral}", "Referrals that nobody has taken; by region.");
    public static readonly ObservableGauge<long> OldestAlert = Meter.CreateObservableGauge("alerts.oldest", () => Gauges.Of("alerts.oldest", "region"), "s", "Age of the oldest referral that nobody has taken, 0 for none; by region.");
    public static readonly ObservableGauge<long> Poison = Meter.CreateObservableGauge("poison.length", () => Gauges.Of("poison.length", "queue"), "{message}", "Messages that were given up; by queue. 0 is expected.");
}
