using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>A provider says how many of its places are free.</summary>
public sealed class DeclarePlaces(ApiDoor door, ProviderDesk providers)
{
    [Function(nameof(DeclarePlaces))]
    [Operation("A provider says how many of its places are free; the answer says how many are free now, never more than it has less what is held.", Scopes.Places, Permission.DeclarePlaces, Body = "Places", Answer = "Places")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/places")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.Places, async caller =>
        {
            var (form, _, problem) = await JsonRequest.Read(request, stop);
            if (form is null) return problem!;
            var places = form.Number("places", 0, 10_000);
            if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
            // The same again is no repeat: what is free was said anew.
            return await providers.Declare(caller.Actor, places!.Value, $"api|{caller.Name}|places|{Guid.NewGuid()}", stop) switch
            {
                null => ApiProblem.NoProvider.Answer(),
                Outcome<Provider>.Done done => Results.Json(new PlacesShown(done.State.Free), ApiJson.Default.PlacesShown),
                _ => Problem.TryAgain(request.HttpContext.Response),
            };
        }, stop);
}
