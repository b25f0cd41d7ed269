using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals.Messages;

namespace ServerlessAssist.Simulation;

/// <summary>What tells a referral's code from any other.</summary>
public static class ReferralCodes
{
    public static readonly AlertKinds Kinds = new([AlertMessages.Kind]);
}
