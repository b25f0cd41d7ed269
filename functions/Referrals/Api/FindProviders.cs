using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Providers;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Which providers fit a referred person and have a place, best first.</summary>
public sealed class FindProviders(ReferralDoor door, ProviderDesk providers)
{
    [Function(nameof(FindProviders))]
    [Operation("Which providers fit the person and have a place, best first, and why.", Scopes.Manage, Permission.ManageReferral, Answer = "Providers", Query = ["service"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/providers")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Show(request, reference, Scopes.Manage, async (caller, seen) =>
        {
            if (!Permissions.May(caller.Actor, Permission.ManageReferral, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
            if (ApiHeaders.Query(request, "service") is not { } service || !PeopleFile.Needs.Contains(service)) return ApiProblem.Query.Answer($"service must be one of: {string.Join(", ", PeopleFile.Needs)}");
            var fitting = await providers.Fitting(seen.Referral.Facts!, service, stop);
            return Results.Json(new ProviderList([.. fitting.Select(one => new ProviderShown(one.Provider, one.Label, one.Free, one.Why))]), ApiJson.Default.ProviderList);
        }, stop);
}
