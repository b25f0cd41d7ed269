using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using Drafts = ServerlessAssist.Shared.Streams.StreamHandler<ServerlessAssist.Functions.Referrals.Intake.Intake, ServerlessAssist.Functions.Referrals.Intake.IntakeEvent, ServerlessAssist.Functions.Referrals.Intake.IntakeCommand>;

namespace ServerlessAssist.Functions.Referrals.Erasing;

/// <summary>What hangs on a referral outside of its own stream: places that providers hold, texts, drafts and notes that staff have not sent.</summary>
public sealed class ReferralErasure(
    StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, StreamHandler<Provider, ProviderEvent, ProviderCommand> providers, Drafts intakes,
    StreamHandler<PendingNote, PendingNoteChanged, PendingNoteCommand> unsents, StaffDirectory directory, BlindIndex index) : IPersonErasure
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
        return new TextsAbout([CaseReference.BodyOf(referral.Reference)], [.. days.Distinct()], [.. spans]);
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
            if (!await unsents.Forget(PendingNotes.IdOf(index, writer), unsent => unsent.Text is null, stop)) left++;
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
        if (numbers.Count == 0 || await intakes.History(IntakeConversation.IdOf(index, by), stop) is not { } history) return [];
        var events = history.SelectMany(one => one.Events).ToList();
        return from sent in events.OfType<IntakeEvent.Sent>()
               where sent.Reference == reference
               from begun in events.OfType<IntakeEvent.Started>()
               where begun.Number == sent.Number
               from number in numbers
               select new NumberSpan(number, begun.At - Around, sent.At + Around);
    }

    /// <returns>False: another one is being written.</returns>
    private async Task<bool> ForgetDraft(PersonId by, Referral referral, CancellationToken stop)
    {
        var id = IntakeConversation.IdOf(index, by);
        if (await intakes.History(id, stop) is not { } history) return true;
        // One whose process died before it was marked as sent is still open, and the person's.
        bool IsThePersons(ReferralDraft sheet) => IntakeSending.OpeningKey(index, id, sheet) == referral.Opening!.Key;
        var isSent = history.SelectMany(one => one.Events).OfType<IntakeEvent.Sent>().Any(one => one.Reference == referral.Reference);
        if (!isSent && !((await intakes.Read(id, stop)).State.Open is { } open && IsThePersons(open))) return true;
        return await intakes.Forget(id, intake => intake.Open is null || IsThePersons(intake.Open), stop);
    }
}
