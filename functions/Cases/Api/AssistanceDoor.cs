using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Cases.Api;

/// <summary>The record of an assisted person, found by her referral; for whoever accompanies her, signed in. To everybody else it looks like nothing.</summary>
public sealed class AssistanceDoor(ApiDoor door, Streams<AssistanceRecord, AssistanceEvent, AssistanceCommand> records, BlindIndex index)
{
    public Task<IResult> Show(HttpRequest request, string reference, Func<AssistanceRecord, long, IResult> show, CancellationToken stop) =>
        door.Open(request, Scopes.SignedIn, async caller =>
        {
            if (ReferralDoor.Known(reference) is not { } known) return ApiProblem.Reference.Answer();
            var (record, version) = await records.Read(IdOf(known), stop);
            return Knows(caller.Actor, record) ? show(record, version) : ApiProblem.Reference.Answer();
        }, stop);

    /// <param name="read">Null: the form has faults.</param>
    public Task<IResult> Do(HttpRequest request, string reference, string what, Func<Actor, Form, AssistanceCommand?> read, CancellationToken stop) =>
        door.Change(request, what, Scopes.SignedIn, async asked =>
        {
            var command = read(asked.Actor, asked.Form);
            if (command is null || asked.Form.Faults().Count > 0) return Problem.Fields(asked.Form.Faults());
            if (ReferralDoor.Known(reference) is not { } known) return ApiProblem.Reference.Answer();
            var outcome = await records.Handle(IdOf(known), command, asked.MessageId, asked.Actor.Person.Value, asked.Terms, stop);
            return OutcomeAnswer.Of(
                request.HttpContext.Response, outcome, record => Knows(asked.Actor, record), ApiProblem.Reference,
                _ => Results.Json(new Done(known.ToString(), what), ApiJson.Default.Done));
        }, stop);

    private StreamId IdOf(Reference reference) => new(AssistanceRules.Kind, ReferralDesk.IdOf(index, reference).Key);

    private static bool Knows(Actor actor, AssistanceRecord record) => record.Reference.Length > 0 && Permissions.May(actor, Permission.RecordConsent, record.Subject);
}
