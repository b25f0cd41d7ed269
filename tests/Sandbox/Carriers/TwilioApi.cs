using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Sandbox.Carriers;

public sealed partial class TwilioStandIn
{
    /// <summary>The REST API's routes, with the vendor's own bodies and error codes.</summary>
    internal void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/2010-04-01/Accounts/{sid}").AddEndpointFilter(Guard);
        api.MapPost("/Messages.json", Create);
        api.MapGet("/Messages.json", List);
        api.MapGet("/Messages/{message}.json", (string message) => _messages.TryGetValue(message, out var found) ? Results.Json(Body(found)) : NotFound($"/Messages/{message}.json"));
        api.MapPost("/Messages/{message}.json", Redact);
        api.MapGet("/IncomingPhoneNumbers.json", ListNumbers);
        api.MapPost("/IncomingPhoneNumbers/{number}.json", UpdateNumber);
    }

    private async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        Arrived?.Invoke(request.Path);
        if (Trouble.IsSlow) await Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System, context.HttpContext.RequestAborted);
        if (Trouble.IsDown) return Error(503, 20503, "Service Unavailable");
        if (Trouble.IsTooMany) return Error(429, 20429, "Too Many Requests");
        var wanted = Encoding.UTF8.GetBytes("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Sid}:{account.AuthToken}")));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), wanted)) return Error(401, 20003, "Authenticate");
        return request.RouteValues["sid"]?.ToString() == account.Sid ? await next(context) : NotFound(request.Path);
    }

    private async Task<IResult> Create(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        string? Field(string name) => form.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
        var (to, from, service, body, callback) = (Field("To"), Field("From"), Field("MessagingServiceSid"), Field("Body"), Field("StatusCallback"));
        if (to is null) return Error(400, 21604, "A 'To' phone number is required.");
        if (!PhoneNumber.TryParse(to, null, out var number) || number.ToE164() != to) return Error(400, 21211, "Invalid 'To' Phone Number: " + Masked(to));
        if (from is null && service is null) return Error(400, 21603, "A 'From' phone number is required.");
        if (from is not null && !account.Numbers.Contains(from)) return Error(400, 21606, "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination/account");
        if (service is not null && !account.Services.Contains(service)) return Error(404, 21705, "The Messaging Service Sid is invalid");
        if (body is null) return Error(400, 21602, "Message body is required.");
        if (body.Length > 1600) return Error(400, 21617, "The concatenated message body exceeds the 1600 character limit");
        if (callback is not null && !(Uri.TryCreate(callback, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")) return Error(400, 21609, "The 'StatusCallback' URL is not a valid URL");
        if (_optedOut.ContainsKey(to)) return Error(400, 21610, "Attempt to send to unsubscribed recipient");
        var message = Deliver(from ?? account.Numbers[0], to, body, "outbound-api", callback, service);
        return Results.Json(Body(message), statusCode: 201);
    }

    /// <summary>An empty body takes the words out of a message that is not on its way any more; the record stays.</summary>
    private async Task<IResult> Redact(HttpRequest request, string message)
    {
        if (!_messages.TryGetValue(message, out var found)) return NotFound($"/Messages/{message}.json");
        var form = await request.ReadFormAsync();
        if (!form.TryGetValue("Body", out var body) || body.ToString().Length > 0) return Error(400, 20001, "Body must be empty");
        if (found.Status is "queued" or "sending" or "sent") return Error(400, 20009, "Cannot redact a message that is not in a final state");
        return Results.Json(Body(_messages[message] = found with { Body = "" }));
    }

    private IResult List(HttpRequest request)
    {
        var query = request.Query;
        DateTimeOffset? At(string name) => DateTimeOffset.TryParse(query[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
        var (after, before) = (At("DateSent>"), At("DateSent<"));
        var size = int.TryParse(query["PageSize"], CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, 1000) : 50;
        var page = int.TryParse(query["Page"], CultureInfo.InvariantCulture, out var number) ? number : 0;
        var all = _messages.Values.Where(one =>
            (query["To"].ToString() is not { Length: > 0 } to || one.To == to) && (query["From"].ToString() is not { Length: > 0 } from || one.From == from)
            && (after is null || one.At >= after) && (before is null || one.At <= before)).OrderByDescending(one => one.Order).ToList();
        var here = all.Skip(page * size).Take(size).ToList();
        var others = string.Concat(query.Where(one => one.Key is not ("Page" or "PageSize")).Select(one => $"&{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value.ToString())}"));
        string PageUri(int at) => string.Create(CultureInfo.InvariantCulture, $"/2010-04-01/Accounts/{account.Sid}/Messages.json?PageSize={size}&Page={at}{others}");
        return Results.Json(new Dictionary<string, object?>
        {
            ["messages"] = here.Select(Body).ToList(), ["page"] = page, ["page_size"] = size, ["start"] = page * size, ["end"] = page * size + Math.Max(here.Count - 1, 0),
            ["uri"] = PageUri(page), ["first_page_uri"] = PageUri(0), ["previous_page_uri"] = page > 0 ? PageUri(page - 1) : null,
            ["next_page_uri"] = (page + 1) * size < all.Count ? PageUri(page + 1) : null,
        });
    }

    private IResult ListNumbers(HttpRequest request) => Results.Json(new Dictionary<string, object?>
    {
        ["incoming_phone_numbers"] = account.Numbers.Where(number => request.Query["PhoneNumber"].ToString() is not { Length: > 0 } wanted || wanted == number).Select(NumberBody).ToList(),
        ["page"] = 0, ["page_size"] = 50, ["next_page_uri"] = null,
    });

    private async Task<IResult> UpdateNumber(HttpRequest request, string number)
    {
        if (account.Numbers.FirstOrDefault(one => NumberSid(one) == number) is not { } found) return NotFound($"/IncomingPhoneNumbers/{number}.json");
        var form = await request.ReadFormAsync();
        if (form.TryGetValue("SmsUrl", out var url)) _webhooks[found] = url.ToString();
        return Results.Json(NumberBody(found));
    }

    private Dictionary<string, object?> NumberBody(string number) => new()
    {
        ["sid"] = NumberSid(number), ["account_sid"] = account.Sid, ["phone_number"] = number, ["friendly_name"] = number, ["sms_url"] = _webhooks.GetValueOrDefault(number, ""), ["sms_method"] = "POST",
        ["capabilities"] = new Dictionary<string, bool> { ["sms"] = true, ["voice"] = false, ["mms"] = false }, ["uri"] = $"/2010-04-01/Accounts/{account.Sid}/IncomingPhoneNumbers/{NumberSid(number)}.json",
    };

    internal static Dictionary<string, object?> Body(TwilioMessage one)
    {
        var uri = $"/2010-04-01/Accounts/{one.AccountSid}/Messages/{one.Sid}";
        var at = one.At.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        return new()
        {
            ["account_sid"] = one.AccountSid, ["api_version"] = "2010-04-01", ["body"] = one.Body, ["date_created"] = at, ["date_sent"] = at, ["date_updated"] = at, ["direction"] = one.Direction,
            ["error_code"] = one.ErrorCode, ["error_message"] = null, ["from"] = one.From, ["messaging_service_sid"] = one.Service, ["num_media"] = "0",
            ["num_segments"] = SmsSegments.Count(one.Body).Segments.ToString(CultureInfo.InvariantCulture), ["price"] = null, ["price_unit"] = "USD", ["sid"] = one.Sid, ["status"] = one.Status,
            ["subresource_uris"] = new Dictionary<string, string> { ["media"] = $"{uri}/Media.json" }, ["to"] = one.To, ["uri"] = $"{uri}.json",
        };
    }

    private IResult NotFound(string path) => Error(404, 20404, $"The requested resource {path.Replace(account.Sid, "AC…", StringComparison.Ordinal)} was not found");

    private static IResult Error(int status, int code, string message) => Results.Json(
        new Dictionary<string, object> { ["code"] = code, ["message"] = message, ["more_info"] = string.Create(CultureInfo.InvariantCulture, $"https://www.twilio.com/docs/errors/{code}"), ["status"] = status }, statusCode: status);

    private static string NumberSid(string number) => "PN" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(number)))[..32];

    private static string Masked(string number) => number.Length > 4 ? $"…{number[^2..]}" : "…";
}
