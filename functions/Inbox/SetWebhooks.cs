using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Bots.Telegram;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>An operator has both carriers told where to send, and sees what they report.</summary>
public sealed class SetWebhooks(SmsWebhook sms, TelegramWebhook telegram)
{
    [Function(nameof(SetWebhooks))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/webhooks")] HttpRequest request, CancellationToken stop)
    {
        IReadOnlyList<WebhookReport> all = [.. await sms.Set(stop), await telegram.Set(stop)];
        return Results.Json(all, statusCode: all.All(one => one.Set) ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway);
    }
}
