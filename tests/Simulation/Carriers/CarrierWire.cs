using System.Net;
using System.Text;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Carriers;

/// <summary>What a carrier answers.</summary>
public sealed record CarrierReply(int Status, string Json, int? RetryAfter = null);

/// <summary>Between one process and the carriers: messages are refused, slow, taken without a word.</summary>
/// <param name="carrier">As the product calls its client.</param>
internal sealed class CarrierWire(World.World world, Instance instance, string carrier) : HttpMessageHandler
{
    /// <summary>Whose message the present request is: for those who look whether each arrived. No carrier is told.</summary>
    internal static readonly AsyncLocal<string?> Ticket = new();

    /// <summary>As long as the product's channels wait.</summary>
    private TimeSpan Patience => carrier == WebhookClient.Name ? WebhookClient.Patience : TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        world.Time.Here();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        world.Time.Here();
        var over = new TaskCompletionSource<HttpResponseMessage>();
        if (!instance.IsAlive) return await over.Task.ConfigureAwait(false);
        using var givenUp = cancellationToken.UnsafeRegister(_ =>
        {
            if (world.Time.IsHere) world.Time.Outside(() => over.TrySetCanceled(cancellationToken));
        }, null);
        Go(request.Method.Method, request.RequestUri!, body, carrier == WebhookClient.Name ? request.Headers.ToDictionary(one => one.Key.ToLowerInvariant(), one => string.Join(' ', one.Value)) : [], Ticket.Value, over);
        return await over.Task.ConfigureAwait(false);
    }

    private void Go(string method, Uri uri, string body, Dictionary<string, string> headers, string? ticket, TaskCompletionSource<HttpResponseMessage> over)
    {
        world.Facts.ToCarrier(uri, body);
        CarrierReply Take() => carrier switch
        {
            WebhookClient.Name => world.Hotline.Answer(headers, body),
            "sms" => world.Sms.Answer(method, uri, body, ticket),
            _ => world.Telegram.Answer(uri, body, ticket),
        };
        void Answer(CarrierReply reply)
        {
            if (reply == Hotline.Silence) world.Time.In(Patience, () => Lose(new TaskCanceledException("No answer came.", new TimeoutException())));
            else if (instance.IsAlive) world.Time.Outside(() => over.TrySetResult(Response(reply)));
        }
        void Lose(Exception how)
        {
            if (instance.IsAlive) world.Time.Outside(() => over.TrySetException(how));
        }
        switch (world.Strikes(Where.Carrier, instance, () => carrier switch { WebhookClient.Name => "a call to a hotline's system", "sms" => "a request to the SMS carrier", _ => "a request to Telegram" }))
        {
            case Fault.CarrierDown:
                world.Time.In(world.Moment(20, 200), () => Answer(new CarrierReply(503, "")));
                break;
            case Fault.CarrierTooMany:
                world.Time.In(world.Moment(20, 200), () => Answer(carrier == "telegram" ? TelegramCarrier.Error(429, "Too Many Requests: retry after 3", 3) : SmsCarrier.Error(429, 20429, 3)));
                break;
            case Fault.CarrierSlow:
                world.Time.In(world.Moment(100, 8_000), () => Take());
                world.Time.In(Patience, () => Lose(new TaskCanceledException("The carrier has not answered in time.", new TimeoutException())));
                break;
            case Fault.CarrierUnreachable:
                world.Time.In(world.Moment(1, 3_000), () => Lose(new HttpRequestException("No connection.")));
                break;
            case Fault.DiesBeforeCarrier:
                instance.Die();
                break;
            case Fault.DiesAfterCarrier:
                world.Time.In(world.Moment(10, 100), () =>
                {
                    Take();
                    instance.Die();
                });
                break;
            default:
                world.Time.In(world.Moment(10, 100), () =>
                {
                    var reply = Take();
                    world.Time.In(world.Moment(10, 100), () => Answer(reply));
                });
                break;
        }
    }

    private static HttpResponseMessage Response(CarrierReply reply)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = new StringContent(reply.Json, Encoding.UTF8, "application/json") };
        if (reply.RetryAfter is { } seconds) response.Headers.Add("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return response;
    }
}
