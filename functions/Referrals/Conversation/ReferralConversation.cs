using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>The commands and buttons about referrals. By SMS, whose sender can be forged, only alert codes and places are taken.</summary>
public sealed class ReferralConversation(ReferralButtonHandler presses, WorkLists lists, PendingNoteHandler notes) : IConversation
{
    public string Prefix => ReferralButtons.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } =
    [
        new("/mine", new MenuEntry(ReferralPhrases.MineCommand, MenuSection.Work), Permission.WriteInReferral),
        new("/open", new MenuEntry(ReferralPhrases.OpenCommand, MenuSection.Work), Permission.TakeReferral),
        new("/board", new MenuEntry(ReferralPhrases.BoardCommand, MenuSection.Work), Permission.ReadReferral),
        new("/places", new MenuEntry(ProviderPhrases.PlacesCommand, MenuSection.Work), Permission.DeclarePlaces),
    ];

    public async Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) => command.Word switch
    {
        "/mine" => ChatReply.Say(await lists.Mine(request.Staff, 1, stop), request.Language),
        "/open" => ChatReply.Say(await lists.Open(request.Staff, 1, stop), request.Language),
        "/board" => await Board(request, stop),
        // With a number it is a PlacesText, which is taken on every channel.
        "/places" when PlacesReading.Of(request.Reading).Free is not null => null,
        "/places" => ChatReply.Say(ProviderPhrases.PlacesHow, request.Language),
        _ => null,
    };

    public async Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop) =>
        request.Channel.SenderIsAuthenticated ? await presses.Press(request.Staff, press, request.Language, request.Message, stop) : null;

    /// <summary>Keeps a text that was not understood, and asks to which of the sender's referrals it belongs.</summary>
    /// <returns>Null: the sender has none, or the channel has no buttons.</returns>
    public async Task<ChatReply?> AskWhichReferral(InboundRequest request, CancellationToken stop)
    {
        if (!request.Channel.HasButtons || request.Message.Text.Length == 0) return null;
        var work = await lists.MineNow(request.Staff, stop);
        if (work.Count == 0) return null;
        var kept = await notes.Keep(request.Staff, request.Message, [.. work.Select(line => line.Reference)], stop);
        return ChatReply.From(kept, request.Language);
    }

    private async Task<ChatReply> Board(InboundRequest request, CancellationToken stop) =>
        CaseReference.Parse(string.Concat(request.Content.Rest)) is { } reference
            ? await presses.Show(request.Staff, reference, request.Language, stop)
            : ChatReply.Say(ReferralPhrases.BoardHow, request.Language);
}
