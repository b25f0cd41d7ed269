using System.Text.Json;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Cases.AssistanceEvent>;

namespace ServerlessAssist.Functions.Cases;

/// <summary>Who accompanies a person, and what she agrees to. Pure: no clock, no storage.</summary>
[PureRules]
public static class AssistanceRules
{
    public const string Kind = "case";

    public static readonly RuleBook<AssistanceRecord, AssistanceEvent, AssistanceCommand> Book = new(
        Kind, AssistanceRecord.None, Decide, Evolve, AssistanceJson.Default.AssistanceRecord, AssistanceJson.Default.AssistanceEvent)
    {
        Affected = effect => effect.Command.Deserialize(AssistanceJson.Default.AssistanceCommand)!,
        Views = record => record is { IsActive: true, Caseworker: { } caseworker } ? [new ViewRow(View, ViewRow.Of(caseworker), record.Reference)] : [],
    };

    /// <summary>Whom each caseworker accompanies.</summary>
    public const string View = "caseloads";

    public static Decision Decide(AssistanceRecord record, AssistanceCommand command, DateTimeOffset now) => command switch
    {
        // What the referral said may come in another order than it was said.
        AssistanceCommand.Begin begin when begin.Round <= record.Round => new Decision.Nothing(),
        AssistanceCommand.Begin begin when record.Reference.Length > 0 => new Decision.Accepted(new AssistanceEvent.BegunAgain(begin.Round)),
        AssistanceCommand.Begin begin => Begin(record, begin, now),
        AssistanceCommand.End end when end.Round < record.Round || (end.Round == record.Round && record.EndedBecause is not null) => new Decision.Nothing(),
        AssistanceCommand.End end => new Decision.Accepted(new AssistanceEvent.Ended(end.Why, end.Round)),
        AssistanceCommand.Accompany chosen when chosen.Round < record.Round || (chosen.Round == record.Round && (record.EndedBecause is not null || chosen.Nth <= record.Chosen)) => new Decision.Nothing(),
        // It may come before the beginning that it follows.
        AssistanceCommand.Accompany chosen when chosen.Round > record.Round && record.Reference.Length == 0 =>
            Chosen(Begin(record, new AssistanceCommand.Begin(chosen.Reference, chosen.Region, chosen.Caseworker, chosen.Round), now), chosen.Nth),
        AssistanceCommand.Accompany chosen when chosen.Round > record.Round => Chosen(Entrust(record, chosen.Caseworker), chosen.Nth, new AssistanceEvent.BegunAgain(chosen.Round)),
        AssistanceCommand.Accompany chosen => Chosen(Entrust(record, chosen.Caseworker), chosen.Nth),
        _ when !record.IsActive => new Decision.Refused(new AssistanceRefusal.NotOpen(new Reply(AssistancePhrases.None))),
        AssistanceCommand.PassTo pass => record.Caseworker == pass.From && pass.To is { } other ? Entrust(record, other) : new Decision.Nothing(),
        AssistanceCommand.Agree agree => Allowed(record, agree.Actor, Permission.RecordConsent) ?? new Decision.Accepted(new AssistanceEvent.Agreed(agree.Purpose, agree.Actor.Person, now), Said(record, AssistancePhrases.Agreed, agree.Purpose)),
        AssistanceCommand.Revoke revoke => Allowed(record, revoke.Actor, Permission.RecordConsent) ?? new Decision.Accepted(new AssistanceEvent.Revoked(revoke.Purpose, revoke.Actor.Person, now), Said(record, AssistancePhrases.Revoked, revoke.Purpose)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    public static AssistanceRecord Evolve(AssistanceRecord record, AssistanceEvent happened) => happened switch
    {
        AssistanceEvent.Begun e => record with { Reference = e.Reference, Region = e.Region, Begun = e.At, Round = e.Round, EndedBecause = null },
        // Whoever comes back is accompanied again; what she had agreed to she is asked again.
        AssistanceEvent.BegunAgain e => record with { EndedBecause = null, Consents = record.Consents.Clear(), Round = e.Round },
        AssistanceEvent.Entrusted e => record with { Caseworker = e.Caseworker, Messages = record.Messages + 1 },
        AssistanceEvent.Chosen e => record with { Chosen = e.Nth },
        AssistanceEvent.Agreed e => record with { Consents = record.Consents.SetItem(e.Purpose, new Consent(true, e.TakenBy, e.At)) },
        AssistanceEvent.Revoked e => record with { Consents = record.Consents.SetItem(e.Purpose, new Consent(false, e.TakenBy, e.At)) },
        AssistanceEvent.Ended e => record with { EndedBecause = e.Why, Round = e.Round },
        _ => record,
    };

    private static Decision.Accepted Chosen(Decision.Accepted entrusted, int nth, params ReadOnlySpan<AssistanceEvent> before) => entrusted with { Events = [.. before, .. entrusted.Events, new AssistanceEvent.Chosen(nth)] };

    private static Decision.Accepted Begin(AssistanceRecord record, AssistanceCommand.Begin begin, DateTimeOffset now)
    {
        var begun = new AssistanceEvent.Begun(begin.Reference, begin.Region, now, begin.Round);
        if (begin.Caseworker is not { } caseworker) return new Decision.Accepted(begun);
        var entrusted = Entrust(Evolve(record, begun), caseworker);
        return entrusted with { Events = [begun, .. entrusted.Events] };
    }

    private static Decision.Accepted Entrust(AssistanceRecord record, PersonId caseworker)
    {
        var id = FormattableString.Invariant($"notice-{record.Messages + 1}");
        var told = new OutboundMessage(
            id, MessagePurpose.Notice, caseworker, AssistancePhrases.Yours.With(("reference", record.Reference)), [Person(record)], Priority.Routine, null, []);
        return new Decision.Accepted([new AssistanceEvent.Entrusted(caseworker, id)], null, [told]);
    }

    private static Decision? Allowed(AssistanceRecord record, Actor actor, Permission what) =>
        Permissions.May(actor, what, record.Subject) ? null : new Decision.Refused(new AssistanceRefusal.NoRight(new Reply(AssistancePhrases.None)));

    private static Reply Said(AssistanceRecord record, Phrase phrase, string purpose) => new(phrase.With(("reference", record.Reference), ("purpose", AssistancePhrases.Purposes[purpose])), [Person(record)]);

    internal static Choice Person(AssistanceRecord record) => new(CaseButtons.About(record.Reference, CaseButtons.Show), AssistancePhrases.ButtonPerson);
}
