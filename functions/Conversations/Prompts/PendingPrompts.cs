using System.Collections.Immutable;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations.Prompts;

/// <summary>Gives a typed text to the owner of the prompt that it answers.</summary>
public sealed class PendingPrompts
{
    /// <summary>As long as a text may come again by the carrier's list, with room.</summary>
    private static readonly TimeSpan ComesAgain = TimeSpan.FromHours(26);

    private readonly StreamHandler<SenderPrompts, PromptChanged, PromptCommand> _streams;
    private readonly ImmutableDictionary<string, IPromptOwner> _owners;
    private readonly BlindIndex _index;
    private readonly TimeProvider _time;

    /// <exception cref="InvalidOperationException">Two conversations define prompts under one prefix, or one that takes texts defines none.</exception>
    public PendingPrompts(
        StreamHandler<SenderPrompts, PromptChanged, PromptCommand> streams, IEnumerable<IConversation> conversations,
        IEnumerable<IPromptDefinition> definitions, BlindIndex index, TimeProvider time)
    {
        (_streams, _index, _time) = (streams, index, time);
        _owners = conversations.OfType<IPromptOwner>().ToImmutableDictionary(owner => owner.Prefix);
        var defined = new HashSet<string>();
        foreach (var one in definitions.Where(one => !defined.Add(one.Owner)))
            throw new InvalidOperationException($"Two definitions of prompts have the owner {one.Owner}.");
        foreach (var owner in _owners.Keys.Where(owner => !defined.Contains(owner)))
            throw new InvalidOperationException($"The conversation {owner} takes texts and defines no prompt.");
    }

    /// <remarks>Storage transactions: one read, on which the owner decides; none for a sender whom nobody asks anything.</remarks>
    /// <returns>Null: no prompt waits for a text of this sender.</returns>
    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop)
    {
        if (!_owners.Values.Any(owner => owner.MayAsk(request.Staff))) return null;
        var loaded = await _streams.Load(PromptRules.IdOf(_index, request.Staff.Id), stop);
        return await Answer(request, loaded.State.AwaitingText, loaded, stop)
            ?? await AnsweredBefore(request, loaded, stop)
            ?? await Answer(request, loaded.State.HearingLate(_time.GetUtcNow()), loaded, stop);
    }

    private async Task<ChatReply?> Answer(InboundRequest request, OwnedPrompt? prompt, Loaded<SenderPrompts> loaded, CancellationToken stop) =>
        prompt is not null && _owners.GetValueOrDefault(prompt.Owner) is { } owner && owner.MayAsk(request.Staff)
            ? await owner.Answer(request, loaded, stop) : null;

    /// <summary>A text that ended its prompt, and comes again.</summary>
    private async Task<ChatReply?> AnsweredBefore(InboundRequest request, Loaded<SenderPrompts> loaded, CancellationToken stop)
    {
        if (!loaded.State.All.Any(one => _owners.ContainsKey(one.Owner) && _time.GetUtcNow() - one.Status.OverSince < ComesAgain)) return null;
        return await _streams.Earlier(loaded.Id, request.Message.Id, stop) is { } earlier ? ChatReply.From(earlier, request.Language) : null;
    }
}
