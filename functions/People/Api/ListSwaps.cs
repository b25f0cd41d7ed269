using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>The swaps of the caller's own duties, asked for and agreed.</summary>
public sealed class ListSwaps(StaffDoor door)
{
    [Function(nameof(ListSwaps))]
    [Operation("Swaps of the caller's own duties, asked for and agreed.", Scopes.SignedIn, Permission.SwapDuty, Answer = "Swaps")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/swaps")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, Scopes.SignedIn, (caller, people) => !caller.Actor.Regions.Any(region => Permissions.May(caller.Actor, Permission.SwapDuty, new Subject(region, ""))) ? ApiProblem.NotAllowed.Answer() : Results.Json(new SwapList(
            [.. people.Swaps.Where(swap => swap.From == caller.Actor.Person || swap.To == caller.Actor.Person).Select(swap => SwapShown.Of(people, swap))]), StaffApiJson.Default.SwapList), stop);
}
