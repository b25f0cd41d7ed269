using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Bots;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>Handles a message that could not be handled when it came, and answers it by the channel.</summary>
public sealed class HandleDeferred(Deferred deferred, Router router, IEnumerable<IChannel> channels)
{
    [Function(nameof(HandleDeferred))]
    public async Task Run([QueueTrigger(Deferred.Queue)] string body, CancellationToken stop)
    {
        var message = deferred.Read(body);
        var answered = await router.Handle(message, stop);
        if (!answered.IsSettled) throw new InvalidOperationException("Not settled yet; the queue tries again.");
        if (answered.Reply is not { } reply) return;
        if (channels.FirstOrDefault(one => one.Kind == message.From.Channel) is not { } channel) return; // Not set up any more.
        var sent = await channel.Send(message.From, reply.Words, reply.Choices, answered.Language, null, stop);
        if (sent is SendResult.Failed { Why.Consequence: Consequence.TryLater }) throw new InvalidOperationException("The carrier does not take the answer yet; the queue tries again.");
    }
}
