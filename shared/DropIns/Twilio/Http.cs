namespace Twilio.Http;

/// <summary>What the client sends through.</summary>
public abstract class HttpClient
{
    internal abstract System.Net.Http.HttpClient Net { get; }
}

public class SystemNetHttpClient(System.Net.Http.HttpClient? httpClient = null) : HttpClient
{
    private readonly System.Net.Http.HttpClient _client = httpClient ?? new System.Net.Http.HttpClient();

    internal override System.Net.Http.HttpClient Net => _client;
}

/// <summary>A method that a webhook is called with.</summary>
public class HttpMethod
{
    public static readonly HttpMethod Get = new("GET");
    public static readonly HttpMethod Post = new("POST");
    private readonly string _value;

    public HttpMethod(string method) => _value = method;

    public override string ToString() => _value;
}
