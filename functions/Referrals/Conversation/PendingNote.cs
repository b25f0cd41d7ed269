using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>A text of somebody's that waits until she has said which referral it is for; the next one replaces it.</summary>
/// <param name="Of">The message that brought it.</param>
/// <param name="SentTo">Null: it waits, or there was none.</param>
public sealed record PendingNote(string? Text, string Of, string? SentTo)
{
    public static readonly PendingNote None = new(null, "", null);

    public override string ToString() => "unsent";
}

public abstract record PendingNoteCommand
{
    public sealed record Keep(string Text, string Of, ImmutableArray<string> References) : PendingNoteCommand;

    /// <summary>It stands where it belongs.</summary>
    public sealed record Forget(string Of, string SentTo) : PendingNoteCommand;
}

/// <summary>It is asked with buttons to which referral the text belongs; a typed text is no answer.</summary>
[PureRules]
public static class PendingNoteRules
{
    private const int ChoicesShown = 6;

    /// <summary>A text that was not assigned to a referral is not sent any more when this and the days of retention have passed.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromDays(5);

    public static readonly PromptDefinition<PendingNote, PendingNote, PendingNoteCommand> Prompt = new(
        ReferralButtons.Prefix, PendingNote.None, Decide, (_, changed) => changed, Status, PendingNoteJson.Default.PendingNote);

    public static Decision<PendingNote> Decide(PendingNote note, PendingNoteCommand command, DateTimeOffset now) => command switch
    {
        PendingNoteCommand.Keep keep => new Decision<PendingNote>.Commit(new PendingNote(keep.Text, keep.Of, null), Ask(keep.References)),
        // The sender may have written another one meanwhile: that one waits.
        PendingNoteCommand.Forget forget when note.Text is not null && note.Of == forget.Of =>
            new Decision<PendingNote>.Commit(new PendingNote(null, forget.Of, forget.SentTo)),
        _ => new Decision<PendingNote>.NoChange(),
    };

    private static PromptStatus Status(PendingNote note, DateTimeOffset lastDecision) => note.Text is null
        ? PromptStatus.Over(lastDecision)
        : new PromptStatus(IsPending: true, AwaitsText: false, OverSince: lastDecision + Waits);

    private static Reply Ask(ImmutableArray<string> references) =>
        new(ReferralPhrases.NoteWhere, [.. references.Take(ChoicesShown).Select(Button)]);

    private static Choice Button(string reference) =>
        new(ReferralButtons.About(reference, ReferralButtons.Say), ReferralPhrases.ButtonShow.With(("reference", reference)));
}

/// <summary>Keeps it, and sends it once.</summary>
public sealed class PendingNotes(PromptHandler<PendingNote, PendingNote, PendingNoteCommand> prompts, ReferralHandler desk, BlindIndex index)
{
    public Task<Outcome<PendingNote>> Keep(Staff staff, InboundMessage message, ImmutableArray<string> references, CancellationToken stop) =>
        prompts.Handle(Of(staff), new PendingNoteCommand.Keep(message.Text, message.Id, references), message.Id, staff.Id.Value, stop);

    /// <summary>
    /// First it is sent, under the name of the text, so that pressing again, also after this process died between the two,
    /// sends nothing twice; then it is forgotten.
    /// </summary>
    public async Task<ChatReply> Send(Staff staff, CaseReference reference, Language language, InboundMessage message, CancellationToken stop)
    {
        var note = await prompts.Read(Of(staff), stop);
        if (note.Text is not { } text) return ChatReply.Say(NoneWaits(note), language);
        var add = new ReferralCommand.AddNote(Actor.Of(staff), staff.CallName is { } name ? name : ReferralPhrases.Colleague, text);
        var sent = await desk.Do(reference, add, $"unsent|{note.Of}", staff.Id.Value, stop);
        if (sent is Outcome<Referral>.Done)
            await prompts.Handle(Of(staff), new PendingNoteCommand.Forget(note.Of, reference.ToString()), message.Id, staff.Id.Value, stop);
        return ChatReply.From(sent, language);
    }

    private static Reply NoneWaits(PendingNote note) =>
        new(note.SentTo is { } there ? ReferralPhrases.NoteSent.With(("reference", there)) : ReferralPhrases.NotYours);

    private StreamId Of(Staff staff) => PromptRules.IdOf(index, staff.Id);
}

[JsonSerializable(typeof(PendingNote))]
internal sealed partial class PendingNoteJson : JsonSerializerContext;
