using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations.Prompts;

/// <summary>What is said of an owner's prompts where its rules are not known.</summary>
public interface IPromptDefinition
{
    /// <inheritdoc cref="OwnedPrompt.Owner"/>
    string Owner { get; }

    /// <summary>How <see cref="OwnedPrompt.State"/> is written down.</summary>
    JsonTypeInfo StateType { get; }
}

/// <summary>The rules of one conversation's prompts, all pure functions. Registered with <see cref="PromptsModule.AddPrompt"/>.</summary>
/// <param name="Owner">The prefix of the conversation's buttons.</param>
/// <param name="Status">Of a state and the time of the decision that led to it.</param>
public sealed record PromptDefinition<TState, TEvent, TCommand>(
    string Owner,
    TState Start,
    Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> Decide,
    Func<TState, TEvent, TState> Evolve,
    Func<TState, DateTimeOffset, PromptStatus> Status,
    JsonTypeInfo<TState> StateJson) : IPromptDefinition
{
    JsonTypeInfo IPromptDefinition.StateType => StateJson;

    public TState StateOf(SenderPrompts prompts) => prompts.Of(Owner) is { } prompt ? StateOf(prompt) : Start;

    public TState StateOf(OwnedPrompt prompt) => prompt.State.Deserialize(StateJson)!;

    /// <summary>The owner's command, as the stream of all prompts takes it.</summary>
    public PromptCommand CommandOf(TCommand command) => new(Owner, (prompts, now) => DecideOn(StateOf(prompts), command, now));

    private Decision<PromptChanged> DecideOn(TState state, TCommand command, DateTimeOffset now)
    {
        return Decide(state, command, now) switch
        {
            Decision<TEvent>.Commit commit => new Decision<PromptChanged>.Commit([Changed(commit.Events)], commit.Reply, commit.Messages) { Effects = commit.Effects },
            Decision<TEvent>.Refused { Recorded: [] } refused => new Decision<PromptChanged>.Refused(refused.Why),
            Decision<TEvent>.Refused refused =>
                new Decision<PromptChanged>.Refused(refused.Why) { Recorded = [Changed(refused.Recorded)], Effects = refused.Effects },
            _ => new Decision<PromptChanged>.NoChange(),
        };

        PromptChanged Changed(ImmutableArray<TEvent> events)
        {
            var next = events.Aggregate(state, Evolve);
            return new PromptChanged(new OwnedPrompt(Owner, JsonSerializer.SerializeToElement(next, StateJson), Status(next, now)));
        }
    }
}
