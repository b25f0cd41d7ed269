using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>
/// Two machines must not talk to each other for ever: texts of the same shape from one sender, none of which did anything,
/// get no more answers after the fifth in 30 minutes. A text that does something is always answered.
/// </summary>
/// <remarks>
/// The shape of a text is its words, without case, diacritics and punctuation, with one sign for each number, code or reference among others.
/// Kept in this process's memory: several instances answer at most five times each. A carrier's repeat of one message counts once.
/// </remarks>
public sealed class LoopGuard(TimeProvider time)
{
    private const int Allowed = 5;
    private const int Remembered = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);
    private readonly ConcurrentDictionary<(Address, int), (DateTimeOffset Since, ImmutableList<string> Ids)> _seen = new();
    private int _added;

    public enum Verdict { Answer, FirstTooMany, Silence }

    /// <param name="isProgress">The message did something, or asked for help by its word.</param>
    public Verdict Look(InboundMessage message, bool isProgress)
    {
        if (isProgress || IsExempt(message)) return Verdict.Answer;
        var now = time.GetUtcNow();
        var isNew = false;
        var seen = _seen.AddOrUpdate(
            (message.From, ShapeOf(message.Text)),
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

    /// <summary>Commands of a chat and buttons are exempt: only repeated free text counts.</summary>
    private static bool IsExempt(InboundMessage message) =>
        message.Choice is not null || (ChannelTraits.Of(message.From.Channel).SenderIsAuthenticated && message.Text.StartsWith('/'));

    private static int ShapeOf(string text)
    {
        var shape = new HashCode();
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            // A code alone is somebody who looks for the right one.
            if (parts.Length > 1 && part.Any(char.IsDigit)) shape.Add("#", StringComparer.Ordinal);
            else foreach (var word in WordSplitter.Split(part)) shape.Add(word.Folded, StringComparer.Ordinal);
        }
        return shape.ToHashCode();
    }
}
