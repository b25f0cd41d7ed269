using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>Calls an organisation's system and notes what came of it. What dies between the two is sent again, under the same id.</summary>
public sealed class CallHook(WebhookCalls calls, StreamHandler<Subscription, SubscriptionEvent, SubscriptionCommand> subscriptions, WebhookClient client, StaffDirectory directory, TimeProvider time)
{
    [Function(nameof(CallHook))]
    public async Task Run([QueueTrigger(WebhookCalls.Queue)] string body, CancellationToken stop)
    {
        var call = calls.Read(body);
        using var span = Traces.Continue(nameof(CallHook), call.Trace)?.SetTag("put-back", call.PutBack);
        try
        {
            await Call(call, stop);
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            span.NotesFailure(silent);
            await calls.PutBack(call, CancellationToken.None);
        }
        catch (Exception failed) when (span.NotesFailure(failed))
        {
            throw;
        }
    }

    private async Task Call(WebhookCall call, CancellationToken stop)
    {
        var id = StreamId.Parse(call.Stream);
        var (subscription, _) = await subscriptions.Read(id, stop);
        if (subscription.To is not { } to || subscription.Find(call.Notice) is not { State: WebhookDeliveryState.Sending } notice) return; // Sent already, not due yet, or not wanted any more.
        // With the rights of this moment: an organisation that has left is told nothing more.
        var answer = Subscriptions.MayListen(await directory.Cached(stop), subscription.Organisation, time.GetUtcNow()) ? await client.Send(to, subscription.Secrets, notice, stop) : new WebhookResponse(WebhookResult.Refused, "not-allowed");
        Metrics.HookCalls.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(answer.Verdict)));
        var noted = await subscriptions.Handle(id, new SubscriptionCommand.Note(notice.Id, notice.Calls, answer), FormattableString.Invariant($"called|{notice.Id}|{notice.Calls}"), Actors.System, stop);
        if (noted is Outcome<Subscription>.Unknown) throw new NotSettledException("What came of a call could not be stored yet; the queue tries again.");
    }

    private static string NameOf(WebhookResult verdict) => verdict switch { WebhookResult.Taken => "taken", WebhookResult.Gone => "gone", WebhookResult.Refused => "refused", _ => "failed" };
}
