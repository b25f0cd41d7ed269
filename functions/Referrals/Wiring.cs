using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Privacy.SubjectAccess;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

public static class Wiring
{
    public static readonly RuleBook<Referral, ReferralEvent, ReferralCommand> Book = new(
        ReferralRules.Kind, Referral.None, ReferralRules.Decide, ReferralEvolution.Evolve, ReferralJson.Default.Referral, ReferralJson.Default.ReferralEvent)
    {
        WakeUps = ReferralEvolution.WakeUps,
        Views = ReferralEvolution.Lists,
        StillWanted = ReferralRules.StillWanted,
        Woken = wake => wake.Purpose == ReferralRules.StageOverdue ? new ReferralCommand.TimeUp() : new ReferralCommand.Escalate(),
        Affected = effect => effect.Command.Deserialize(ReferralJson.Default.ReferralCommand) switch
        {
            ReferralCommand.Receive receive => receive with { From = effect.From },
            ReferralCommand.Absorb absorb => absorb with { From = effect.From },
            var other => other!,
        },
        Measured = ReferralMeasures.Count,
        IsOver = referral => referral.IsClosed,
        // Its reference is given to nobody else.
        Erased = Referral.None with { Opening = new Opening("erased", "") },
        Origin = referral => referral.Opening?.Key,
        Begins = command => command switch { ReferralCommand.Open open => open.Opening.Key, ReferralCommand.Receive receive => BorderRules.KeyOf(receive), _ => null },
        Told = (message, fate) => new ReferralCommand.Learn(message, fate),
    };

    /// <exception cref="InvalidOperationException">A setting is not good.</exception>
    public static IServiceCollection AddReferrals(this IServiceCollection services, IConfiguration settings) =>
        services.AddStream(Book).AddStream(ProviderRules.Book).AddSingleton<ReferralDesk>().AddSingleton<OpeningDesk>().AddSingleton<ProviderDesk>().AddSingleton<OpeningLimit>()
            .AddSingleton<WorkLists>().AddSingleton<ReferralPresses>().AddStream(UnsentRules.Book).AddSingleton<Unsents>().AddConversation<IntakePhone>().AddConversation<ReferralPhone>().AddSingleton<PlacesText>().AddSingleton<NoteText>().AddSingleton<IAlertTarget, ReferralAlertTarget>()
            .AddSingleton<HerFile>().AddStream(IntakeRules.Book).AddSingleton<ReferText>()
            .AddSingleton<IntakeSending>().AddSingleton<IErrand>(all => all.GetRequiredService<IntakeSending>())
            .AddSingleton(IntakeVocabulary.Shared)
            .AddHooks(settings).AddReferralApi();
}
