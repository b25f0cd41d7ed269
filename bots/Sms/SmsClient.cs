using Twilio.Clients;
using Twilio.Http;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The carrier's REST client over our own HTTP client.</summary>
public sealed class SmsClient(SmsSettings settings, IHttpClientFactory http)
{
    internal const string Name = "sms";

    /// <summary>Longer than the carrier takes on a bad day, shorter than anybody waits.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    internal ITwilioRestClient Rest() => new TwilioRestClient(settings.AccountSid!, settings.AuthToken!, httpClient: new SystemNetHttpClient(http.CreateClient(Name)));
}

/// <summary>Sends requests for the carrier's address to another one: the client has the carrier's built in.</summary>
internal sealed class Redirect(Uri address) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = address.Scheme, Host = address.Host, Port = address.Port }.Uri;
        return base.SendAsync(request, cancellationToken);
    }
}
