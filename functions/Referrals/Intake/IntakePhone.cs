using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Somebody refers a person from her phone.</summary>
public sealed class IntakePhone(
    Streams<Intake, IntakeEvent, IntakeCommand> intakes, IntakeSending sending, StaffDirectory directory,
    IntakeVocabulary vocabulary, BlindIndex index, TimeProvider time)
{
    /// <summary>As long as a text may come again by the carrier's list, with room.</summary>
    private static readonly TimeSpan ComesAgain = TimeSpan.FromHours(26);

    /// <summary>
    /// An answer costs two storage transactions, a text from somebody with no draft one. The word that sends a draft costs six,
    /// and those of the referral: a read, a look whether it was handled before, a read and a commit that decide,
    /// a read and a commit that end it.
    /// </summary>
    /// <param name="press">Null: no button was pressed.</param>
    /// <returns>Null: it is about something else.</returns>
    public async Task<Answered?> Try(Staff staff, Language language, ButtonPress? press, InboundMessage message, CancellationToken stop)
    {
        var words = vocabulary.Of(language);
        var button = press is null ? null : IntakeButton.Of(press);
        var begins = press is null ? words.AfterRefer(message.Text) : null;
        var isTyped = press is null && message.Text.Length > 0 && !message.Text.StartsWith('/');
        if (button is null && begins is null && !isTyped) return null;
        if (!Permissions.May(Actor.Of(staff), Permission.OpenReferral, new Subject("", staff.Organisation))) return isTyped && begins is null ? null : Answered.Say(IntakePhrases.NotYours, language);
        var handset = new Handset(message.From.Channel, Place.Of(staff, await directory.Now(stop)));
        IntakeCommand command = (button, begins) switch
        {
            ({ } pressed, _) => new IntakeCommand.Press(pressed, handset),
            (_, { } rest) => new IntakeCommand.Begin(words.Read(rest, handset.Places), handset),
            _ => new IntakeCommand.Say(message.Text, words.Read(message.Text, handset.Places), handset),
        };
        return await Decide(staff, language, command, handset, message, stop);
    }

    private async Task<Answered?> Decide(Staff staff, Language language, IntakeCommand command, Handset handset, InboundMessage message, CancellationToken stop)
    {
        var id = IdOf(index, staff.Id);
        if (IntakeRules.AsksToSend(command) && IntakeRules.ToSend((await intakes.Read(id, stop)).State, command, message.At, time.GetUtcNow()) is { } sheet)
        {
            // A word that was said of an earlier draft says nothing of this one.
            if (await intakes.Earlier(id, message.Id, stop) is { } before) return Answered.From(before, language);
            switch (await sending.Begin(staff, id, sheet, stop))
            {
                case true: return Answered.From(await sending.End(staff, id, sheet, handset, message.Id, stop), language);
                case null: return Answered.NotStoredYet(language);
            }
        }
        var outcome = await intakes.Handle(id, command, message.Id, staff.Id.Value, stop);
        if (outcome is Outcome<Intake>.Refused { Why: BeingSent, State.Open: { } draft })
            outcome = await Complete(staff, id, draft, command, handset, message, stop);
        if (outcome is not Outcome<Intake>.Nothing nothing) return Answered.From(outcome, language);
        return time.GetUtcNow() - nothing.State.Ended < ComesAgain && await intakes.Earlier(id, message.Id, stop) is { } earlier ? Answered.From(earlier, language) : null;
    }

    /// <summary>
    /// A message that meets a draft that is being sent completes the sending and is answered with its result;
    /// one that begins a new draft does so after it.
    /// </summary>
    private async Task<Outcome<Intake>> Complete(
        Staff staff, StreamId id, Sheet draft, IntakeCommand command, Handset handset, InboundMessage message, CancellationToken stop)
    {
        if (command is not IntakeCommand.Begin) return await sending.End(staff, id, draft, handset, message.Id, stop);
        var ended = await sending.End(staff, id, draft, handset, $"before|{message.Id}", stop);
        return ended is Outcome<Intake>.Unsettled ? ended : await intakes.Handle(id, command, message.Id, staff.Id.Value, stop);
    }

    /// <summary>Where somebody's drafts stand.</summary>
    public static StreamId IdOf(BlindIndex index, PersonId person) => new(IntakeRules.Kind, index.Of("intake", person.Value));
}
