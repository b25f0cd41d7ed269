using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using Drafts = ServerlessAssist.Functions.Conversations.Prompts.PromptHandler<ServerlessAssist.Functions.Referrals.Intake.Intake, ServerlessAssist.Functions.Referrals.Intake.IntakeEvent, ServerlessAssist.Functions.Referrals.Intake.IntakeCommand>;

namespace ServerlessAssist.Functions.Referrals.Erasing;

/// <summary>What hangs on a referral outside of its own stream: places that providers hold, texts, drafts and notes that staff have not sent.</summary>
public sealed class ReferralErasure(
    StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, StreamHandler<Provider, ProviderEvent, ProviderCommand> providers, Drafts intakes,
    PromptHandler<PendingNotes, PendingNotes, PendingNoteCommand> notes, StaffDirectory directory, BlindIndex index) : IPersonErasure
{
    /// <summary>Carrier and system may disagree about the time by so much.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(2);

    public async Task<bool> ReleaseElsewhere(string key, CancellationToken stop)
    {
        var id = ReferralCases.IdOf(key);
        var history = await referrals.HistoryOfMarked(id, stop);
        var asked = history.SelectMany(one => one.Events).OfType<ReferralEvent.Offered>().Select(one => one.Offer.Whom.Stream).Distinct();
        foreach (var provider in asked.Select(StreamId.Parse))
            if (!await Free(provider, id, stop)) return false;
        return true;
    }

    public async Task<TextsAbout> TextsAbout(string key, CancellationToken stop)
    {
        var history = await referrals.HistoryOfMarked(ReferralCases.IdOf(key), stop);
        if (await referrals.ReadMarked(ReferralCases.IdOf(key), stop) is not { Exists: true } referral || history.Count == 0)
            return Cases.Erasing.TextsAbout.None;
        // What was held back for the night was sent on the day after.
        var days = history.Select(one => DateOnly.FromDateTime(one.At.UtcDateTime)).SelectMany(day => new[] { day, day.AddDays(1) });
        var spans = await WhileReferring(new PersonId(history[0].By), referral.Reference, stop);
        return new TextsAbout([.. days.Distinct()], [.. spans]);
    }

    /// <summary>
    /// The draft by which the person was referred, and what was typed about the person before it was said which referral it is for.
    /// Both stand in one stream with others of the same colleague and go with them; while one of those is being written they wait.
    /// </summary>
    public async Task<int> ForgetUnsent(string key, CancellationToken stop)
    {
        var history = await referrals.HistoryOfMarked(ReferralCases.IdOf(key), stop);
        if (await referrals.ReadMarked(ReferralCases.IdOf(key), stop) is not { Exists: true } referral || history.Count == 0) return 0;
        var left = await ForgetDraft(new PersonId(history[0].By), referral, stop) ? 0 : 1;
        foreach (var writer in history.SelectMany(one => one.Events).OfType<ReferralEvent.NoteAdded>().Select(one => one.Note.By).Distinct())
            if (!await notes.Forget(PromptRules.IdOf(index, writer), _ => false, stop)) left++;
        return left;
    }

    /// <returns>False: storage has not said whether all places are free.</returns>
    private async Task<bool> Free(StreamId provider, StreamId referral, CancellationToken stop)
    {
        foreach (var place in (await providers.Read(provider, stop)).State.Held.Where(place => place.Referral == referral.Partition))
        {
            var (free, name) = (new ProviderCommand.ReleasePlace(place.Referral, place.Offer), $"erased|{place.Referral}|{place.Offer}");
            if (await providers.Handle(provider, free, name, Actors.System, stop) is Outcome<Provider>.Unknown) return false;
        }
        return true;
    }

    /// <summary>When somebody referred the person by texts, and from which numbers.</summary>
    private async Task<IEnumerable<NumberSpan>> WhileReferring(PersonId by, string reference, CancellationToken stop)
    {
        var people = await directory.Cached(stop);
        if (people.Find(by) is not { } staff) return [];
        var numbers = people.AddressesOf(staff).Where(one => ChannelTraits.Of(one.Channel).AddressIs == AddressForm.PhoneNumber).Select(one => one.Value).ToList();
        if (numbers.Count == 0) return [];
        var history = await intakes.History(PromptRules.IdOf(index, by), stop);
        return from change in history.Zip(history.Skip(1))
               where change.Second.Reference == reference && change.First is { Open: not null } && change.First.Reference != reference
               from number in numbers
               select new NumberSpan(number, change.First.Open!.Begun - Around, change.Second.Ended!.Value + Around);
    }

    /// <returns>False: another one is being written.</returns>
    private async Task<bool> ForgetDraft(PersonId by, Referral referral, CancellationToken stop)
    {
        var id = PromptRules.IdOf(index, by);
        var history = await intakes.History(id, stop);
        // One whose process died before it was marked as sent is still open, and the person's.
        bool IsThePersons(Intake.Intake intake) => intake.Open is { } open && IntakeSending.OpeningKey(index, id, open) == referral.Opening!.Key;
        if (!history.Any(intake => intake.Reference == referral.Reference || IsThePersons(intake))) return true;
        return await intakes.Forget(id, IsThePersons, stop);
    }
}
