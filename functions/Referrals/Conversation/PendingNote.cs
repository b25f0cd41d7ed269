using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
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

public sealed record PendingNoteChanged(string? Text, string Of, string? SentTo)
{
    public override string ToString() => "unsent";
}

[PureRules]
public static class PendingNoteRules
{
    public const string Kind = "pending-note";

    private const int ChoicesShown = 6;

    public static readonly StreamDefinition<PendingNote, PendingNoteChanged, PendingNoteCommand> Book = new(
        Kind, PendingNote.None, Decide, (_, changed) => new PendingNote(changed.Text, changed.Of, changed.SentTo), PendingNoteJson.Default.PendingNote, PendingNoteJson.Default.PendingNoteChanged)
    {
        Retention = RetentionRule.InDays(
            "To keep a text until it is said where it belongs.", "PendingNotes", 7, "it was typed, or sent"),
        Ownership = Ownership.Staff,
        Views = [],
        // A text that was not assigned to a referral for days is not sent any more.
        OverSince = (_, lastDecision) => lastDecision,
    };

    public static Decision<PendingNoteChanged> Decide(PendingNote unsent, PendingNoteCommand command, DateTimeOffset now) => command switch
    {
        PendingNoteCommand.Keep keep => new Decision<PendingNoteChanged>.Commit(new PendingNoteChanged(keep.Text, keep.Of, null), new Reply(
            ReferralPhrases.NoteWhere, [.. keep.References.Take(ChoicesShown).Select(one => new Choice(ReferralButtons.About(one, ReferralButtons.Say), ReferralPhrases.ButtonShow.With(("reference", one))))])),
        // She may have written another one meanwhile: that one waits.
        PendingNoteCommand.Forget forget when unsent.Text is not null && unsent.Of == forget.Of => new Decision<PendingNoteChanged>.Commit(new PendingNoteChanged(null, forget.Of, forget.SentTo)),
        _ => new Decision<PendingNoteChanged>.NoChange(),
    };
}

/// <summary>Keeps it, and sends it once.</summary>
public sealed class PendingNotes(StreamHandler<PendingNote, PendingNoteChanged, PendingNoteCommand> streams, ReferralHandler desk, BlindIndex index)
{
    public Task<Outcome<PendingNote>> Keep(Staff staff, InboundMessage message, ImmutableArray<string> references, CancellationToken stop) =>
        streams.Handle(Of(staff), new PendingNoteCommand.Keep(message.Text, message.Id, references), message.Id, staff.Id.Value, stop);

    /// <summary>First it is sent, under the name of the text, so that pressing again, also after this process died between the two, sends nothing twice; then it is forgotten.</summary>
    public async Task<ChatReply> Send(Staff staff, CaseReference reference, Language language, InboundMessage message, CancellationToken stop)
    {
        var (unsent, _) = await streams.Read(Of(staff), stop);
        if (unsent.Text is not { } text)
            return ChatReply.Say(new Reply(unsent.SentTo is { } there ? ReferralPhrases.NoteSent.With(("reference", there)) : ReferralPhrases.NotYours), language);
        var sent = await desk.Do(reference, new ReferralCommand.AddNote(Actor.Of(staff), staff.CallName is { } name ? name : ReferralPhrases.Colleague, text), $"unsent|{unsent.Of}", staff.Id.Value, stop);
        if (sent is Outcome<Referral>.Done) await streams.Handle(Of(staff), new PendingNoteCommand.Forget(unsent.Of, reference.ToString()), message.Id, staff.Id.Value, stop);
        return ChatReply.From(sent, language);
    }

    public static StreamId IdOf(BlindIndex index, PersonId person) => new(PendingNoteRules.Kind, index.Of("pending-note", person.Value));

    private StreamId Of(Staff staff) => IdOf(index, staff.Id);
}

[JsonSerializable(typeof(PendingNote))]
[JsonSerializable(typeof(PendingNoteChanged))]
internal sealed partial class PendingNoteJson : JsonSerializerContext;
