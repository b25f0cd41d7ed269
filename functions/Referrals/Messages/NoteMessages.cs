using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Messages;

/// <summary>The messages that pass on a note. Pure.</summary>
internal static class NoteMessages
{
    public static IEnumerable<OutboundMessage> Of(Referral referral, Note note, IEnumerable<PersonId> others)
    {
        var words = ReferralPhrases.Note.With(("reference", referral.Reference), ("from", note.Label), ("text", note.Text!));
        var priority = AlertMessages.PriorityOf(referral);
        return others.Select((person, at) => new OutboundMessage(
            FormattableString.Invariant($"note-{note.Number}-{at}"), MessagePurpose.Note, person, words, [ReferralPhrases.More(referral)],
            priority, null, [])
        {
            About = note.About(),
        });
    }
}
