using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Providers: which fit, who is asked, what they answer, and how many places they have.</summary>
public sealed class OfferEndpoints(ApiPipeline door, ReferralPipeline referral, ReferralHandler desk, ProviderPlaces providers)
{
    [Function(nameof(FindProviders))]
    [Operation<ProviderList>(
        "Which providers fit the person and have a place, best first, and why.",
        Scopes.Manage, Permission.ManageReferral, Query = typeof(ProvidersQuery))]
    public Task<IResult> FindProviders(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/providers")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Show(request, reference, async (caller, seen) =>
        {
            if (!Permissions.May(caller.Actor, Permission.ManageReferral, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
            if (ApiHeaders.Query(request, "service") is not { } service || !PeopleFile.Needs.Contains(service))
                return ApiProblem.Query.Answer($"service must be one of: {string.Join(", ", PeopleFile.Needs)}");
            var fitting = await providers.Fitting(seen.Referral.Facts!, service, stop);
            return Results.Json(new ProviderList([.. fitting.Select(one =>
                new ProviderShown(one.Provider, one.Label, one.Free, one.Why))]), ReferralApiJson.Default.ProviderList);
        }, stop);

    [Function(nameof(AssignReferral))]
    [Operation<AssignBody, Done>(
        "Asks providers for a service, one after the other: the one that is named first, else the one that fits best.",
        Scopes.Manage, Permission.ManageReferral)]
    public Task<IResult> AssignReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/assign")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "assign", ReferralBodiesJson.Default.AssignBody, async (call, known) =>
        {
            if (await referral.Find(call.Caller, known.ToString(), stop) is not { } seen) return null;
            var (service, first) = (call.Body.Service, call.Body.Provider);
            var fitting = await providers.Fitting(seen.Referral.Facts!, service, stop);
            if (first is not null && fitting.All(one => one.Provider != first))
                call.Form.Fault("provider", "does not fit, or has no place; GET …/providers says which do");
            return await desk.AssignCommand(call.Actor, seen.Referral, service, fitting, first, stop);
        }, stop);

    [Function(nameof(AnswerOffer))]
    [Operation<OfferAnswerBody, Done>(
        "A provider accepts or declines what it was asked for. Whether a place is free is decided after that: read the referral.",
        Scopes.Offers, Permission.AnswerOffer)]
    public Task<IResult> AnswerOffer(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/answer")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "answer", ReferralBodiesJson.Default.OfferAnswerBody, Answer, stop);

    /// <summary>What is free is said anew each time.</summary>
    [Function(nameof(DeclarePlaces))]
    [Operation<PlacesShown, PlacesShown>(
        "A provider says how many of its places are free; the answer says how many are free now, never more than it has less what is held.",
        Scopes.Places, Permission.DeclarePlaces, Problems = ["provider"])]
    public Task<IResult> DeclarePlaces(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/places")] HttpRequest request, CancellationToken stop) =>
        door.Set(request, ReferralBodiesJson.Default.PlacesShown, async call =>
            await providers.Declare(call.Actor, call.Body.Places, call.MessageId, stop) switch
            {
                null => ReferralProblems.NoProvider.Answer(),
                Outcome<Provider>.Done done => Results.Json(new PlacesShown(done.State.Free), ReferralApiJson.Default.PlacesShown),
                _ => Problem.TryAgain(request.HttpContext.Response),
            }, stop);

    private static ReferralCommand? Answer(ApiCall<OfferAnswerBody> call) => (call.Body.Answer, call.Body.Reason) switch
    {
        (OfferAnswerBody.Accept, null) => new ReferralCommand.AcceptOffer(call.Actor),
        (OfferAnswerBody.Accept, _) => call.Fault<ReferralCommand>("reason", "is said where it is declined; leave it out"),
        (_, { } why) => new ReferralCommand.DeclineOffer(call.Actor, why),
        _ => call.Fault<ReferralCommand>("reason", $"must be one of: {string.Join(", ", DeclineReasons.All)}"),
    };
}
