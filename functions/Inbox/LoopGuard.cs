using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Two machines must not talk to each other for ever: the same text from one sender more than five times in 30 minutes gets no more answers.</summary>
/// <remarks>Kept in this process's memory: several instances answer at most five times each. A carrier's repeat of one message counts once.</remarks>
public sealed class LoopGuard(TimeProvider time)
{
    private const int Allowed = 5;
    private const int Remembered = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);
    private readonly ConcurrentDictionary<(Address, int), (DateTimeOffset Since, ImmutableList<string> Ids)> _seen = new();
    private int _added;

    public enum Verdict { Answer, FirstTooMany, Silence }

    public Verdict Look(InboundMessage message)
    {
        // Whoever looks at her list every few minutes is no machine.
        if (message.Choice is not null || (ChannelTraits.Of(message.From.Channel).SenderIsAuthenticated && message.Text.StartsWith('/'))) return Verdict.Answer;
        var now = time.GetUtcNow();
        var isNew = false;
        var seen = _seen.AddOrUpdate(
            (message.From, HashCode.Combine(message.Text, message.Choice)),
            _ =>
            {
                Interlocked.Increment(ref _added);
                return (now, [message.Id]);
            },
            (_, last) =>
            {
                if (now - last.Since > Window) return (now, [message.Id]);
                isNew = !last.Ids.Contains(message.Id) && last.Ids.Count <= Allowed + 1;
                return isNew ? (last.Since, last.Ids.Add(message.Id)) : last;
            });
        if (Volatile.Read(ref _added) > Remembered && Interlocked.Exchange(ref _added, 0) > Remembered) _seen.Clear();
        var place = seen.Ids.IndexOf(message.Id);
        return place >= 0 && place < Allowed ? Verdict.Answer : isNew && seen.Ids.Count == Allowed + 1 ? Verdict.FirstTooMany : Verdict.Silence;
    }
}
