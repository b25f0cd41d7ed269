using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations.Prompts;

/// <summary>The prompts of one owner: as <see cref="StreamHandler{TState,TEvent,TCommand}"/>, with the owner's own types.</summary>
public sealed class PromptHandler<TState, TEvent, TCommand>(
    PromptDefinition<TState, TEvent, TCommand> definition, StreamHandler<SenderPrompts, PromptChanged, PromptCommand> streams)
{
    public async Task<TState> Read(StreamId id, CancellationToken stop) => definition.StateOf((await streams.Read(id, stop)).State);

    /// <inheritdoc cref="StreamHandler{TState,TEvent,TCommand}.Handle(StreamId,TCommand,string,string,CancellationToken)"/>
    public async Task<Outcome<TState>> Handle(StreamId id, TCommand command, string messageId, string by, CancellationToken stop) =>
        Own(await streams.Handle(id, definition.CommandOf(command), messageId, by, stop));

    /// <summary>As above, on what was read already.</summary>
    public async Task<Outcome<TState>> Handle(Loaded<SenderPrompts> loaded, TCommand command, string messageId, string by, CancellationToken stop) =>
        Own(await streams.Handle(loaded, definition.CommandOf(command), messageId, by, stop));

    /// <inheritdoc cref="StreamHandler{TState,TEvent,TCommand}.Load"/>
    public Task<Loaded<SenderPrompts>> Load(StreamId id, CancellationToken stop) => streams.Load(id, stop);

    public TState StateOf(Loaded<SenderPrompts> loaded) => definition.StateOf(loaded.State);

    /// <inheritdoc cref="StreamHandler{TState,TEvent,TCommand}.Earlier(StreamId,string,CancellationToken)"/>
    public async Task<Outcome<TState>?> Earlier(StreamId id, string messageId, CancellationToken stop) =>
        await streams.Earlier(id, messageId, stop) is { } earlier ? Own(earlier) : null;

    /// <summary>What this owner's prompt said after each commit that changed it, in order; empty: there is none.</summary>
    public async Task<IReadOnlyList<TState>> History(StreamId id, CancellationToken stop) =>
    [
        .. from commit in await streams.History(id, stop) ?? []
           from changed in commit.Events
           where changed.Prompt.Owner == definition.Owner
           select definition.StateOf(changed.Prompt),
    ];

    /// <summary>Takes all prompts of the sender away.</summary>
    /// <param name="may">Whether this owner's goes even while it is pending; while another one's is pending, nothing goes.</param>
    /// <returns>True: they are not there any more.</returns>
    public Task<bool> Forget(StreamId id, Func<TState, bool> may, CancellationToken stop) => streams.Forget(
        id, prompts => prompts.All.All(one => !one.Status.IsPending || (one.Owner == definition.Owner && may(definition.StateOf(one)))), stop);

    private Outcome<TState> Own(Outcome<SenderPrompts> outcome) => outcome.Select(definition.StateOf);
}
