using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Functions.Inbox.Unknown;

/// <summary>The key of a sender's streams: a keyed hash of channel and address, so that no number is stored.</summary>
internal static class Sender
{
    public static string IndexOf(BlindIndex index, Address from) => index.Of("sender", $"{from.Channel}|{from.Value}");
}
