using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Conversations;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>The answers to alerts about referrals.</summary>
public sealed class ReferralAlertTarget(ReferralDesk desk) : IAlertTarget
{
    public AlertKind Kind => AlertKind.Referral;

    public async Task<Answered> Take(InboundRequest request, AlertCode code, CancellationToken stop) =>
        Answered.From(await desk.Take(request.Staff, code, request.Message, stop), request.Language);

    public async Task<Answered> PassOn(InboundRequest request, AlertCode code, CancellationToken stop) =>
        Answered.From(await desk.PassOn(request.Staff, code, request.Message, stop), request.Language);
}
