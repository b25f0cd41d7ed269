using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations.Prompts;

/// <summary>What an owner does when its prompt's <see cref="PromptStatus.WakeUp"/> has come.</summary>
public interface IPromptWakeUpHandler
{
    /// <summary>Of the wake-ups; no other owner has the same.</summary>
    string Purpose { get; }

    /// <inheritdoc cref="IWakeUpHandler.Run"/>
    Task<bool> Run(StreamId id, WakeUp wake, CancellationToken stop);
}

/// <summary>Gives the wake-ups of prompts to their owners.</summary>
public sealed class PromptWakeUps(IEnumerable<IPromptWakeUpHandler> handlers) : IWakeUpHandler
{
    public string Kind => PromptRules.Kind;

    public async Task<bool> Run(StreamId id, WakeUp wake, CancellationToken stop) =>
        handlers.FirstOrDefault(one => one.Purpose == wake.Purpose) is not { } handler || await handler.Run(id, wake, stop);
}
