using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox.Unknown;

/// <summary>A number or chat that nobody here has: all that is kept is the day of the last answer, under its blind index.</summary>
public sealed record UnknownSender(DateOnly? Answered);

public sealed record UnknownSenderAnswered(DateOnly Day);

public sealed record UnknownSenderWrote;

[PureRules]
public static class UnknownSenderRules
{
    public const string Kind = "unknown-sender";

    public static readonly StreamDefinition<UnknownSender, UnknownSenderAnswered, UnknownSenderWrote> Book = new(
        Kind, new UnknownSender(null), Decide, (_, answered) => new UnknownSender(answered.Day), UnknownSenderJson.Default.UnknownSender, UnknownSenderJson.Default.UnknownSenderAnswered)
    {
        Retention = RetentionRule.InDays(
            "To answer an unknown sender once a day at most; under a keyed hash.", "UnknownSenders", 30, "the day of the last answer is over"),
        Ownership = Ownership.System,
        Views = [],
        OverSince = (stranger, _) => stranger.Answered is { } day ? new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null,
    };

    /// <summary>One innocuous answer a day at most.</summary>
    public static Decision<UnknownSenderAnswered> Decide(UnknownSender stranger, UnknownSenderWrote wrote, DateTimeOffset now) =>
        stranger.Answered == DateOnly.FromDateTime(now.UtcDateTime)
            ? new Decision<UnknownSenderAnswered>.NoChange()
            : new Decision<UnknownSenderAnswered>.Commit(new UnknownSenderAnswered(DateOnly.FromDateTime(now.UtcDateTime)), new Reply(InboxPhrases.Unknown));
}

[JsonSerializable(typeof(UnknownSender))]
[JsonSerializable(typeof(UnknownSenderAnswered))]
internal sealed partial class UnknownSenderJson : JsonSerializerContext;

/// <summary>Answers those that nobody here knows.</summary>
public sealed class UnknownSenders(StreamHandler<UnknownSender, UnknownSenderAnswered, UnknownSenderWrote> streams, BlindIndex index, UnknownSenderBudget budget)
{
    public async Task<Outcome<UnknownSender>> Answer(InboundMessage message, CancellationToken stop)
    {
        if (!budget.TryTake(message.From.Channel)) return new Outcome<UnknownSender>.NoChange(new UnknownSender(null));
        var isAnswered = false;
        try
        {
            var outcome = await streams.Handle(new StreamId(UnknownSenderRules.Kind, Sender.IndexOf(index, message.From)), new UnknownSenderWrote(), message.Id, Actors.UnknownSender, stop);
            isAnswered = outcome is Outcome<UnknownSender>.Done { Repeat: Repeat.First };
            return outcome;
        }
        finally
        {
            if (!isAnswered) budget.GiveBack(message.From.Channel);
        }
    }
}

/// <summary>How many strangers are answered in an hour, by each channel: a hundred thousand of them must not cost a hundred thousand texts. Past it they meet silence, and storage is not asked.</summary>
/// <remarks>Kept in this process's memory: several instances answer so many each. No lock: whoever loses a race looks again.</remarks>
public sealed class UnknownSenderBudget(LimitSettings limits, TimeProvider time)
{
    private const int CountBits = 16;

    /// <summary>By channel: the hour, and in its lowest bits how many were answered in it.</summary>
    private readonly long[] _spent = new long[Enum.GetValues<ChannelKind>().Length];

    public bool TryTake(ChannelKind channel) => Change(channel, spent => spent < limits.AnswersToStrangersAnHour ? spent + 1 : null);

    public void GiveBack(ChannelKind channel) => Change(channel, spent => spent > 0 ? spent - 1 : null);

    private bool Change(ChannelKind channel, Func<long, long?> change)
    {
        var hour = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour;
        while (true)
        {
            var seen = Volatile.Read(ref _spent[(int)channel]);
            var spent = seen >> CountBits == hour ? seen & ((1 << CountBits) - 1) : 0;
            if (change(spent) is not { } next) return false;
            if (Interlocked.CompareExchange(ref _spent[(int)channel], (hour << CountBits) | next, seen) == seen) return true;
        }
    }
}
