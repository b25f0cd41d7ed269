using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations;

/// <summary>An operator has both carriers told where to send, and sees what they report.</summary>
public sealed class SetWebhooks(SmsWebhook sms, TelegramWebhook telegram, HelpText help, OperationLog log)
{
    [Function(nameof(SetWebhooks))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "operations/webhooks")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            var (asked, problem) = OperatorRequest.Read(request);
            if (asked is null) return problem!;
            if (asked.Mode == Mode.DryRun) return Results.Json<IReadOnlyList<WebhookReport>>([.. sms.Plan(), telegram.Plan()]);
            return await log.Note(request, asked, "webhooks.set", null, async () =>
            {
                IReadOnlyList<WebhookReport> all = [.. await sms.Set(stop), await telegram.Set(help.Menu, stop)];
                var answer = Results.Json(all, statusCode: all.All(one => one.Set) ? StatusCodes.Status200OK : StatusCodes.Status502BadGateway);
                return new OperationLog.Outcome(answer, ("set", all.Count(one => one.Set)), ("refused", all.Count(one => !one.Set)));
            }, stop);
        });
}
