using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

public static class Wiring
{
    public static readonly RuleBook<Referral, ReferralEvent, ReferralCommand> Book = new(
        "referral", Referral.None, ReferralRules.Decide, ReferralEvolution.Evolve, ReferralJson.Default.Referral, ReferralJson.Default.ReferralEvent)
    {
        WakeUps = ReferralEvolution.WakeUps,
        Views = ReferralEvolution.Board,
        StillWanted = ReferralRules.StillWanted,
        Woken = _ => new ReferralCommand.Escalate(),
        Told = (message, fate) => new ReferralCommand.Learn(message, fate),
    };

    public static IServiceCollection AddReferrals(this IServiceCollection services) =>
        services.AddStream(Book).AddSingleton<ReferralDesk>().AddSingleton<Callers>();
}
