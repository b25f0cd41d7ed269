using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Erasing;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Leaving;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.SubjectAccess;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Registers the referrals.</summary>
public static class ReferralsModule
{
    /// <exception cref="InvalidOperationException">A setting is not good.</exception>
    public static IServiceCollection AddReferrals(this IServiceCollection services, IConfiguration settings) =>
        services.AddStream(ReferralRules.Book, ReferralMeasures.Count).AddStream(ProviderRules.Book)
            .AddSingleton<ReferralHandler>().AddSingleton<ReferralOpening>().AddSingleton<ProviderPlaces>().AddSingleton<OpeningLimit>()
            .AddSingleton<WorkLists>().AddSingleton<ReferralButtonHandler>().AddPrompt(PendingNoteRules.Prompt).AddSingleton<PendingNoteHandler>()
            .AddConversation<IntakeConversation>().AddConversation<ReferralConversation>().AddSingleton<PlacesText>().AddSingleton<NoteText>()
            .AddSingleton<IAlertTarget, ReferralAlertTarget>()
            .AddPrompt(IntakeRules.Prompt).AddSingleton<ReferText>()
            .AddSingleton<IntakeSending>().AddSingleton<IPromptWakeUpHandler>(all => all.GetRequiredService<IntakeSending>())
            .AddSingleton<IntakeReader>().AddLabels(IntakeVocabulary.Labels)
            .AddSingleton<IReassignable, OpenReferrals>().AddSingleton<IReassignable, AccompaniedCases>()
            .AddSingleton<IPersonFilePart, ReferralFilePart>().AddSingleton<IPersonCases, ReferralCases>().AddSingleton<IPersonErasure, ReferralErasure>()
            .AddWebhooks(settings).AddReferralApi();
}
