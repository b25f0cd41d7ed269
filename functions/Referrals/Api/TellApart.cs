using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Looked at: not the same person.</summary>
public sealed class TellApart(ReferralDoor door)
{
    [Function(nameof(TellApart))]
    [Operation("Looked at: one that was offered is not about the same person.", Scopes.SignedIn, Permission.ManageReferral, Body = "TellApart", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/tell-apart")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "tell-apart", Scopes.SignedIn, (caller, form) =>
        {
            if (form.Text("from", 20) is not { } text) return null;
            if (ReferralDoor.Known(text) is { } other) return new ReferralCommand.TellApart(caller.Actor, other.ToString());
            form.Fault("from", "must be a reference, e.g. RA-7F3K-9");
            return null;
        }, stop);
}
