using System.Text.Json;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>What the assisted person's record is told: a stream of its own, under the same key. Pure.</summary>
internal static class AssistanceEffects
{
    public static Effect Begin(Referral referral) =>
        To(new CaseCommand.Start(referral.Reference, referral.Facts!.Region, referral.Caseworker, referral.Assisted));

    /// <summary>Another caseworker accompanies the person from now on.</summary>
    public static Effect Accompany(Referral referral) => To(new CaseCommand.AssignCaseworker(
        referral.Reference, referral.Facts!.Region, referral.Caseworker!.Value, referral.CaseworkersChosen, referral.Assisted));

    /// <param name="why">One of <see cref="CloseReasons"/>.</param>
    public static Effect End(Referral referral, string why) => To(new CaseCommand.End(why, referral.Assisted));

    private static Effect To(CaseCommand command) =>
        Effect.OnSame(CaseRules.Kind, JsonSerializer.SerializeToElement(command, CaseJson.Default.CaseCommand));
}
