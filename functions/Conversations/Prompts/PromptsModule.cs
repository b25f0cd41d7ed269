using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations.Prompts;

public static class PromptsModule
{
    /// <summary>Once for all owners.</summary>
    public static IServiceCollection AddPrompts(this IServiceCollection services) =>
        services.AddStream(PromptRules.Book).AddSingleton<PendingPrompts>().AddSingleton<IWakeUpHandler, PromptWakeUps>();

    /// <summary>Once for each owner; its conversation is an <see cref="IPromptOwner"/> if texts answer its prompts.</summary>
    public static IServiceCollection AddPrompt<TState, TEvent, TCommand>(
        this IServiceCollection services, PromptDefinition<TState, TEvent, TCommand> definition) =>
        services.AddSingleton<IPromptDefinition>(definition).AddSingleton(definition).AddSingleton<PromptHandler<TState, TEvent, TCommand>>();
}
