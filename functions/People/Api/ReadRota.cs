using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People.Duty;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>Who has duty in the regions that the caller may see, day by day; posts, never who.</summary>
public sealed class ReadRota(StaffDoor door, TimeProvider time)
{
    private const int Usual = 7, Most = 31;

    [Function(nameof(ReadRota))]
    [Operation("Who has duty from today on, day by day in the region's own time; posts, never who.", Scopes.Rota, Permission.ReadRota, Answer = "Rota", Query = ["region", "days"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/rota")] HttpRequest request, CancellationToken stop) =>
        door.Show(request, Scopes.Rota, (caller, people) =>
        {
            var (wanted, days) = (ApiHeaders.Query(request, "region"), Usual);
            if (ApiHeaders.Query(request, "days") is { } many && !(int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days is >= 1 and <= Most)) return ApiProblem.Query.Answer($"days must be a whole number from 1 to {Most}");
            var regions = people.Seed.Regions.Where(region => Permissions.May(caller.Actor, Permission.ReadRota, new Subject(region.Id, "")) && (wanted is null || region.Id == wanted)).ToList();
            if (regions.Count > 0) return Results.Json(new RotaShown([.. regions.Select(region => Of(people, region, days))]), StaffApiJson.Default.RotaShown);
            return wanted is null ? ApiProblem.NotAllowed.Answer() : ApiProblem.Query.Answer("region must be one of yours; GET v1/me says which they are");
        }, stop);

    private RotaOfRegion Of(Directory people, Region region, int days)
    {
        var today = LocalTime.DayOf(time.GetUtcNow(), Rota.ZoneOf(region));
        return new RotaOfRegion(region.Id, region.TimeZone, [.. Enumerable.Range(0, days).Select(today.AddDays).Select(day => new RotaDay(
            day, [.. Rota.Of(people, region, day).Select(part => new RotaPart(part.From, [.. part.Who.Select(people.NameOf)]))]))]);
    }
}
