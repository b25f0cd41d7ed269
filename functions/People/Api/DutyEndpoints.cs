using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.People.Duty;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>Who has duty, and how duties are swapped. Posts are shown, never persons.</summary>
public sealed class DutyEndpoints(StaffPipeline door, EnrolmentCodes codes, TimeProvider time)
{
    [Function(nameof(ReadRota))]
    [Operation<RotaShown>(
        "Who has duty from today on, day by day in the region's own time; posts, never who.",
        Scopes.Rota, Permission.ReadRota, Query = typeof(RotaQuery))]
    public Task<IResult> ReadRota(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/rota")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, (caller, people) =>
        {
            if (ViewPages.Number(request, "days", RotaQuery.Usual, RotaQuery.Most, out var problem) is not { } days) return problem!;
            var wanted = ApiHeaders.Query(request, "region");
            var regions = people.Configuration.Regions.Where(region => MayRead(caller, region) && (wanted is null || region.Id == wanted)).ToList();
            if (regions.Count > 0)
                return Results.Json(new RotaShown([.. regions.Select(region => Of(people, region, days))]), StaffApiJson.Default.RotaShown);
            return wanted is null ? ApiProblem.NotAllowed.Answer()
                : ApiProblem.Query.Answer("region must be one of yours; GET v1/me says which they are");
        }, stop);

    [Function(nameof(TakeDuty))]
    [Operation<DutyBody, SwapShown>(
        "The caller takes the duty of a day: whoever has it is asked on her phone (status asked); where nobody has it, it is the "
        + "caller's at once (agreed).",
        Scopes.SignedIn, Permission.SwapDuty, Problems = ["if-match", "not-now", "day", "own-duty", "call-holder", "too-many-open", "too-many-people"])]
    public Task<IResult> TakeDuty(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/swaps")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "swaps", StaffBodiesJson.Default.DutyBody, Take, Taken, stop);

    [Function(nameof(ListSwaps))]
    [Operation<SwapList>("Swaps of the caller's own duties, asked for and agreed.", Scopes.SignedIn, Permission.SwapDuty)]
    public Task<IResult> ListSwaps(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/swaps")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, (caller, people) => !MaySwap(caller.Actor) ? ApiProblem.NotAllowed.Answer() : Results.Json(new SwapList(
            [.. people.Swaps.Where(swap => swap.From == caller.Actor.Person || swap.To == caller.Actor.Person)
            .Select(swap => SwapShown.Of(people, swap))]),
            StaffApiJson.Default.SwapList), stop);

    [Function(nameof(AnswerSwap))]
    [Operation<SwapAnswerBody, SwapShown>(
        "Whoever has the duty gives it to the colleague who asked, or keeps it.",
        Scopes.SignedIn, Permission.SwapDuty, Problems = ["if-match", "not-now", "not-open", "too-many-people"])]
    public Task<IResult> AnswerSwap(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/swaps/{id}/answer")] HttpRequest request,
        string id, CancellationToken stop) =>
        door.Do(
            request, $"swaps/{id}/answer", StaffBodiesJson.Default.SwapAnswerBody,
            (call, _) => Answer(call, id), (_, done) => Shown(done, id), stop);

    private static bool MayRead(Caller caller, Region region) =>
        Permissions.May(caller.Actor, Permission.ReadRota, new Resource(region.Id, ""));

    private static bool MaySwap(Actor actor) =>
        actor.Regions.Any(region => Permissions.May(actor, Permission.SwapDuty, new Resource(region, "")));

    private RotaOfRegion Of(StaffRegister people, Region region, int days)
    {
        var today = LocalTime.DayOf(time.GetUtcNow(), Rota.ZoneOf(region));
        return new RotaOfRegion(region.Id, region.TimeZone, [.. Enumerable.Range(0, days).Select(today.AddDays).Select(day => new RotaDay(
            day, [.. Rota.Of(people, region, day).Select(part => new RotaPart(part.From, [.. part.Who.Select(people.NameOf)]))]))]);
    }

    private string IdOf(ApiCall<DutyBody> call) => codes.Hash(call.MessageId)[..10];

    private StaffCommand.TakeDuty? Take(ApiCall<DutyBody> call, StaffRegister people) =>
        Permissions.May(call.Actor, Permission.SwapDuty, new Resource(call.Body.Region, ""))
            ? new(call.Actor.Person, call.Body.Region, call.Body.Day, IdOf(call)) : null;

    private IResult Taken(ApiCall<DutyBody> call, Outcome<StaffRegister>.Done done) => Shown(done, IdOf(call));

    /// <summary>A swap that is not the caller's, and one that is over, look the same: the rules say so.</summary>
    private static StaffCommand? Answer(ApiCall<SwapAnswerBody> call, string id)
    {
        if (!MaySwap(call.Actor)) return null;
        return call.Body.Answer == SwapAnswerBody.Agree
            ? new StaffCommand.AgreeToSwap(call.Actor.Person, id) : new StaffCommand.KeepDuty(call.Actor.Person, id);
    }

    private static IResult Shown(Outcome<StaffRegister>.Done done, string id) =>
        Results.Json(SwapShown.Of(done.State, id), StaffApiJson.Default.SwapShown);
}
