using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using Drafts = ServerlessAssist.Shared.Streams.Streams<ServerlessAssist.Functions.Referrals.Intake.Intake, ServerlessAssist.Functions.Referrals.Intake.IntakeEvent, ServerlessAssist.Functions.Referrals.Intake.IntakeCommand>;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>
/// Forgets the draft by which a person was referred, and what was typed about her before it was said where it belongs. Both stand with others of the same colleague, and go with them;
/// while one of those is being written it waits.
/// </summary>
public sealed class UnsentDrafts(Streams<Referral, ReferralEvent, ReferralCommand> referrals, Drafts intakes, Streams<Unsent, UnsentChanged, UnsentCommand> unsents, BlindIndex index, TimeProvider time)
{
    public async Task<ErasureCommand> Forget(Erasure erasure, CancellationToken stop)
    {
        var left = 0;
        foreach (var id in erasure.Keys.Select(Belongings.Referral))
        {
            var history = await referrals.HistoryOfMarked(id, stop);
            if (await referrals.ReadMarked(id, stop) is not { Exists: true } referral || history.Count == 0) continue;
            if (!await ForgetDraft(new PersonId(history[0].By), referral, stop)) left++;
            foreach (var writer in history.SelectMany(one => one.Events).OfType<ReferralEvent.Said>().Select(one => one.Note.By).Distinct())
                if (!await unsents.Forget(Unsents.IdOf(index, writer), unsent => unsent.Text is null, stop)) left++;
        }
        return left == 0 || ErasureSteps.IsLate(erasure, time)
            ? new ErasureCommand.Went(Step.Drafts, erasure.Keys, ("drafts-left", left))
            : new ErasureCommand.Wait(Step.Drafts, Step.Drafts, TimeSpan.FromHours(1), 0);
    }

    /// <returns>False: another one is being written.</returns>
    private async Task<bool> ForgetDraft(PersonId by, Referral referral, CancellationToken stop)
    {
        var id = IntakePhone.IdOf(index, by);
        if (await intakes.History(id, stop) is not { } history) return true;
        // One that died before it was marked as sent is still open, and hers.
        bool IsHers(Sheet sheet) => IntakeSending.OpeningKey(index, id, sheet) == referral.Opening!.Key;
        var isSent = history.SelectMany(one => one.Events).OfType<IntakeEvent.Sent>().Any(one => one.Reference == referral.Reference);
        if (!isSent && !((await intakes.Read(id, stop)).State.Open is { } open && IsHers(open))) return true;
        return await intakes.Forget(id, intake => intake.Open is null || IsHers(intake.Open), stop);
    }
}
