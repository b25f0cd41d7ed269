using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>The answers to alerts about referrals.</summary>
public sealed class ReferralAlertTarget(StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, BlindIndex index) : IAlertTarget
{
    public AlertKind Kind => AlertMessages.Kind;

    public Task<ChatReply> Take(InboundRequest request, AlertCode code, CancellationToken stop) =>
        Handle(request, code, new ReferralCommand.Take(Actor.Of(request.Staff), code.Digits, NameOf(request.Staff), request.Message.From.Channel), stop);

    public Task<ChatReply> PassOn(InboundRequest request, AlertCode code, CancellationToken stop) =>
        Handle(request, code, new ReferralCommand.PassOn(Actor.Of(request.Staff), code.Digits, request.Message.From.Channel), stop);

    /// <summary>Every body of a code can be a reference's.</summary>
    private async Task<ChatReply> Handle(InboundRequest request, AlertCode code, ReferralCommand command, CancellationToken stop)
    {
        var id = ReferralHandler.IdOf(index, CaseReference.OfBody(code.Body)!.Value);
        return ChatReply.From(await referrals.Handle(id, command, request.Message.Id, request.Staff.Id.Value, stop), request.Language);
    }

    private static Argument NameOf(Staff staff) => staff.CallName is { } name ? name : ReferralPhrases.Colleague;
}
