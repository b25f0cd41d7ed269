using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Document;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <param name="Address">Where the organisation's system is called: https, on the internet.</param>
[Schema("NewWebhook", """{ "address": "https://cases.example.org/hooks/referrals", "events": ["opened", "taken", "closed"] }""")]
public sealed record NewWebhook([Url, Text(WebhookAddress.Longest)] string Address, [OneOf(typeof(WebhookEventTypes))] IReadOnlyList<string> Events)
{
    public override string ToString() => "subscription";
}

public sealed record DeliveriesQuery(
    [RegularExpression("^msg_[0-9a-f]{12}_[0-9]+$"), Description(PageQuery.Before)] string? Cursor,
    [Range(1, PageQuery.Most), DefaultValue(PageQuery.Usual), Description(PageQuery.Many)] int? Limit);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(NewWebhook))]
[JsonSerializable(typeof(DeliveriesQuery))]
internal sealed partial class WebhookBodiesJson : JsonSerializerContext;
