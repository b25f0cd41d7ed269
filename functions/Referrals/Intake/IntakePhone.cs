using System.Security.Cryptography;
using System.Text.Json;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Somebody refers a person from her phone.</summary>
/// <remarks>
/// The last word opens the referral first, under a key made from the draft, and then marks the draft as sent. A process that dies between the two leaves a message without its answer,
/// which the carrier, the queue or the carrier's list brings again: the same key finds the same referral. A key that has opened opens nothing more, whatever the draft says by then.
/// </remarks>
public sealed class IntakePhone(Streams<Intake, IntakeEvent, IntakeCommand> intakes, OpeningDesk desk, StaffDirectory directory, IntakeVocabulary vocabulary, BlindIndex index, TimeProvider time)
{
    /// <summary>As long as a text may come again by the carrier's list, with room.</summary>
    private static readonly TimeSpan ComesAgain = TimeSpan.FromHours(26);

    /// <summary>An answer costs two storage transactions, a text from somebody with no draft one.</summary>
    /// <returns>Null: it is about something else.</returns>
    public async Task<Answered?> Try(Staff staff, Language language, InboundMessage message, CancellationToken stop)
    {
        var words = vocabulary.Of(language);
        var button = message.Choice is { } choice ? IntakeButton.Parse(choice) : null;
        var begins = message.Choice is null ? words.AfterRefer(message.Text) : null;
        var isTyped = message.Choice is null && message.Text.Length > 0 && !message.Text.StartsWith('/');
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
            if (await Open(staff, id, sheet, handset, stop) is not { } opened) return new Answered(null, language, false, false);
            command = opened;
        }
        var outcome = await intakes.Handle(id, command, message.Id, staff.Id.Value, stop);
        if (outcome is not Outcome<Intake>.Nothing nothing) return Answered.From(outcome, language);
        return time.GetUtcNow() - nothing.State.Ended < ComesAgain && await intakes.Earlier(id, message.Id, stop) is { } earlier ? Answered.From(earlier, language) : null;
    }

    /// <summary>Where somebody's drafts stand.</summary>
    public static StreamId IdOf(BlindIndex index, PersonId person) => new("intake", index.Of("intake", person.Value));

    /// <summary>Under which key a draft opens a referral. Its number alone would not do: drafts are forgotten, and counting begins again.</summary>
    public static string OpeningKey(BlindIndex index, StreamId intake, Sheet draft) => index.Of("intake-draft", FormattableString.Invariant($"{intake}|{draft.Number}|{draft.Begun.UtcTicks}"));

    /// <returns>What becomes of the draft; null: storage has not said.</returns>
    private async Task<IntakeCommand?> Open(Staff staff, StreamId id, Sheet sheet, Handset handset, CancellationToken stop)
    {
        var facts = IntakeRules.FactsOf(sheet.Answers);
        var body = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(facts, IntakeJson.Default.ReferralFacts)));
        var opening = new Opening(OpeningKey(index, id, sheet), body);
        return await desk.Open(Actor.Of(staff), opening, facts, staff.Id, staff.Id.Value, stop) switch
        {
            OpeningOutcome.Opened opened => new IntakeCommand.Finish(sheet.Number, opened.Referral.Reference),
            // It was opened before, and the draft changed since without having been marked.
            OpeningOutcome.KeyReused reused => new IntakeCommand.Finish(sheet.Number, reused.Referral.Reference),
            OpeningOutcome.Erased => new IntakeCommand.GiveUp(sheet.Number),
            OpeningOutcome.NotHere => new IntakeCommand.ChooseAnotherPlace(sheet.Number, handset),
            _ => null,
        };
    }
}
