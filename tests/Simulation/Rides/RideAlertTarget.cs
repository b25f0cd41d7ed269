using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>The answers to alerts about rides.</summary>
public sealed class RideAlertTarget(StreamHandler<Ride, RideEvent, RideCommand> rides, BlindIndex index) : IAlertTarget
{
    public AlertKind Kind => RideMessages.Kind;

    public Task<ChatReply> Take(InboundRequest request, AlertCode code, CancellationToken stop) =>
        Handle(request, code, new RideCommand.Take(Actor.Of(request.Staff), code.Digits, request.Message.From.Channel), stop);

    public Task<ChatReply> PassOn(InboundRequest request, AlertCode code, CancellationToken stop) =>
        Handle(request, code, new RideCommand.PassOn(Actor.Of(request.Staff), code.Digits, request.Message.From.Channel), stop);

    private async Task<ChatReply> Handle(InboundRequest request, AlertCode code, RideCommand command, CancellationToken stop)
    {
        var id = new StreamId(RideRules.Kind, CaseReference.OfBody(code.Body)!.Value.KeyIn(index));
        return ChatReply.From(await rides.Handle(id, command, request.Message.Id, request.Staff.Id.Value, stop), request.Language);
    }
}
