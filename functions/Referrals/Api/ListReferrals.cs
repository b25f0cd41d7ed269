using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>The caller's referrals, page by page: what its organisation has referred or is asked for; for a coordinator, what is not closed in one region.</summary>
public sealed class ListReferrals(ApiDoor door, Views views)
{
    private const int Usual = 50;
    private const int Most = 200;
    private const string Stream = "referral~";

    public static readonly string[] Statuses = ["identified", "alerted", "escalated", "nobody-reached", "taken", "accepted", "assigned", "in-assistance", "reintegration", "closed"];

    [Function(nameof(ListReferrals))]
    [Operation(
        "The caller's referrals, in no order that means something: what its organisation has referred, or is asked for; for a coordinator, what is not closed in one region. A page with a status asked for may hold fewer than limit, or none, while next says that there is more.",
        Scopes.Read, Answer = "ReferralList", Query = ["cursor", "limit", "status", "region"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/referrals")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.Read, async caller =>
        {
            var (cursor, status, limit) = (ApiHeaders.Query(request, "cursor"), ApiHeaders.Query(request, "status"), Usual);
            if (cursor is not null && !(cursor.Length == 64 && cursor.All(char.IsAsciiHexDigitLower))) return ApiProblem.Query.Answer("cursor must be the next of the page before");
            if (status is not null && !Statuses.Contains(status)) return ApiProblem.Query.Answer($"status must be one of: {string.Join(", ", Statuses)}");
            if (ApiHeaders.Query(request, "limit") is { } wanted && !(int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Most)) return ApiProblem.Query.Answer($"limit must be a whole number from 1 to {Most}");
            if (Where(request, caller.Actor) is not { } list) return ApiProblem.Query.Answer("region must be one of yours; GET v1/me says which they are");
            var (lines, next) = await views.Page(list.View, list.Partition, cursor is null ? null : $"{Stream}{cursor}", limit, stop);
            var shown = lines.Select(line => JsonSerializer.Deserialize(line, BoardJson.Default.BoardLine)!).Where(line => status is null || line.Status == status);
            return Results.Json(new ReferralList([.. shown.Select(line => new ReferralLine(line.Reference, line.Status, line.Urgency.ToString().ToLowerInvariant(), line.Since, line.Next))], next?[Stream.Length..]), ApiJson.Default.ReferralList);
        }, stop);

    /// <returns>Null: which region, has to be said.</returns>
    private static (string View, string Partition)? Where(HttpRequest request, Actor actor)
    {
        if (!Roles.Coordinates(actor.Role)) return (ReferralEvolution.OrganisationsView, ViewRow.OfOrganisation(actor.Organisation));
        var region = ApiHeaders.Query(request, "region") ?? (actor.Regions is [var only] ? only : null);
        return region is not null && Permissions.May(actor, Permission.ReadReferral, new Subject(region, "")) ? (ReferralEvolution.BoardView, region) : null;
    }
}
