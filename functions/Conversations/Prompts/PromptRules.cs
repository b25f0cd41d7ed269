using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations.Prompts;

/// <summary>The streams of pending prompts, one for each sender. What a prompt means is decided by its owner's rules.</summary>
[PureRules]
public static class PromptRules
{
    public const string Kind = "prompt";

    public static readonly StreamDefinition<SenderPrompts, PromptChanged, PromptCommand> Book = new(
        Kind, SenderPrompts.None, Decide, Evolve, PromptJson.Default.SenderPrompts, PromptJson.Default.PromptChanged)
    {
        Retention = RetentionRule.InDays(
            "To ask one thing after the other in a chat, and to keep a text until it is said where it belongs.",
            "Prompts", 2, "the last prompt was answered or thrown away; a text that waits counts five days longer", leastDays: 2),
        Ownership = Ownership.Staff,
        Views = [],
        WakeUps = prompts => prompts.All.Select(one => one.Status.WakeUp).OfType<WakeUp>(),
        OverSince = (prompts, lastDecision) =>
            prompts.All.Any(one => one.Status.OverSince is null) ? null : prompts.All.Max(one => one.Status.OverSince) ?? lastDecision,
    };

    /// <summary>Where the prompts of a member of staff stand, whatever the channel.</summary>
    public static StreamId IdOf(BlindIndex index, PersonId person) => new(Kind, index.Of("prompt", person.Value));

    private static Decision<PromptChanged> Decide(SenderPrompts prompts, PromptCommand command, DateTimeOffset now) => command.Decide(prompts, now);

    private static SenderPrompts Evolve(SenderPrompts prompts, PromptChanged changed) =>
        new([.. prompts.All.Where(one => one.Owner != changed.Prompt.Owner), changed.Prompt]);
}
