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
        prompts.Handle(IdOf(staff), new PendingNoteCommand.Keep(message.Text, message.Id, references), message.Id, staff.Id.Value, stop);

    /// <summary>
    /// First it is sent, under the name of the text, so that pressing again, also after this process died between the two,
    /// sends nothing twice; then it is marked.
    /// </summary>
    /// <param name="key">Of the text below whose question the button stands.</param>
    public async Task<ChatReply> Send(Staff staff, CaseReference reference, string key, Language language, InboundMessage message, CancellationToken stop)
    {
        var notes = await prompts.Read(IdOf(staff), stop);
        if (notes.Find(key) is not { } note) return ChatReply.Say(WaitsNoMore(notes, key), language);
        var add = new ReferralCommand.AddNote(Actor.Of(staff), staff.CallName is { } name ? name : ReferralPhrases.Colleague, note.Text);
        var sent = await desk.Do(reference, add, $"unsent|{note.Of}", staff.Id.Value, stop);
        if (sent is Outcome<Referral>.Done)
            await prompts.Handle(IdOf(staff), new PendingNoteCommand.MarkSent(key, reference.ToString()), message.Id, staff.Id.Value, stop);
        return ChatReply.From(sent, language);
    }

    /// <param name="key">Of the text below whose question the button stands.</param>
    public async Task<ChatReply> ThrowAway(Staff staff, string key, Language language, InboundMessage message, CancellationToken stop)
    {
        var thrown = await prompts.Handle(IdOf(staff), new PendingNoteCommand.ThrowAway(key), message.Id, staff.Id.Value, stop);
        return thrown is Outcome<PendingNotes>.NoChange same ? ChatReply.Say(WaitsNoMore(same.State, key), language) : ChatReply.From(thrown, language);
    }

    private static Reply WaitsNoMore(PendingNotes notes, string key) => notes.Decided.LastOrDefault(one => one.Key == key) switch
    {
        null => new Reply(ReferralPhrases.NotYours),
        { SentTo: { } there } => new Reply(ReferralPhrases.NoteSent.With(("reference", there))),
        _ => new Reply(IntakePhrases.Discarded),
    };

    private StreamId IdOf(Staff staff) => PromptRules.IdOf(index, staff.Id);
}
