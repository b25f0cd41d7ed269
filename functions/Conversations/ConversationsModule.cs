using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Functions.Conversations;

public static class ConversationsModule
{
    /// <summary>Registers a conversation, also under its own type. Within a section of the menu, commands stand in the order of the calls.</summary>
    public static IServiceCollection AddConversation<T>(this IServiceCollection services) where T : class, IConversation =>
        services.AddSingleton<T>().AddSingleton<IConversation>(all => all.GetRequiredService<T>());
}
