using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Operations;
using ServerlessAssist.Functions.Outbox;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

public static class Wiring
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddStream(StrangerRules.Book).AddSingleton<Strangers>().AddSingleton<StrangerBudget>();
        services.AddStream(NewcomerRules.Book).AddSingleton<Newcomers>();
        services.AddSingleton<LoopGuard>().AddSingleton<AnswerLimit>().AddSingleton<Reception>().AddSingleton<RecentMessages>().AddSingleton<SmsReading>();
        services.AddConversation<LanguageConversation>().AddSingleton<ConversationTable>().AddSingleton<HelpText>();
        services.AddSingleton<OptOut>().AddSingleton<TypedTexts>().AddSingleton<UnknownSenderAnswers>().AddSingleton<AnswerPolicy>().AddSingleton<Router>();
        services.AddSingleton<Deferred>().AddSingleton<DeferredCopies>().AddSingleton<LeaseGuard>().AddSingleton<DeliveryReports>().AddSingleton<PoisonQueues>().AddSingleton<Waiting>().AddSingleton<Delivery>().AddSingleton<DoubtfulMessages>();
        // Streams deliver through channels, and channels are found through a stream: looked up when the first message leaves.
        services.AddSingleton<Carry>(all => (message, before, ticket, stop) => all.GetRequiredService<Delivery>().Carry(message, before, ticket, stop));
        return services.AddHostedService<PrepareStorage>();
    }
}
