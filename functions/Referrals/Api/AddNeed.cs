using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Something else is needed, says whoever manages it, or one of those who identify together.</summary>
public sealed class AddNeed(ReferralDoor door)
{
    [Function(nameof(AddNeed))]
    [Operation("Something else is needed.", Scopes.Manage, Permission.ManageReferral, Permission.ConfirmIdentification, Body = "Need", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/needs")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "needs", Scopes.Manage, (caller, form) => form.OneOf("need", PeopleFile.Needs) is { } need ? new ReferralCommand.AddNeed(caller.Actor, need) : null, stop);
}
