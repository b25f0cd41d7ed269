using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Functions.Operations;
using ServerlessAssist.Functions.Operations.Host;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Functions.Outbox;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

public static class InboxModule
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddStream(UnknownSenderRules.Book).AddSingleton<UnknownSenders>().AddSingleton<UnknownSenderBudget>();
        services.AddStream(EnrolmentAttemptRules.Book).AddSingleton<EnrolmentAttempts>();
        services.AddSingleton<LoopGuard>().AddSingleton<AnswerLimit>().AddSingleton<InboundPipeline>().AddSingleton<RecentMessages>().AddSingleton<SmsReading>();
        services.AddPrompts().AddConversation<LanguageConversation>().AddSingleton<ConversationTable>().AddSingleton(all => new AlertKinds(all.GetServices<IAlertTarget>().Select(one => one.Kind))).AddSingleton<HelpText>();
        services.AddSingleton<OptOut>().AddSingleton<EditedTexts>().AddSingleton<TypedTexts>().AddSingleton<UnknownSenderAnswers>().AddSingleton<AnswerPolicy>().AddSingleton<Router>();
        services.AddSingleton<InboundQueue>().AddSingleton<QueuedInboundCopies>().AddSingleton<LeaseGuard>().AddSingleton<DeliveryReports>().AddSingleton<PoisonQueues>().AddSingleton<UntakenReferralsGauge>().AddSingleton<Delivery>().AddSingleton<DoubtfulMessages>();
        // Streams deliver through channels, and channels are found through a stream: looked up when the first message leaves.
        services.AddSingleton<SendMessage>(all => (message, before, correlationId, stop) => all.GetRequiredService<Delivery>().Carry(message, before, correlationId, stop));
        return services.AddHostedService<PrepareStorage>();
    }
}
