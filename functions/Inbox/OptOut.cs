using System.Collections.Frozen;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>STOP, START and <c>/start</c>: whether a channel may be used for the sender.</summary>
public sealed class OptOut(StaffDirectory directory)
{
    private const string StartCommand = "/start";

    /// <summary>What the carrier takes for STOP by itself, and answers: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out</summary>
    private static readonly FrozenSet<string> CarrierStopWords = FrozenSet.ToFrozenSet(
        ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What the carrier says outranks the text. What it has answered is not answered again.</summary>
    /// <returns>Null: the message is about something else.</returns>
    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop)
    {
        if (request.Message.OptOut is { } done) return await ByCarrier(request, done, stop);
        // Beside the code of an alert none of these words is the whole message.
        if (request.Content.Code is not null) return null;
        if (IsCarrierStop(request) || request.Reading.IsOnly(Meaning.Stop)) return await Stop(request, stop);
        if (request.Command == StartCommand) return await Resume(request, InboxPhrases.Hello, stop);
        return await IsStart(request, stop) ? await Resume(request, InboxPhrases.Resumed, stop) : null;
    }

    /// <summary>
    /// "Cancel", "enough" and the like end a dialogue. Where none is open they end nothing in a chat;
    /// by SMS, where nothing else could be meant, they end the messages.
    /// </summary>
    /// <returns>Null: another text.</returns>
    public async Task<ChatReply?> CancelNothing(InboundRequest request, CancellationToken stop)
    {
        if (!request.Reading.IsOnly(Meaning.Stop, Meaning.Cancel)) return null;
        return request.Channel.CarrierHandlesOptOut ? await Stop(request, stop) : ChatReply.Say(InboxPhrases.NothingOpen, request.Language);
    }

    private async Task<ChatReply?> ByCarrier(InboundRequest request, CarrierOptOut done, CancellationToken stop) => done switch
    {
        CarrierOptOut.Stop => await Handle(request, new StaffCommand.Stop(request.Staff.Id, request.Message.From, null), stop),
        CarrierOptOut.Start => await Handle(request, new StaffCommand.Resume(request.Staff.Id, request.Message.From, null), stop),
        _ => null,
    };

    /// <summary>
    /// A word such as "yes" resumes only for somebody who had opted out here, where the carrier takes it for START.
    /// In a chat it is a word like any other: there <c>/start</c> resumes.
    /// </summary>
    private async Task<bool> IsStart(InboundRequest request, CancellationToken stop) =>
        request.Channel.CarrierHandlesOptOut && request.Reading.IsOnly(Meaning.Start) && await HasOptedOut(request, stop);

    private async Task<bool> HasOptedOut(InboundRequest request, CancellationToken stop) =>
        (await directory.Reload(stop)).Refused.ContainsKey(StaffRegister.Key(request.Message.From));

    private static bool IsCarrierStop(InboundRequest request) =>
        request.Channel.CarrierHandlesOptOut && CarrierStopWords.Contains(request.Message.Text.Trim());

    /// <summary>The sender is told once, unless the carrier does it.</summary>
    private async Task<ChatReply> Stop(InboundRequest request, CancellationToken stop)
    {
        var isTold = IsCarrierStop(request) || (request.Channel.CarrierHandlesOptOut && await HasOptedOut(request, stop));
        var command = new StaffCommand.Stop(request.Staff.Id, request.Message.From, isTold ? null : new Reply(InboxPhrases.Stopped));
        return await Handle(request, command, stop);
    }

    private Task<ChatReply> Resume(InboundRequest request, Phrase say, CancellationToken stop) =>
        Handle(request, new StaffCommand.Resume(request.Staff.Id, request.Message.From, new Reply(say)), stop);

    private async Task<ChatReply> Handle(InboundRequest request, StaffCommand command, CancellationToken stop) =>
        ChatReply.From(await directory.Handle(command, request.Message.Id, request.Staff.Id.Value, stop), request.Language);
}
