using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>Coordinator, caseworker and providers write to each other within a referral. Pure: no clock, no storage.</summary>
[PureRules]
public static class NoteRules
{
    /// <summary>Of a message, in characters.</summary>
    public const int Longest = 1_000;

    /// <summary>Coordinators of the region, the caseworker, and providers that hold a place: those to whom messages go. One that was merely asked is told nothing of what others write.</summary>
    public static bool MayRead(Referral referral, Actor actor) => Permissions.May(actor, Permission.WriteInReferral, referral.Subject)
        && (actor.Role != Role.ServiceProvider || referral.Offers.Any(offer => offer.Status == OfferStatus.Accepted && offer.Provider == actor.Organisation));

    /// <summary>Which message a reply is about, from its button: the reply is what is kept of a decision; null: about none.</summary>
    public static int? NumberIn(Reply? reply) =>
        reply?.Choices.Select(choice => ButtonPress.Parse(choice.Data)).FirstOrDefault(press => press is { Prefix: ReferralButtons.Prefix, Verb: ReferralButtons.RemoveNote }) is { Args: [.., var number] }
            ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : null;

    public static Decision Say(Referral referral, ReferralCommand.AddNote say, DateTimeOffset now)
    {
        if (!Permissions.May(say.Actor, Permission.WriteInReferral, referral.Subject)) return new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.NotYours)));
        if (say.Text.Length == 0) return new Decision.Refused(new ReferralRefusal.NotNow(referral.Stage, [], new Reply(ReferralPhrases.NotYours)));
        if (referral.IsClosed) return new Decision.Refused(new ReferralRefusal.NotNow(referral.Stage, [], new Reply(ReferralPhrases.NotNow.With(("reference", referral.Reference), ("stage", ReferralPhrases.Statuses["closed"])))));
        var others = referral.Offers.Where(offer => offer.Status == OfferStatus.Accepted).SelectMany(offer => offer.Whom.People).Append(referral.TakenBy ?? default).Append(referral.Caseworker ?? default)
            .Where(person => person.Value is not null && person != say.Actor.Person).Distinct();
        var draft = new ReferralDecision(referral);
        var note = new Note(referral.NotesWritten + 1, say.Actor.Person, say.Label, Cut(say.Text), now);
        draft.Add(new NoteAdded(note));
        draft.Send(NoteMessages.Of(draft.Now, note, others));
        return draft.Done(new Reply(
            ReferralPhrases.NoteSent.With(("reference", referral.Reference)), [new Choice(ReferralButtons.About(referral.Reference, ReferralButtons.RemoveNote, FormattableString.Invariant($"{note.Number}")), ReferralPhrases.ButtonUnsay), ReferralPhrases.More(referral)]));
    }

    /// <summary>One's own alone; where it stood, "removed" stands.</summary>
    public static Decision Unsay(Referral referral, ReferralCommand.RemoveNote unsay) =>
        Permissions.May(unsay.Actor, Permission.WriteInReferral, referral.Subject) && referral.Notes.Any(note => note.Number == unsay.Number && note.By == unsay.Actor.Person)
            ? new Decision.Commit(new NoteRemoved(unsay.Actor.Person, unsay.Number), new Reply(ReferralPhrases.NoteRemoved.With(("reference", referral.Reference)), [ReferralPhrases.More(referral)]))
            : new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.NotYours)));

    private static string Cut(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
