using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>What coordinator, caseworker and providers have written to each other; for nobody else.</summary>
public sealed class ReadNotes(ReferralDoor door)
{
    [Function(nameof(ReadNotes))]
    [Operation("The last 20 messages that coordinator, caseworker and providers with a place have written to each other; for nobody else. A removed one stands without its text.", Scopes.Conversation, Permission.WriteInReferral, Answer = "Notes")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/notes")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Show(request, reference, Scopes.Conversation, (caller, seen) => Task.FromResult(TalkRules.MayRead(seen.Referral, caller.Actor)
            ? Results.Json(new NoteList([.. seen.Referral.Notes.Select(note => new NoteShown(note.Number, (note.Label as Argument.Literal)?.Text, note.Text, note.At, note.By == caller.Actor.Person))]), ApiJson.Default.NoteList)
            : ApiProblem.NotAllowed.Answer()), stop);
}
