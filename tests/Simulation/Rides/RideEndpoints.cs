using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>Open rides, for those who may read the referrals of the region, signed in.</summary>
public sealed class RideEndpoints(ApiPipeline pipeline, ViewPages pages)
{
    [Function(nameof(ListRides))]
    [Operation<RideList>(
        "Rides of a region that nobody drives yet.", Scopes.SignedIn, Permission.ReadReferral, Query = typeof(PageQuery), Problems = ["region"])]
    public Task<IResult> ListRides(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/rides/{region}")] HttpRequest request, string region, CancellationToken stop) =>
        pipeline.Open(request, async caller =>
        {
            if (!Permissions.May(caller.Actor, Permission.ReadReferral, new Resource(region, ""))) return RideProblems.Region.Answer();
            var (lines, next, problem) = await pages.Lines(request, RideRules.OpenRides, region, RideRules.Kind, stop);
            return problem ?? Results.Json(new RideList(lines, next), RideApiJson.Default.RideList);
        }, stop);
}

/// <param name="Rides">References of the persons who need a ride.</param>
/// <param name="Next">The cursor of the next page; null: this was the last.</param>
[Schema("Rides", """{ "rides": ["RA-7F3K-9"] }""")]
public sealed record RideList(IReadOnlyList<string> Rides, string? Next);

public static class RideProblems
{
    public static readonly ApiProblem Region = new(404, "region", "There is no such region, or none whose rides you may see.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RideList))]
internal sealed partial class RideApiJson : JsonSerializerContext;
