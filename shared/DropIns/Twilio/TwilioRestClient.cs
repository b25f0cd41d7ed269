using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Twilio.Exceptions;

namespace Twilio.Clients;

public interface ITwilioRestClient
{
    string AccountSid { get; }

    Http.HttpClient HttpClient { get; }
}

/// <summary>The REST API: form bodies in, JSON out, Basic authentication. https://www.twilio.com/docs/usage/api</summary>
public class TwilioRestClient : ITwilioRestClient
{
    private readonly AuthenticationHeaderValue _authentication;

    public TwilioRestClient(string username, string password, string? accountSid = null, string? region = null, Http.HttpClient? httpClient = null, string? edge = null)
    {
        if (region is not null || edge is not null) throw new NotSupportedException("Regions and edges are not part of this drop-in.");
        AccountSid = accountSid ?? username;
        HttpClient = httpClient ?? new Http.SystemNetHttpClient();
        _authentication = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
    }

    public string AccountSid { get; }

    public Http.HttpClient HttpClient { get; }

    internal static TwilioRestClient Of(ITwilioRestClient? client) =>
        client as TwilioRestClient ?? throw new NotSupportedException("Pass a TwilioRestClient: this drop-in has no client of its own.");

    /// <exception cref="ApiException">The API refused, with its own code; or its answer is no JSON.</exception>
    /// <exception cref="ApiConnectionException">No answer.</exception>
    internal Task<JsonElement> Post(string path, IEnumerable<KeyValuePair<string, string>> form, string domain = "api") => Send(HttpMethod.Post, domain, path, form);

    /// <summary>A list, page by page, to its end or to the limit.</summary>
    internal async Task<IReadOnlyList<JsonElement>> List(string path, IEnumerable<KeyValuePair<string, string>> query, string name, long? limit)
    {
        var all = new List<JsonElement>();
        var next = $"{path}?{string.Join('&', query.Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"))}".TrimEnd('?');
        while (next is { Length: > 0 } && all.Count < (limit ?? long.MaxValue))
        {
            var page = await Send(HttpMethod.Get, "api", next);
            if (page.ValueKind != JsonValueKind.Object || !page.TryGetProperty(name, out var rows) || rows.ValueKind != JsonValueKind.Array) throw new ApiException($"The list has no {name}.");
            all.AddRange(rows.EnumerateArray());
            next = Json.Text(page, "next_page_uri");
        }
        return limit is { } most && all.Count > most ? all[..(int)most] : all;
    }

    private async Task<JsonElement> Send(HttpMethod method, string domain, string path, IEnumerable<KeyValuePair<string, string>>? form = null)
    {
        using var request = new HttpRequestMessage(method, $"https://{domain}.twilio.com{path}") { Headers = { Authorization = _authentication } };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (form is not null) request.Content = new FormUrlEncodedContent(form);
        var answer = await Answer(request);
        if ((int)answer.StatusCode is >= 200 and < 400) return Parse(answer.Content) ?? throw new ApiException("The answer is no JSON.");
        throw Refused((int)answer.StatusCode, answer.Content);
    }

    private async Task<Http.Response> Answer(HttpRequestMessage request)
    {
        try
        {
            return await HttpClient.Send(request);
        }
        catch (Exception lost)     // Whatever keeps an answer away, a timeout too.
        {
            throw new ApiConnectionException($"Connection Error: {request.Method}", lost);
        }
    }

    private static ApiException Refused(int status, string content)
    {
        if (Parse(content) is not { ValueKind: JsonValueKind.Object } body) return new ApiException("Api Error");
        var code = body.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var known) ? known : 0;
        return new ApiException(code, status, Json.Text(body, "message") ?? "Unable to make request", Json.Text(body, "more_info"));
    }

    private static JsonElement? Parse(string content)
    {
        try
        {
            return JsonDocument.Parse(content).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
