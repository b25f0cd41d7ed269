using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What people do with an alert from their phones.</summary>
public sealed class ReferralDesk(Streams<Referral, ReferralEvent, ReferralCommand> referrals, BlindIndex index)
{
    /// <summary>The stream of a reference: found by a keyed hash, so that no key in storage shows it.</summary>
    public static StreamId IdOf(BlindIndex index, Reference reference) => new("referral", index.Of("referral", reference.Body));

    public Task<Outcome<Referral>> Take(Staff staff, AlertCode code, InboundMessage message, CancellationToken stop) =>
        Handle(code, new ReferralCommand.Take(Actor.Of(staff), code.Digits, staff.CallName is { } name ? name : ReferralPhrases.Colleague, message.From.Channel), message, staff, stop);

    public Task<Outcome<Referral>> PassOn(Staff staff, AlertCode code, InboundMessage message, CancellationToken stop) =>
        Handle(code, new ReferralCommand.PassOn(Actor.Of(staff), code.Digits, message.From.Channel), message, staff, stop);

    private Task<Outcome<Referral>> Handle(AlertCode code, ReferralCommand command, InboundMessage message, Staff staff, CancellationToken stop) =>
        referrals.Handle(IdOf(index, code.Reference), command, message.Id, staff.Id.Value, stop);
}
