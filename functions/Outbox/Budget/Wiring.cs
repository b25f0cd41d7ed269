using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox.Budget;

public static class Wiring
{
    public static IServiceCollection AddSpending(this IServiceCollection services) => services.AddStream(SpendingRules.Book).AddSingleton<SmsPurse>().AddSingleton<Texts>();
}
