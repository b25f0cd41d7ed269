using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>Keeps texts until their sender has said where they belong, and sends each once.</summary>
public sealed class PendingNoteHandler(PromptHandler<PendingNotes, PendingNotes, PendingNoteCommand> prompts, ReferralHandler desk, BlindIndex index)
{
    public Task<Outcome<PendingNotes>> Keep(Staff staff, InboundMessage message, ImmutableArray<string> references, CancellationToken stop) =>
        Change(staff, new PendingNoteCommand.Keep(message.Text, message.Id, references), message.Id, stop);

    /// <summary>
    /// Three commits: assign the referral, add the note there with an id made from the text's message, mark it as sent.
    /// Idempotent: another press, of any button, or a retry after a crash resumes with the referral that was assigned first.
    /// </summary>
    /// <param name="key">Of the text below whose question the button stands.</param>
    public async Task<ChatReply> Send(Staff staff, CaseReference reference, string key, Language language, InboundMessage message, CancellationToken stop)
    {
        var assigned = await Change(staff, new PendingNoteCommand.Assign(key, reference.ToString()), message.Id, stop);
        if (StateOf(assigned) is not { } notes) return ChatReply.From(assigned, language);
        if (notes.Find(key) is not { To: { } to } note) return ChatReply.Say(WaitsNoMore(notes, key), language);
        var add = new ReferralCommand.AddNote(Actor.Of(staff), staff.CallName is { } name ? name : ReferralPhrases.Colleague, note.Text);
        var sent = await desk.Do(CaseReference.Parse(to)!.Value, add, $"unsent|{note.Of}", staff.Id.Value, stop);
        switch (sent)
        {
            case Outcome<Referral>.Done:
                await Change(staff, new PendingNoteCommand.MarkSent(key), $"sent|{note.Of}", stop);
                break;
            case Outcome<Referral>.Refused or Outcome<Referral>.NoChange:
                await Change(staff, new PendingNoteCommand.Release(key), $"released|{message.Id}", stop);
                break;
        }
        return sent is Outcome<Referral>.NoChange ? ChatReply.Say(ReferralPhrases.NotYours, language) : ChatReply.From(sent, language);
    }

    /// <param name="key">Of the text below whose question the button stands.</param>
    public async Task<ChatReply> ThrowAway(Staff staff, string key, Language language, InboundMessage message, CancellationToken stop)
    {
        var thrown = await Change(staff, new PendingNoteCommand.ThrowAway(key), message.Id, stop);
        return thrown is Outcome<PendingNotes>.NoChange same ? ChatReply.Say(WaitsNoMore(same.State, key), language) : ChatReply.From(thrown, language);
    }

    private static Reply WaitsNoMore(PendingNotes notes, string key) => notes.Decided.LastOrDefault(one => one.Key == key) switch
    {
        null => new Reply(ReferralPhrases.NotYours),
        { SentTo: { } there } => new Reply(ReferralPhrases.NoteSent.With(("reference", there))),
        _ => new Reply(IntakePhrases.Discarded),
    };

    /// <returns>Null: storage has not said.</returns>
    private static PendingNotes? StateOf(Outcome<PendingNotes> outcome) => outcome switch
    {
        Outcome<PendingNotes>.Done done => done.State,
        Outcome<PendingNotes>.NoChange same => same.State,
        _ => null,
    };

    private Task<Outcome<PendingNotes>> Change(Staff staff, PendingNoteCommand command, string messageId, CancellationToken stop) =>
        prompts.Handle(PromptRules.IdOf(index, staff.Id), command, messageId, staff.Id.Value, stop);
}
