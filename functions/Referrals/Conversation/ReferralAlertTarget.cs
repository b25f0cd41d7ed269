using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Conversations;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>The answers to alerts about referrals.</summary>
public sealed class ReferralAlertTarget(ReferralHandler desk) : IAlertTarget
{
    public AlertKind Kind => AlertKind.Referral;

    public async Task<ChatReply> Take(InboundRequest request, AlertCode code, CancellationToken stop) =>
        ChatReply.From(await desk.Take(request.Staff, code, request.Message, stop), request.Language);

    public async Task<ChatReply> PassOn(InboundRequest request, AlertCode code, CancellationToken stop) =>
        ChatReply.From(await desk.PassOn(request.Staff, code, request.Message, stop), request.Language);
}
