using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>A number or chat that nobody here has: all that is kept is the day of the last answer, under its blind index.</summary>
public sealed record Stranger(DateOnly? Answered);

public sealed record StrangerAnswered(DateOnly Day);

public sealed record StrangerWrote;

public static class StrangerRules
{
    public static readonly RuleBook<Stranger, StrangerAnswered, StrangerWrote> Book = new(
        "stranger", new Stranger(null), Decide, (_, answered) => new Stranger(answered.Day), StrangerJson.Default.Stranger, StrangerJson.Default.StrangerAnswered);

    /// <summary>One innocuous answer a day at most.</summary>
    public static Decision<StrangerAnswered> Decide(Stranger stranger, StrangerWrote wrote, DateTimeOffset now) =>
        stranger.Answered == DateOnly.FromDateTime(now.UtcDateTime)
            ? new Decision<StrangerAnswered>.Nothing()
            : new Decision<StrangerAnswered>.Accepted(new StrangerAnswered(DateOnly.FromDateTime(now.UtcDateTime)), new Reply(InboxPhrases.Unknown));
}

[JsonSerializable(typeof(Stranger))]
[JsonSerializable(typeof(StrangerAnswered))]
internal sealed partial class StrangerJson : JsonSerializerContext;

/// <summary>Answers those that nobody here knows.</summary>
public sealed class Strangers(Streams<Stranger, StrangerAnswered, StrangerWrote> streams, BlindIndex index)
{
    public async Task<Outcome<Stranger>> Answer(InboundMessage message, CancellationToken stop) =>
        await streams.Handle(new StreamId("stranger", index.Of("sender", $"{message.From.Channel}|{message.From.Value}")), new StrangerWrote(), message.Id, "stranger", stop);
}
