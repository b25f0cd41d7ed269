using System.Collections.Frozen;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>STOP, START and <c>/start</c>: whether a channel may be used for the sender.</summary>
public sealed class OptOut(StaffDirectory directory) : ITypedText
{
    /// <summary>What the carrier takes for STOP by itself beside our own words: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out</summary>
    private static readonly FrozenSet<string> CarrierStopWords = FrozenSet.ToFrozenSet(["cancel", "end", "quit"], StringComparer.OrdinalIgnoreCase);

    private const string StartCommand = "/start";

    public bool Matches(InboundRequest request) =>
        IsStopWord(request) || IsStartWord(request) || request.Command == StartCommand;

    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop) => request switch
    {
        _ when IsStopWord(request) => await Stop(request, stop),
        _ when IsStartWord(request) => await Resume(request, InboxPhrases.Resumed, stop),
        _ => await Resume(request, InboxPhrases.Hello, stop),
    };

    /// <summary>The whole text, and courtesy. A word that ends a dialogue elsewhere is STOP where the carrier takes it for one.</summary>
    private static bool IsStopWord(InboundRequest request) =>
        request.Reading.IsOnly(Meaning.Stop) || (request.Channel.CarrierHandlesOptOut && CarrierStopWords.Contains(request.Message.Text.Trim()));

    /// <summary>Elsewhere START is a word like any other: there <c>/start</c> resumes.</summary>
    private static bool IsStartWord(InboundRequest request) =>
        request.Reading.IsOnly(Meaning.Start) && request.Channel.CarrierHandlesOptOut;

    /// <summary>
    /// "Cancel", "enough" and the like end a dialogue. Where none is open they end it in a chat;
    /// by SMS, where nothing else could be meant, they end the messages.
    /// </summary>
    /// <returns>Null: another text.</returns>
    public async Task<ChatReply?> CancelNothing(InboundRequest request, CancellationToken stop)
    {
        if (!request.Reading.IsOnly(Meaning.Stop, Meaning.Cancel)) return null;
        return request.Channel.CarrierHandlesOptOut ? await Stop(request, stop) : ChatReply.Say(InboxPhrases.NothingOpen, request.Language);
    }

    /// <summary>Where the carrier answers STOP itself, nothing is added.</summary>
    private Task<ChatReply> Stop(InboundRequest request, CancellationToken stop)
    {
        var reply = request.Channel.CarrierHandlesOptOut ? null : new Reply(InboxPhrases.Stopped);
        return Handle(request, new StaffCommand.Stop(request.Staff.Id, request.Message.From, reply), stop);
    }

    private Task<ChatReply> Resume(InboundRequest request, Phrase say, CancellationToken stop) =>
        Handle(request, new StaffCommand.Resume(request.Staff.Id, request.Message.From, new Reply(say)), stop);

    private async Task<ChatReply> Handle(InboundRequest request, StaffCommand command, CancellationToken stop) =>
        ChatReply.From(await directory.Handle(command, request.Message.Id, request.Staff.Id.Value, stop), request.Language);
}
