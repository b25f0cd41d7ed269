using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>
/// A sent text that its sender changes: what it did is done, so the sender is told to send it anew.
/// An edit that changes no word is not answered.
/// </summary>
/// <remarks>The last texts are remembered in this process, as hashes. After a restart an edit without a change is answered, too.</remarks>
public sealed class EditedTexts
{
    private const int Kept = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<(Address From, string Id), int> _texts = [];
    private readonly Queue<(Address From, string Id)> _order = new();

    /// <summary>To be called for every text, edits too.</summary>
    /// <returns>Whether the message is the first of its id, or another text than the last.</returns>
    public bool Remember(InboundMessage message)
    {
        if (message.SourceId is not { } id) return true;
        var hash = message.Text.GetHashCode(StringComparison.Ordinal);
        lock (_lock)
        {
            if (_texts.TryGetValue((message.From, id), out var before))
            {
                _texts[(message.From, id)] = hash;
                return before != hash;
            }
            _texts[(message.From, id)] = hash;
            _order.Enqueue((message.From, id));
            if (_order.Count > Kept) _texts.Remove(_order.Dequeue());
            return true;
        }
    }

    /// <summary>The answer to an edit; an unknown sender gets none.</summary>
    public static ChatReply Answer(Staff? staff, Language language, bool isChanged) =>
        staff is null || !isChanged ? ChatReply.Silently(language) : ChatReply.Say(InboxPhrases.EditNotTaken, language);
}
