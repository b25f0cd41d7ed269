using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>A sender's texts of which it is not known yet to which referral each belongs.</summary>
/// <param name="Waiting">At most <see cref="PendingNoteRules.MostWaiting"/>, in the order in which they came.</param>
/// <param name="Decided">The last <see cref="PendingNoteRules.MostDecided"/> that wait no longer.</param>
public sealed record PendingNotes(ImmutableArray<PendingNote> Waiting, ImmutableArray<DecidedNote> Decided)
{
    public static readonly PendingNotes None = new([], []);

    /// <returns>Null: it does not wait.</returns>
    public PendingNote? Find(string key) => Waiting.FirstOrDefault(one => one.Key == key);

    public override string ToString() => $"{Waiting.Length} unsent";
}

/// <param name="Key">Stands in the buttons below the question about this text.</param>
/// <param name="Of">The message that brought it.</param>
/// <param name="To">The referral to which it is being sent. Null: not assigned yet.</param>
public sealed record PendingNote(string Key, string Text, string Of, DateTimeOffset At, string? To = null)
{
    public override string ToString() => "unsent";
}

/// <param name="SentTo">Null: it was thrown away.</param>
public sealed record DecidedNote(string Key, string? SentTo);

public abstract record PendingNoteCommand
{
    /// <param name="Of">The message that brought the text.</param>
    public sealed record Keep(string Text, string Of, ImmutableArray<string> References) : PendingNoteCommand;

    /// <summary>The sender has said where the text belongs. Only the first time counts, whatever else is pressed at the same moment.</summary>
    public sealed record Assign(string Key, string To) : PendingNoteCommand;

    /// <summary>The text stands with its referral.</summary>
    public sealed record MarkSent(string Key) : PendingNoteCommand;

    /// <summary>The referral did not take it: it waits again.</summary>
    public sealed record Release(string Key) : PendingNoteCommand;

    public sealed record ThrowAway(string Key) : PendingNoteCommand;
}

/// <summary>Too many texts wait: this one was not kept.</summary>
public sealed record TooManyWaiting() : Refusal("too-many-waiting", new Reply(ReferralPhrases.NoteNotKept));

/// <summary>It is asked with buttons to which referral a text belongs; a typed text is no answer, but a further text.</summary>
[PureRules]
public static class PendingNoteRules
{
    /// <summary>With the longest texts they fit into one row of storage.</summary>
    public const int MostWaiting = 10;

    public const int MostDecided = 20;

    private const int ChoicesShown = 6;

    /// <summary>A text that was not assigned to a referral is not sent any more when this and the days of retention have passed.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromDays(5);

    public static readonly PromptDefinition<PendingNotes, PendingNotes, PendingNoteCommand> Prompt = new(
        ReferralButtons.Prefix, PendingNotes.None, Decide, (_, changed) => changed, Status, PendingNotesJson.Default.PendingNotes);

    public static Decision<PendingNotes> Decide(PendingNotes notes, PendingNoteCommand command, DateTimeOffset now) => command switch
    {
        PendingNoteCommand.Keep keep => Keep(notes, keep, now),
        PendingNoteCommand.Assign assign when notes.Find(assign.Key) is { To: null } note =>
            new Decision<PendingNotes>.Commit(With(notes, note with { To = assign.To })),
        PendingNoteCommand.MarkSent sent when notes.Find(sent.Key) is { To: { } there } =>
            new Decision<PendingNotes>.Commit(Decided(notes, sent.Key, there)),
        PendingNoteCommand.Release release when notes.Find(release.Key) is { To: not null } note =>
            new Decision<PendingNotes>.Commit(With(notes, note with { To = null })),
        PendingNoteCommand.ThrowAway thrown when notes.Find(thrown.Key) is { To: null } =>
            new Decision<PendingNotes>.Commit(Decided(notes, thrown.Key, null), new Reply(IntakePhrases.Discarded)),
        _ => new Decision<PendingNotes>.NoChange(),
    };

    private static Decision<PendingNotes> Keep(PendingNotes notes, PendingNoteCommand.Keep keep, DateTimeOffset now)
    {
        var note = new PendingNote(ReferralButtonHandler.Short(keep.Of), keep.Text, keep.Of, now);
        ImmutableArray<PendingNote> others = [.. notes.Waiting.Where(one => one.Key != note.Key && now - one.At < Waits)];
        return others.Length < MostWaiting
            ? new Decision<PendingNotes>.Commit(notes with { Waiting = [.. others, note] }, Ask(note, keep.References))
            : new Decision<PendingNotes>.Refused(new TooManyWaiting());
    }

    private static PendingNotes With(PendingNotes notes, PendingNote changed) =>
        notes with { Waiting = [.. notes.Waiting.Select(one => one.Key == changed.Key ? changed : one)] };

    private static PendingNotes Decided(PendingNotes notes, string key, string? sentTo) => new(
        notes.Waiting.RemoveAll(one => one.Key == key), [.. notes.Decided.TakeLast(MostDecided - 1), new DecidedNote(key, sentTo)]);

    private static PromptStatus Status(PendingNotes notes, DateTimeOffset lastDecision) => notes.Waiting.IsEmpty
        ? PromptStatus.Over(lastDecision)
        : new PromptStatus(IsPending: true, AwaitsText: false, OverSince: lastDecision + Waits);

    private static Reply Ask(PendingNote note, ImmutableArray<string> references) => new(
        ReferralPhrases.NoteWhere,
        [.. references.Take(ChoicesShown).Select(reference => Button(note, reference)), ThrowAway(note)]);

    private static Choice Button(PendingNote note, string reference) =>
        new(ReferralButtons.About(reference, ReferralButtons.Say, note.Key), ReferralPhrases.ButtonShow.With(("reference", reference)));

    private static Choice ThrowAway(PendingNote note) =>
        new(ButtonPress.Data(ReferralButtons.Prefix, ReferralButtons.ThrowAway, [note.Key]), IntakePhrases.Buttons[IntakeButton.Discard]);
}

[JsonSerializable(typeof(PendingNotes))]
internal sealed partial class PendingNotesJson : JsonSerializerContext;
