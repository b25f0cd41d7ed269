using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Lists of referrals, and where one stands.</summary>
public sealed class ReferralEndpoints(ApiPipeline door, ReferralPipeline referral, ViewPages pages,
    StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals)
{
    private const string NotYours = "region must be one of yours; GET v1/me says which they are";

    [Function(nameof(ListReferrals))]
    [Operation<ReferralList>(
        "The caller's referrals, in no order that means something: what its organisation has referred, or is asked for; for a "
        + "coordinator, what is not closed in one region. "
        + "A page with a status asked for may hold fewer than limit, or none, while next says that there is more.",
        Scopes.Read, Permission.ReadReferral, Permission.AnswerOffer, Query = typeof(ReferralsQuery))]
    public Task<IResult> ListReferrals(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, async caller =>
        {
            var status = ApiHeaders.Query(request, "status");
            if (status is not null && !ReferralsQuery.Statuses.Contains(status))
                return ApiProblem.Query.Answer($"status must be one of: {string.Join(", ", ReferralsQuery.Statuses)}");
            if (Roles.Coordinates(caller.Actor.Role))
                return RegionOf(request, caller.Actor, Permission.ReadReferral) is { } region
                    ? await Page(ReferralEvolution.BoardView, region) : ApiProblem.Query.Answer(NotYours);
            return MayReadOfOrganisation(caller.Actor)
                ? await Page(ReferralEvolution.OrganisationsView, ViewRow.OfOrganisation(caller.Actor.Organisation))
                : ApiProblem.NotAllowed.Answer();

            Task<IResult> Page(string view, string partition) =>
                List(request, view, partition, line => status is null || line.Status == status, stop);
        }, stop);

    [Function(nameof(ListMine))]
    [Operation<ReferralList>(
        "The caller's own work: what she has taken, or was asked to provide; in no order that means something.",
        Scopes.SignedIn, Query = typeof(PageQuery))]
    public Task<IResult> ListMine(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/mine")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, caller => List(request, ReferralEvolution.MineView, ViewRow.Of(caller.Actor.Person), null, stop), stop);

    [Function(nameof(ListOpen))]
    [Operation<ReferralList>(
        "What nobody has yet in one region of a coordinator, in no order that means something. A page may hold fewer than limit, or "
        + "none, while next says that there is more.",
        Scopes.Read, Permission.TakeReferral, Query = typeof(OpenReferralsQuery))]
    public Task<IResult> ListOpen(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/open")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, async caller =>
        {
            if (!Roles.Coordinates(caller.Actor.Role)) return ApiProblem.NotAllowed.Answer();
            return RegionOf(request, caller.Actor, Permission.TakeReferral) is { } region
                ? await List(request, ReferralEvolution.BoardView, region, line => line.IsWaiting, stop)
                : ApiProblem.Query.Answer(NotYours);
        }, stop);

    [Function(nameof(ReadReferral))]
    [Operation<ReferralShown>(
        "Where a referral stands, and what can be done about it. Its ETag is its version: If-None-Match answers 304 while it has not "
        + "changed.",
        Scopes.Read, Permission.ReadReferral, Permission.AnswerOffer, NotModified = true)]
    public Task<IResult> ReadReferral(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Show(request, reference, (caller, seen) =>
        {
            request.HttpContext.Response.Headers.ETag = ApiHeaders.ETag(seen.Version);
            return Task.FromResult(ApiHeaders.IsKnown(request, seen.Version)
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : Results.Json(ReferralShown.Of(seen.Referral, caller), ReferralApiJson.Default.ReferralShown));
        }, stop);

    [Function(nameof(ReadHistory))]
    [Operation<ReferralHistory>("What happened with a referral, step by step; posts, never who.", Scopes.Read, Permission.ReadReferral)]
    public Task<IResult> ReadHistory(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals/{reference}/history")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Show(request, reference, async (caller, seen) =>
        {
            if (!Permissions.May(caller.Actor, Permission.ReadReferral, seen.Referral.Subject)) return ApiProblem.NotAllowed.Answer();
            var history = ReferralHistory.Of(seen.Referral, await referrals.History(seen.Id, stop) ?? []);
            return Results.Json(history, ReferralAnswerJson.Default.ReferralHistory);
        }, stop);

    /// <summary>A page of a list. One that leaves lines out may hold fewer than asked for, while there are more.</summary>
    /// <param name="which">Null: all of them.</param>
    private async Task<IResult> List(HttpRequest request, string view, string partition, Func<BoardLine, bool>? which,
        CancellationToken stop)
    {
        var (lines, next, problem) = await pages.Lines(request, view, partition, "referral", stop);
        if (problem is not null) return problem;
        var shown = lines.Select(line => JsonSerializer.Deserialize(line, BoardJson.Default.BoardLine)!)
            .Where(line => which?.Invoke(line) != false);
        return Results.Json(new ReferralList([.. shown.Select(ReferralLine.Of)], next), ReferralApiJson.Default.ReferralList);
    }

    private static bool MayReadOfOrganisation(Actor actor)
    {
        var own = new Resource("", actor.Organisation) { Providers = [actor.Organisation] };
        return Permissions.May(actor, Permission.ReadReferral, own) || Permissions.May(actor, Permission.AnswerOffer, own);
    }

    /// <summary>The region that is asked for, or the only one of the caller's; null: none that the right is for.</summary>
    private static string? RegionOf(HttpRequest request, Actor actor, Permission what)
    {
        var region = ApiHeaders.Query(request, "region") ?? (actor.Regions is [var only] ? only : null);
        return region is not null && Permissions.May(actor, what, new Resource(region, "")) ? region : null;
    }
}
