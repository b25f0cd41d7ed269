using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>With others: who met her too, another country, whoever writes.</summary>
internal sealed partial class Draft
{
    /// <summary>Asks those who met her too. In immediate danger nobody waits for their answer.</summary>
    public void AskJointly(PersonId? by, ImmutableArray<PersonId> counterparts, DateTimeOffset now)
    {
        var serial = Now.Messages + 1;
        var messages = counterparts.Where(person => person != by).Select((person, at) => (Id: FormattableString.Invariant($"joint-confirmation-{serial}-{at}"), person)).ToImmutableSortedDictionary(one => one.Id, one => one.person, StringComparer.Ordinal);
        if (messages.IsEmpty) return;
        var facts = Now.Facts!;
        Add(new JointlyAsked(new Joint(by, [.. messages.Values], messages, JointStatus.Asked), facts.Urgency == Urgency.Immediate ? null : now + Now.Ladder!.Every(facts.Urgency)));
        foreach (var (id, person) in messages)
        {
            var code = ReferralRules.CodeOf(Now, person);
            var words = ReferralPhrases.Joint.With(("reference", Now.Reference), ("urgency", ReferralPhrases.Of(facts.Urgency)), ("age", ReferralPhrases.Of(facts.Age)), ("region", new Argument.Named(Now.RegionLabels)), ("code", code));
            ImmutableArray<Choice> choices =
                [new(AlertButtons.For(AlertButtons.Take, code), ReferralPhrases.ButtonAgree), new(AlertButtons.For(AlertButtons.Pass, code), ReferralPhrases.ButtonDisagree)];
            _messages.Add(new OutboundMessage(id, MessagePurpose.JointConfirmation, person, words, choices, PriorityNow, null, []));
        }
    }

    /// <summary>Tells the sending country, once, whether it is ours.</summary>
    public void ConfirmReceipt(HandOverAnswer answer)
    {
        if (Now.CameFrom is not { Status: HandOverAnswer.Asked } from) return;
        Add(new ReceiptConfirmed(answer));
        Affect(from.Stream, new ReferralCommand.LearnOfHandOver(answer));
    }

    public void Affect(string stream, ReferralCommand command) => Affect(stream, JsonSerializer.SerializeToElement(command, ReferralJson.Default.ReferralCommand));

    /// <summary>What messages that pass on a note are about.</summary>
    public static string NameOf(Note note) => note.Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A message of somebody concerned, to the others.</summary>
    public void PassOnNote(Note note, ImmutableArray<PersonId> others)
    {
        Add(new Said(note));
        var words = ReferralPhrases.Note.With(("reference", Now.Reference), ("from", note.Label), ("text", note.Text!));
        foreach (var (person, at) in others.Select((person, at) => (person, at)))
            _messages.Add(new OutboundMessage(
                FormattableString.Invariant($"note-{note.Number}-{at}"), MessagePurpose.Note, person, words, [ReferralPhrases.More(Now)], PriorityNow, null, [])
            {
                About = NameOf(note),
            });
    }
}
