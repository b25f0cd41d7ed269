using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServerlessAssist.Bots;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

public static class Wiring
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddStream(StrangerRules.Book).AddSingleton<Strangers>().AddSingleton<StrangerBudget>();
        services.AddStream(NewcomerRules.Book).AddSingleton<Newcomers>();
        services.AddSingleton<LoopGuard>().AddSingleton<AnswerLimit>().AddSingleton<Router>().AddSingleton<Reception>().AddSingleton<RecentMessages>().AddSingleton<SmsReading>();
        services.AddSingleton<Deferred>().AddSingleton<DeferredCopies>().AddSingleton<LeaseGuard>().AddSingleton<DeliveryReports>().AddSingleton<PoisonQueues>().AddSingleton<Waiting>().AddSingleton<Delivery>();
        // Streams deliver through channels, and channels are found through a stream: looked up when the first message leaves.
        services.AddSingleton<Carry>(all => (message, before, ticket, stop) => all.GetRequiredService<Delivery>().Carry(message, before, ticket, stop));
        return services.AddHostedService<PrepareStorage>();
    }

    /// <summary>With a connection string (a developer's machine, a test) tables and queues are made at start; in Azure the deployment has made them.</summary>
    private sealed class PrepareStorage(StorageClients storage, IConfiguration settings, IEnumerable<IChannel> channels) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            if (!channels.Any()) throw new InvalidOperationException("No channel is set: nobody could be alerted. Give Sms__AccountSid and its companions, or Telegram__Token and its companions.");
            if (settings["AzureWebJobsStorage"] is { Length: > 0 })
                await storage.Prepare(["streams", Agenda.Table, .. Views.Tables], [.. PoisonQueues.Queues, .. PoisonQueues.Queues.Select(queue => $"{queue}-poison")], cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
