using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Privacy.SubjectAccess;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Erasing;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Registers the referrals.</summary>
public static class Wiring
{
    /// <exception cref="InvalidOperationException">A setting is not good.</exception>
    public static IServiceCollection AddReferrals(this IServiceCollection services, IConfiguration settings) =>
        services.AddStream(ReferralRules.Book, ReferralMeasures.Count).AddStream(ProviderRules.Book)
            .AddSingleton<ReferralDesk>().AddSingleton<OpeningDesk>().AddSingleton<ProviderDesk>().AddSingleton<OpeningLimit>()
            .AddSingleton<WorkLists>().AddSingleton<ReferralPresses>().AddStream(UnsentRules.Book).AddSingleton<Unsents>()
            .AddConversation<IntakePhone>().AddConversation<ReferralPhone>().AddSingleton<PlacesText>().AddSingleton<NoteText>()
            .AddSingleton<IAlertTarget, ReferralAlertTarget>()
            .AddStream(IntakeRules.Book).AddSingleton<ReferText>()
            .AddSingleton<IntakeSending>().AddSingleton<IErrand>(all => all.GetRequiredService<IntakeSending>())
            .AddSingleton(IntakeVocabulary.Shared)
            .AddSingleton<IPersonCases, ReferralCases>().AddSingleton<IPersonErasure, ReferralErasure>()
            .AddHooks(settings).AddReferralApi();
}
