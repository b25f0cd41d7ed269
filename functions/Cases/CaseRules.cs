using System.Text.Json;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Cases.CaseEvent>;

namespace ServerlessAssist.Functions.Cases;

/// <summary>Who accompanies a person, and what she agrees to. Pure: no clock, no storage.</summary>
[PureRules]
public static class CaseRules
{
    public const string Kind = "case";

    public static readonly StreamDefinition<CaseRecord, CaseEvent, CaseCommand> Book = new(
        Kind, CaseRecord.None, Decide, Evolve, CaseJson.Default.CaseRecord, CaseJson.Default.CaseEvent)
    {
        Retention = RetentionRule.ByEvent(
            "To accompany a person, and what she agrees to.", "its referral goes"),
        Ownership = Ownership.Person,
        Views = [new ViewDefinition<CaseRecord>(View, Caseload)],
        FromEffect = effect => effect.Command.Deserialize(CaseJson.Default.CaseCommand)!,
    };

    /// <summary>Whom each caseworker accompanies.</summary>
    public const string View = "caseloads";

    public static Decision Decide(CaseRecord record, CaseCommand command, DateTimeOffset now) => command switch
    {
        // What the referral said may come in another order than it was said.
        CaseCommand.Start begin when begin.Round <= record.Round => new Decision.NoChange(),
        CaseCommand.Start begin when record.Reference.Length > 0 => new Decision.Commit(new CaseEvent.Restarted(begin.Round)),
        CaseCommand.Start begin => Begin(record, begin, now),
        CaseCommand.End end when end.Round < record.Round || (end.Round == record.Round && record.EndedBecause is not null) => new Decision.NoChange(),
        CaseCommand.End end => new Decision.Commit(new CaseEvent.Ended(end.Why, end.Round)),
        CaseCommand.AssignCaseworker chosen when chosen.Round < record.Round || (chosen.Round == record.Round && (record.EndedBecause is not null || chosen.Nth <= record.Chosen)) => new Decision.NoChange(),
        // It may come before the beginning that it follows.
        CaseCommand.AssignCaseworker chosen when chosen.Round > record.Round && record.Reference.Length == 0 =>
            Chosen(Begin(record, new CaseCommand.Start(chosen.Reference, chosen.Region, chosen.Caseworker, chosen.Round), now), chosen.Nth),
        CaseCommand.AssignCaseworker chosen when chosen.Round > record.Round => Chosen(Entrust(record, chosen.Caseworker), chosen.Nth, new CaseEvent.Restarted(chosen.Round)),
        CaseCommand.AssignCaseworker chosen => Chosen(Entrust(record, chosen.Caseworker), chosen.Nth),
        _ when !record.IsActive => new Decision.Refused(new CaseRefusal.NotOpen(new Reply(CasePhrases.None))),
        CaseCommand.PassTo pass => record.Caseworker == pass.From && pass.To is { } other ? Entrust(record, other) : new Decision.NoChange(),
        CaseCommand.Agree agree => Allowed(record, agree.Actor, Permission.RecordConsent) ?? new Decision.Commit(new CaseEvent.ConsentGiven(agree.Purpose, agree.Actor.Person, now), Said(record, CasePhrases.Agreed, agree.Purpose)),
        CaseCommand.Revoke revoke => Allowed(record, revoke.Actor, Permission.RecordConsent) ?? new Decision.Commit(new CaseEvent.ConsentRevoked(revoke.Purpose, revoke.Actor.Person, now), Said(record, CasePhrases.Revoked, revoke.Purpose)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static IEnumerable<ViewLine> Caseload(CaseRecord record) =>
        record is { IsActive: true, Caseworker: { } caseworker } ? [new ViewLine(ViewRow.Of(caseworker), record.Reference)] : [];

    public static CaseRecord Evolve(CaseRecord record, CaseEvent happened) => happened switch
    {
        CaseEvent.Started e => record with { Reference = e.Reference, Region = e.Region, Begun = e.At, Round = e.Round, EndedBecause = null },
        // Whoever comes back is accompanied again; what she had agreed to she is asked again.
        CaseEvent.Restarted e => record with { EndedBecause = null, Consents = record.Consents.Clear(), Round = e.Round },
        CaseEvent.CaseworkerAssigned e => record with { Caseworker = e.Caseworker, Messages = record.Messages + 1 },
        CaseEvent.AssignmentRecorded e => record with { Chosen = e.Nth },
        CaseEvent.ConsentGiven e => record with { Consents = record.Consents.SetItem(e.Purpose, new Consent(true, e.TakenBy, e.At)) },
        CaseEvent.ConsentRevoked e => record with { Consents = record.Consents.SetItem(e.Purpose, new Consent(false, e.TakenBy, e.At)) },
        CaseEvent.Ended e => record with { EndedBecause = e.Why, Round = e.Round },
        _ => record,
    };

    private static Decision.Commit Chosen(Decision.Commit entrusted, int nth, params ReadOnlySpan<CaseEvent> before) => entrusted with { Events = [.. before, .. entrusted.Events, new CaseEvent.AssignmentRecorded(nth)] };

    private static Decision.Commit Begin(CaseRecord record, CaseCommand.Start begin, DateTimeOffset now)
    {
        var begun = new CaseEvent.Started(begin.Reference, begin.Region, now, begin.Round);
        if (begin.Caseworker is not { } caseworker) return new Decision.Commit(begun);
        var entrusted = Entrust(Evolve(record, begun), caseworker);
        return entrusted with { Events = [begun, .. entrusted.Events] };
    }

    private static Decision.Commit Entrust(CaseRecord record, PersonId caseworker)
    {
        var id = FormattableString.Invariant($"notice-{record.Messages + 1}");
        var told = new OutboundMessage(
            id, MessagePurpose.Notice, caseworker, CasePhrases.Yours.With(("reference", record.Reference)), [Person(record)], Priority.Routine, null, []);
        return new Decision.Commit([new CaseEvent.CaseworkerAssigned(caseworker, id)], null, [told]);
    }

    private static Decision? Allowed(CaseRecord record, Actor actor, Permission what) =>
        Permissions.May(actor, what, record.Subject) ? null : new Decision.Refused(new CaseRefusal.NoRight(new Reply(CasePhrases.None)));

    private static Reply Said(CaseRecord record, Phrase phrase, string purpose) => new(phrase.With(("reference", record.Reference), ("purpose", CasePhrases.Purposes[purpose])), [Person(record)]);

    internal static Choice Person(CaseRecord record) => new(CaseButtons.About(record.Reference, CaseButtons.Show), CasePhrases.ButtonPerson);
}
