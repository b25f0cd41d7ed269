using System.Net;
using System.Net.Http.Headers;

namespace Twilio.Http;

/// <summary>What the client sends through.</summary>
public abstract class HttpClient
{
    private protected HttpClient() { }

    /// <summary>The answer to the last request, whatever its status; null: there was none.</summary>
    public Response? LastResponse { get; protected set; }

    internal abstract Task<Response> Send(HttpRequestMessage request);
}

public class SystemNetHttpClient(System.Net.Http.HttpClient? httpClient = null) : HttpClient
{
    private readonly System.Net.Http.HttpClient _client = httpClient ?? new System.Net.Http.HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

    internal override async Task<Response> Send(HttpRequestMessage request)
    {
        LastResponse = null;
        using var answer = await _client.SendAsync(request);
        return LastResponse = new Response(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers);
    }
}

public class Response(HttpStatusCode statusCode, string content, HttpResponseHeaders? headers = null)
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public string Content { get; } = content;

    public HttpResponseHeaders? Headers { get; } = headers;
}

/// <summary>A method that a webhook is called with.</summary>
public class HttpMethod(string method)
{
    public static readonly HttpMethod Get = new("GET");
    public static readonly HttpMethod Post = new("POST");
    private readonly string _value = method.ToUpperInvariant();

    public static implicit operator HttpMethod(string value) => new(value);

    public override bool Equals(object? obj) => obj is HttpMethod other && other._value == _value;

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _value;
}
