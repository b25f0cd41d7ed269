using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Cases.Api;

/// <summary>The caseworker has asked the person: she agrees, or agrees no longer.</summary>
public sealed class RecordConsent(AssistanceDoor door)
{
    internal static readonly string[] Answers = ["agreed", "revoked"];

    [Function(nameof(RecordConsent))]
    [Operation("Whoever accompanies the person has asked her: she agrees to a purpose, or agrees no longer, from this moment on.", Scopes.SignedIn, Permission.RecordConsent, Body = "Consent", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/consents")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "consents", (actor, form) => (form.OneOf("purpose", Purposes.All), form.OneOf("answer", Answers)) switch
        {
            ({ } purpose, "agreed") => new AssistanceCommand.Agree(actor, purpose),
            ({ } purpose, "revoked") => new AssistanceCommand.Revoke(actor, purpose),
            _ => null,
        }, stop);
}
