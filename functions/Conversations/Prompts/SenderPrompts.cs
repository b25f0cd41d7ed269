using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations.Prompts;

/// <summary>What one sender has been asked, by each conversation that asked: the one place for pending prompts.</summary>
/// <param name="All">One for each owner, the one that changed last at the end.</param>
public sealed record SenderPrompts(ImmutableArray<OwnedPrompt> All)
{
    public static readonly SenderPrompts None = new([]);

    /// <summary>The prompt that a typed text answers: of those that wait for one, the one that changed last. Null: none waits.</summary>
    [JsonIgnore]
    public OwnedPrompt? AwaitingText => All.LastOrDefault(one => one.Status.AwaitsText);

    /// <summary>What was over last of all that a typed text may still be meant for. Null: there is none.</summary>
    public OwnedPrompt? HearingLate(DateTimeOffset now) => All.LastOrDefault(one => !one.Status.AwaitsText && now < one.Status.LateUntil);

    /// <returns>Null: this owner has asked nothing yet.</returns>
    public OwnedPrompt? Of(string owner) => All.FirstOrDefault(one => one.Owner == owner);

    public override string ToString() => $"{All.Length} prompts";
}

/// <param name="Owner">The prefix of the buttons of the conversation that asked.</param>
/// <param name="State">What the owner keeps about it, in the owner's own shape.</param>
public sealed record OwnedPrompt(string Owner, JsonElement State, PromptStatus Status)
{
    public override string ToString() => Owner;
}

/// <param name="IsPending">It can still be answered, by a text or by a button. The streams of a sender are kept while any is pending.</param>
/// <param name="AwaitsText">A typed text is its answer.</param>
/// <param name="OverSince">From when its days of retention count. Null: not while it is pending.</param>
public sealed record PromptStatus(bool IsPending, bool AwaitsText, DateTimeOffset? OverSince)
{
    /// <summary>When its owner wants to look at it again; null: not by itself.</summary>
    public WakeUp? WakeUp { get; init; }

    /// <summary>Until then a typed text may be meant for what is over already: the owner says whether it is. Null: none is.</summary>
    public DateTimeOffset? LateUntil { get; init; }

    /// <summary>Nothing is asked since <paramref name="since"/>.</summary>
    public static PromptStatus Over(DateTimeOffset since) => new(false, false, since);
}

/// <summary>An owner's prompt is what it says now.</summary>
public sealed record PromptChanged(OwnedPrompt Prompt)
{
    public override string ToString() => Prompt.ToString();
}

/// <summary>A command to the prompt of one owner, made by <see cref="PromptDefinition{TState,TEvent,TCommand}.CommandOf"/>.</summary>
public sealed record PromptCommand(string Owner, Func<SenderPrompts, DateTimeOffset, Decision<PromptChanged>> Decide);

[JsonSerializable(typeof(SenderPrompts))]
[JsonSerializable(typeof(PromptChanged))]
internal sealed partial class PromptJson : JsonSerializerContext;
