using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox.Budget;

public static class SmsBudgetModule
{
    public static IServiceCollection AddSpending(this IServiceCollection services) => services.AddStream(SmsBudgetRules.Book).AddSingleton<SmsBudget>().AddSingleton<MeteredSender>();
}
