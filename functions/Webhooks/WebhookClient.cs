using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>Sends one notice, once. Nothing of an answer is read but its status and when to come again.</summary>
public sealed class WebhookClient(IHttpClientFactory http, TimeProvider time)
{
    public const string Name = "webhooks";

    /// <summary>How long a receiver has to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Agent = "ServerlessAssist-Webhooks/1";

    public async Task<WebhookResponse> Send(WebhookTarget to, ImmutableArray<WebhookSecret> secrets, WebhookDelivery notice, CancellationToken stop)
    {
        using var span = Traces.Step("call", System.Diagnostics.ActivityKind.Client);
        var (now, body) = (time.GetUtcNow(), WebhookPayload.Of(notice));
        using var request = new HttpRequestMessage(HttpMethod.Post, to.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd(Agent);
        request.Headers.Add("webhook-id", notice.Id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(SubscriptionEvolution.Valid(secrets, now).Select(one => one.Value), notice.Id, now, body));
        try
        {
            using var answer = await http.CreateClient(Name).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return Read((int)answer.StatusCode, answer.Headers.RetryAfter, now);
        }
        catch (HttpRequestException failed)
        {
            return new WebhookResponse(WebhookResult.NotTaken, failed.InnerException is NotPublicException ? "not-public" : failed.HttpRequestError == HttpRequestError.SecureConnectionError ? "certificate" : "unreachable");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new WebhookResponse(WebhookResult.NotTaken, "no-answer");
        }
    }

    private static WebhookResponse Read(int status, RetryConditionHeaderValue? after, DateTimeOffset now) => new(
        status switch { >= 200 and <= 299 => WebhookResult.Taken, 410 => WebhookResult.Gone, _ => WebhookResult.NotTaken },
        status.ToString(CultureInfo.InvariantCulture),
        status is 429 or 503 ? after?.Delta ?? after?.Date - now : null);
}
