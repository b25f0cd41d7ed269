using System.Security.Cryptography;
using System.Text.Json;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Makes a referral of a draft, in three commits: the draft is being sent, the referral is opened, the draft is sent.</summary>
/// <remarks>
/// The first commit decides. Before it the draft can be thrown away and no referral is opened; after it the draft can only be sent,
/// so nobody is told that nothing was sent while a referral stands.
/// A process that dies in between leaves a draft that is being sent. It is completed by the same message again
/// (from the carrier, the queue or the carrier's list), by whatever she says next, or by the draft's wake-up 24 hours after it was begun.
/// The referral is opened under a key made from the draft: opening it again finds the same one.
/// </remarks>
public sealed class IntakeSending(
    PromptHandler<Intake, IntakeEvent, IntakeCommand> intakes, ReferralOpening desk, StaffDirectory directory, BlindIndex index) : IPromptWakeUpHandler
{
    public string Purpose => IntakeRules.DraftExpires;

    /// <summary>Under which key a draft opens a referral. The number alone is not enough: drafts are deleted, and counting begins again.</summary>
    public static string OpeningKey(BlindIndex index, StreamId intake, ReferralDraft draft) =>
        index.Of("intake-draft", FormattableString.Invariant($"{intake}|{draft.Number}|{draft.Begun.UtcTicks}"));

    /// <summary>The first commit; none where it stands already.</summary>
    /// <returns>False: the draft has changed or ended since it was read; null: storage has not said.</returns>
    public async Task<bool?> Begin(Staff staff, StreamId id, ReferralDraft draft, CancellationToken stop)
    {
        if (draft.IsSending) return true;
        var name = FormattableString.Invariant($"send|{draft.Number}|{draft.Revision}|{draft.Begun.UtcTicks}");
        return await intakes.Handle(id, new IntakeCommand.Send(draft.Number, draft.Revision), name, staff.Id.Value, stop) switch
        {
            // Somebody else may have begun it, and even ended it, with the same word: then this says the same again.
            Outcome<Intake>.Done { State.Open: var open } => open is not { IsSending: false } || open.Number != draft.Number,
            Outcome<Intake>.NoChange => false,
            _ => null,
        };
    }

    /// <summary>The other two, of a draft that is being sent.</summary>
    /// <param name="context">The sender's channel and places, to ask for another place if the first has been removed. Null: called by the wake-up; the draft is given up instead.</param>
    public async Task<Outcome<Intake>> End(
        Staff staff, StreamId id, ReferralDraft draft, DialogueContext? context, string messageId, CancellationToken stop) =>
        await Open(staff, id, draft, context, stop) is { } next
            ? await intakes.Handle(id, next, messageId, staff.Id.Value, stop)
            : new Outcome<Intake>.Unknown();

    /// <summary>A draft's day is over: one that is being sent is sent, any other goes.</summary>
    public async Task<bool> Run(StreamId id, WakeUp wake, CancellationToken stop)
    {
        var name = FormattableString.Invariant($"wake|{wake.Purpose}|{wake.Due.UtcTicks}");
        var dropped = await intakes.Handle(id, new IntakeCommand.Drop(), name, Actors.System, stop);
        if (dropped is not Outcome<Intake>.Refused { State.Open: { } draft }) return dropped is not Outcome<Intake>.Unknown;
        if (await Sender(id, stop) is { } staff) return await End(staff, id, draft, null, name, stop) is not Outcome<Intake>.Unknown;
        // She has left and may not open anything any more; what was opened before stands.
        var next = await Opened(id, draft, stop) ?? new IntakeCommand.GiveUp(draft.Number);
        return await intakes.Handle(id, next, name, Actors.System, stop) is not Outcome<Intake>.Unknown;
    }

    /// <returns>What becomes of the draft; null: storage has not said.</returns>
    private async Task<IntakeCommand?> Open(Staff staff, StreamId id, ReferralDraft draft, DialogueContext? context, CancellationToken stop)
    {
        var facts = IntakeRules.FactsOf(draft.Answers);
        var body = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(facts, IntakeJson.Default.ReferralFacts)));
        var opening = new Opening(OpeningKey(index, id, draft), body);
        return await desk.Open(Actor.Of(staff), opening, facts, staff.Id, staff.Id.Value, stop) switch
        {
            OpeningOutcome.Opened opened => new IntakeCommand.Finish(draft.Number, opened.Referral.Reference),
            // A key that has opened opens nothing more, whatever the draft says by now.
            OpeningOutcome.KeyReused reused => new IntakeCommand.Finish(draft.Number, reused.Referral.Reference),
            OpeningOutcome.Erased => new IntakeCommand.GiveUp(draft.Number),
            OpeningOutcome.NotHere => await Opened(id, draft, stop) ?? Elsewhere(draft, context),
            _ => null,
        };
    }

    private static IntakeCommand Elsewhere(ReferralDraft draft, DialogueContext? context) =>
        context is null ? new IntakeCommand.GiveUp(draft.Number) : new IntakeCommand.ChooseAnotherPlace(draft.Number, context);

    /// <returns>Null: it has opened none.</returns>
    private async Task<IntakeCommand?> Opened(StreamId id, ReferralDraft draft, CancellationToken stop) =>
        await desk.Find(OpeningKey(index, id, draft), stop) is { } referral ? new IntakeCommand.Finish(draft.Number, referral.Reference) : null;

    /// <summary>Whose drafts these are: the stream's key is a hash of the person. Null: she has left.</summary>
    private async Task<Staff?> Sender(StreamId id, CancellationToken stop) =>
        (await directory.Cached(stop)).Staff.FirstOrDefault(staff => PromptRules.IdOf(index, staff.Id) == id);
}
