using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What people do with a referral, whatever door they come by.</summary>
public sealed class ReferralDesk(Streams<Referral, ReferralEvent, ReferralCommand> referrals, ProviderDesk providers, BlindIndex index)
{
    /// <summary>The stream of a reference: found by a keyed hash, so that no key in storage shows it.</summary>
    public static StreamId IdOf(BlindIndex index, Reference reference) => new("referral", index.Of("referral", reference.Body));

    public Task<Outcome<Referral>> Take(Staff staff, AlertCode code, InboundMessage message, CancellationToken stop) =>
        Do(code.Reference, new ReferralCommand.Take(Actor.Of(staff), code.Digits, staff.CallName is { } name ? name : ReferralPhrases.Colleague, message.From.Channel), message.Id, staff.Id.Value, stop);

    public Task<Outcome<Referral>> PassOn(Staff staff, AlertCode code, InboundMessage message, CancellationToken stop) =>
        Do(code.Reference, new ReferralCommand.PassOn(Actor.Of(staff), code.Digits, message.From.Channel), message.Id, staff.Id.Value, stop);

    public Task<Outcome<Referral>> Do(Reference reference, ReferralCommand command, string messageId, string by, CancellationToken stop) =>
        referrals.Handle(IdOf(index, reference), command, messageId, by, stop);

    /// <summary>One storage transaction.</summary>
    /// <returns>Null: there is none, or she may not see it; the two look the same.</returns>
    public async Task<Referral?> Find(Actor actor, Reference reference, CancellationToken stop)
    {
        var (referral, _) = await referrals.Read(IdOf(index, reference), stop);
        return referral.IsOpen && (Permissions.May(actor, Permission.ReadReferral, referral.Subject) || Permissions.May(actor, Permission.AnswerOffer, referral.Subject)) ? referral : null;
    }

    /// <param name="first">Which provider is asked first; null: the one that fits best.</param>
    public async Task<Outcome<Referral>> Assign(Actor actor, Reference reference, Referral referral, string service, string? first, string messageId, CancellationToken stop)
    {
        var fitting = await providers.Fitting(referral.Facts!, service, stop);
        return await Do(reference, new ReferralCommand.Assign(actor, service, [.. fitting.OrderBy(one => one.Provider != first)]), messageId, actor.Person.Value, stop);
    }
}
