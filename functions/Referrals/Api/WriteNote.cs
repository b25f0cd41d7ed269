using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>One of those concerned writes to the others, on their phones.</summary>
public sealed class WriteNote(ReferralDoor door, StaffDirectory directory, NoteLimit limit)
{
    [Function(nameof(WriteNote))]
    [Operation("Writes to the others who are concerned: coordinator, caseworker, providers with a place. The answer says its number.", Scopes.Conversation, Permission.WriteInReferral, Body = "Note", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/notes")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "notes", Scopes.Conversation, async (caller, form, _) =>
            form.Text("text", TalkRules.Longest) is { } text ? new ReferralCommand.Say(caller.Actor, LabelOf(await directory.Now(stop), caller), text) : null, stop, limit.Take);

    /// <summary>A post, or what a provider is called; an organisation's own id is for no screen.</summary>
    private static Argument LabelOf(People.Directory people, Caller caller) =>
        (caller.Key is null ? people.Find(caller.Actor.Person)?.CallName : people.Seed.Organisations.FirstOrDefault(one => one.Id == caller.Actor.Organisation)?.Provides?.Label) is { } name ? name : ReferralPhrases.Colleague;
}
