using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>The caller's referrals, page by page: what its organisation has referred or is asked for; for a coordinator, what is not closed in one region.</summary>
public sealed class ListReferrals(ApiDoor door, ReferralPages pages)
{
    public static readonly string[] Statuses = ["identified", "alerted", "escalated", "nobody-reached", "taken", "accepted", "assigned", "in-assistance", "reintegration", "closed"];

    [Function(nameof(ListReferrals))]
    [Operation(
        "The caller's referrals, in no order that means something: what its organisation has referred, or is asked for; for a coordinator, what is not closed in one region. A page with a status asked for may hold fewer than limit, or none, while next says that there is more.",
        Scopes.Read, Permission.ReadReferral, Permission.AnswerOffer, Answer = "ReferralList", Query = ["cursor", "limit", "status", "region"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.Read, async caller =>
        {
            var status = ApiHeaders.Query(request, "status");
            if (status is not null && !Statuses.Contains(status)) return ApiProblem.Query.Answer($"status must be one of: {string.Join(", ", Statuses)}");
            if (Roles.Coordinates(caller.Actor.Role))
                return RegionOf(request, caller.Actor, Permission.ReadReferral) is { } region
                    ? await Page(ReferralEvolution.BoardView, region) : ApiProblem.Query.Answer("region must be one of yours; GET v1/me says which they are");
            return MayReadOfOrganisation(caller.Actor) ? await Page(ReferralEvolution.OrganisationsView, ViewRow.OfOrganisation(caller.Actor.Organisation)) : ApiProblem.NotAllowed.Answer();

            Task<IResult> Page(string view, string partition) => pages.Referrals(request, view, partition, line => status is null || line.Status == status, stop);
        }, stop);

    private static bool MayReadOfOrganisation(Actor actor)
    {
        var own = new Subject("", actor.Organisation) { Providers = [actor.Organisation] };
        return Permissions.May(actor, Permission.ReadReferral, own) || Permissions.May(actor, Permission.AnswerOffer, own);
    }

    /// <summary>The region that is asked for, or the only one of the caller's; null: none that the right is for.</summary>
    internal static string? RegionOf(HttpRequest request, Actor actor, Permission what)
    {
        var region = ApiHeaders.Query(request, "region") ?? (actor.Regions is [var only] ? only : null);
        return region is not null && Permissions.May(actor, what, new Subject(region, "")) ? region : null;
    }
}
