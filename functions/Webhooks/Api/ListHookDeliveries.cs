using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>What an organisation's system was told, and what came of it, page by page, the newest first.</summary>
public sealed class ListHookDeliveries(HookDoor door)
{
    private const int Usual = 50;
    private const int Most = 200;

    [Function(nameof(ListHookDeliveries))]
    [Operation("What your system was told and will be told, the newest first: all that waits, and the last hundred that are over.", Scopes.Hooks, Permission.ReadReferral, Answer = "Deliveries", Query = ["delivery-cursor", "limit"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/webhook/deliveries")] HttpRequest request, CancellationToken stop) => door.Show(request, hook =>
    {
        var (limit, before) = (Usual, long.MaxValue);
        if (ApiHeaders.Query(request, "limit") is { } wanted && !(int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Most)) return ApiProblem.Query.Answer($"limit must be a whole number from 1 to {Most}");
        if (ApiHeaders.Query(request, "cursor") is { } cursor && NumberOf(cursor) is var number && (before = number ?? 0) == 0) return ApiProblem.Query.Answer("cursor must be the next of the page before");
        var page = hook.Notices.Where(one => NumberOf(one.Id) < before).OrderByDescending(one => NumberOf(one.Id)).Take(limit + 1).ToList();
        return Results.Json(new DeliveryList([.. page.Take(limit).Select(DeliveryShown.Of)], page.Count > limit ? page[limit - 1].Id : null), HookAnswersJson.Default.DeliveryList);
    }, stop);

    /// <summary>Which of a subscription's notices it is, from 1; null: none of ours.</summary>
    private static long? NumberOf(string id) => id.Split('_') is ["msg", { Length: 12 }, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
