using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Providers;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Providers are asked for a service, one after the other.</summary>
public sealed class AssignReferral(ReferralDoor door, ReferralDesk desk, ProviderDesk providers)
{
    [Function(nameof(AssignReferral))]
    [Operation("Asks providers for a service, one after the other: the one that is named first, else the one that fits best.", Scopes.Manage, Permission.ManageReferral, Body = "Assign", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/assign")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "assign", Scopes.Manage, async (caller, form, known) =>
        {
            var (service, first) = (form.OneOf("service", PeopleFile.Needs), form.OptionalText("provider", 40));
            if (form.Faults().Count > 0 || await door.Find(caller, known.ToString(), stop) is not { } seen) return null;
            var fitting = await providers.Fitting(seen.Referral.Facts!, service!, stop);
            if (first is not null && fitting.All(one => one.Provider != first)) form.Fault("provider", "does not fit, or has no place; GET …/providers says which do");
            return await desk.Assigning(caller.Actor, seen.Referral, service!, fitting, first, stop);
        }, stop);
}
