using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Twilio.Exceptions;

namespace Twilio.Clients;

public interface ITwilioRestClient
{
    string AccountSid { get; }
}

/// <summary>The REST API of 2010-04-01: form bodies in, JSON out, Basic authentication. https://www.twilio.com/docs/usage/api</summary>
public class TwilioRestClient : ITwilioRestClient
{
    private const string Base = "https://api.twilio.com";
    private readonly System.Net.Http.HttpClient _http;
    private readonly AuthenticationHeaderValue _authentication;

    public TwilioRestClient(string username, string password, string? accountSid = null, string? region = null, Http.HttpClient? httpClient = null, string? edge = null)
    {
        if (region is not null || edge is not null) throw new NotSupportedException("Regions and edges are not part of this drop-in.");
        AccountSid = accountSid ?? username;
        _http = (httpClient ?? new Http.SystemNetHttpClient()).Net;
        _authentication = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));
    }

    public string AccountSid { get; }

    /// <exception cref="ApiException">The API refused; with its own code.</exception>
    /// <exception cref="ApiConnectionException">No answer.</exception>
    internal async Task<JsonElement> Send(System.Net.Http.HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? form = null)
    {
        using var request = new HttpRequestMessage(method, Base + path) { Headers = { Authorization = _authentication } };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (form is not null) request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var response = await _http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode) return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
            throw Refused((int)response.StatusCode, text);
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
        {
            throw new ApiConnectionException($"Connection Error: {method}", lost);
        }
    }

    /// <summary>A list, page by page, to its end or to the limit.</summary>
    internal async Task<List<JsonElement>> Pages(string list, IEnumerable<KeyValuePair<string, string>> query, string name, long? limit)
    {
        var path = $"{list}?{string.Join('&', query.Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"))}";
        var all = new List<JsonElement>();
        while (path is { Length: > 0 } && all.Count < (limit ?? long.MaxValue))
        {
            var page = await Send(System.Net.Http.HttpMethod.Get, path);
            all.AddRange(page.GetProperty(name).EnumerateArray());
            path = page.TryGetProperty("next_page_uri", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        return limit is { } most && all.Count > most ? all[..(int)most] : all;
    }

    private static ApiException Refused(int status, string text)
    {
        try
        {
            var body = JsonDocument.Parse(text).RootElement;
            return new ApiException(
                body.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number ? code.GetInt32() : 0,
                status, body.TryGetProperty("message", out var message) ? message.GetString() ?? "" : "", body.TryGetProperty("more_info", out var more) ? more.GetString() ?? "" : "");
        }
        catch (JsonException)
        {
            return new ApiException(0, status, $"Api Error: {status.ToString(CultureInfo.InvariantCulture)}", "");
        }
    }
}
