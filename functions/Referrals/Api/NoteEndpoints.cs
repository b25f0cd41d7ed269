using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>What coordinator, caseworker and providers with a place write to each other; for nobody else.</summary>
public sealed class NoteEndpoints(ReferralPipeline referral, StaffDirectory directory, NoteLimit limit)
{
    [Function(nameof(ReadNotes))]
    [Operation<NoteList>(
        "The last 20 messages that coordinator, caseworker and providers with a place have written to each other; for nobody else. A "
        + "removed one stands without its text.",
        Scopes.Conversation, Permission.WriteInReferral)]
    public Task<IResult> ReadNotes(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/notes")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Show(request, reference, (caller, seen) => Task.FromResult(
            !NoteRules.MayRead(seen.Referral, caller.Actor) ? ApiProblem.NotAllowed.Answer() : Results.Json(
                new NoteList([.. seen.Referral.Notes.Select(note => NoteShown.Of(note, caller.Actor))]),
                ReferralApiJson.Default.NoteList)), stop);

    /// <summary>Limited by caller: each message rings on phones.</summary>
    [Function(nameof(WriteNote))]
    [Operation<NoteBody, Done>(
        "Writes to the others who are concerned: coordinator, caseworker, providers with a place. The answer says its number.",
        Scopes.Conversation, Permission.WriteInReferral, Problems = ["too-many"])]
    public Task<IResult> WriteNote(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/notes")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "notes", ReferralBodiesJson.Default.NoteBody, async (call, _) =>
            new ReferralCommand.AddNote(call.Actor, LabelOf(await directory.Cached(stop), call.Caller), call.Body.Text), stop, limit.Take);

    [Function(nameof(RemoveNote))]
    [Operation<Done>(
        "Takes one message of the caller's own back. Where it stood a mark stays; on phones that have it, it stays too.",
        Scopes.Conversation, Permission.WriteInReferral)]
    public Task<IResult> RemoveNote(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/referrals/{reference}/notes/{number}")] HttpRequest request,
        string reference, string number, CancellationToken stop) =>
        // None has the number 0: what is no number is nobody's message.
        referral.Do(request, reference, $"notes/{number}", caller => new ReferralCommand.RemoveNote(
            caller.Actor, int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0), stop);

    /// <summary>A post, or what a provider is called; an organisation's own id is for no screen.</summary>
    private static Argument LabelOf(StaffRegister people, Caller caller)
    {
        var name = caller.Key is null
            ? people.Find(caller.Actor.Person)?.CallName
            : people.Configuration.Organisations.FirstOrDefault(one => one.Id == caller.Actor.Organisation)?.Provides?.Label;
        return name is not null ? name : ReferralPhrases.Colleague;
    }
}
