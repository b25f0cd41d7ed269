using ServerlessAssist.Shared.Telemetry;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What is measured when something has happened to a referral: regions, urgencies and levels, nobody.</summary>
internal static class ReferralMeasures
{
    /// <param name="referral">As it is after the commit.</param>
    public static void Count(Referral referral, ReferralEvent happened, DateTimeOffset now)
    {
        var region = new KeyValuePair<string, object?>("region", referral.Facts?.Region);
        switch (happened)
        {
            case Opened opened:
                Metrics.Opened.Add(1, region, new("urgency", opened.Facts.Urgency.ToString()));
                break;
            case Escalated { Level: > 0 } escalated:
                Metrics.Escalations.Add(1, region, new("level", escalated.Level));
                break;
            case Taken:
                Metrics.TakenAfter.Record((now - referral.OpenedAt).TotalSeconds, region);
                break;
        }
    }
}
