using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Simulation.World;

/// <summary>Gives queue messages to functions as a host does: at least once, five times at most, then poison. It looks when something is there to see.</summary>
internal sealed class Pump
{
    private const int MostTries = 5;
    private static readonly TimeSpan Lease = QueuePump.Lease;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(30);
    private readonly World _world;
    private readonly QueueServiceClient _service;
    private readonly Dictionary<string, DateTimeOffset> _looks = [];

    public Pump(World world)
    {
        _world = world;
        _service = new QueueServiceClient(MemoryAccount.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64, Transport = new DirectTransport(world.Account), Retry = { MaxRetries = 0 } });
        world.Account.Queues.Changed = change =>
        {
            if (change.What == QueueEvent.Expired)
                world.Facts.Broke("What waits in a queue never expires.", $"A message of queue {change.Queue} came to its end.");
            Arrange(change.Queue);
        };
    }

    public void Arrange()
    {
        foreach (var (_, trigger) in House.Queues) Arrange(trigger.QueueName);
    }

    /// <summary>A look when the next message shows, and up to 5 s later: so long a host may sleep.</summary>
    private void Arrange(string queue)
    {
        if (House.Queues.FirstOrDefault(one => one.Trigger.QueueName == queue).Function is not { } function) return;
        if (_world.Account.Queues.NextVisible(queue) is not { } shows) return;
        var at = (shows > _world.Time.Now ? shows : _world.Time.Now) + _world.Moment(10, 5_000);
        if (_looks.TryGetValue(queue, out var planned) && planned <= at && planned > _world.Time.Now) return;
        _looks[queue] = at;
        _world.Time.At(at, () =>
        {
            if (!_looks.TryGetValue(queue, out var still) || still != at) return;
            _looks.Remove(queue);
            Look(function, queue);
        });
    }

    private void Look(FunctionEntry function, string name)
    {
        if (_world.IsDown("queue"))
        {
            _world.Time.In(TimeSpan.FromSeconds(5), () => Arrange(name));
            return;
        }
        if (_world.Serving() is not { } process) return; // Whoever starts looks again.
        if (_world.Strikes(Where.QueueGiven, process, () => $"a message of queue {name}") is var fault && fault == Fault.QueueLate)
        {
            var late = _world.Time.Now + TimeSpan.FromSeconds(_world.Chance.Next(60, 400));
            _looks[name] = late;
            _world.Time.At(late, () =>
            {
                _looks.Remove(name);
                Look(function, name);
            });
            return;
        }
        var queue = _service.GetQueueClient(name);
        foreach (var message in queue.ReceiveMessagesAsync(16, Lease).GetAwaiter().GetResult().Value)
        {
            _ = Give(process, function, queue, message);
            if (fault == Fault.QueueTwice && _world.Other(process) is { } other) _ = Run(other, function, message);
        }
        Arrange(name);
    }

    private async Task Give(Instance process, FunctionEntry function, QueueClient queue, QueueMessage message)
    {
        var (receipt, isOver) = (message.PopReceipt, false);
        Renew();
        var succeeded = await Run(process, function, message);
        isOver = true;
        if (!process.IsAlive || _world.IsDown("queue")) return; // It shows again when its lease is over.
        try
        {
            if (!succeeded && message.DequeueCount < MostTries)
            {
                await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: AgainAfter);
                return;
            }
            if (!succeeded)
            {
                _world.Say($"queue {queue.Name} gives a message up: poison");
                await _service.GetQueueClient($"{queue.Name}-poison").SendMessageAsync(message.Body);
            }
            if (_world.Strikes(Where.QueueDone, process, () => $"deleting a done message of queue {queue.Name}") == Fault.QueueDeleteLost) return;
            await queue.DeleteMessageAsync(message.MessageId, receipt);
        }
        catch (Azure.RequestFailedException gone) when (gone.Status is 404 or 400)
        {
            // Its lease was over; somebody else has it.
        }

        void Renew() => _world.Time.In(Lease / 2, () =>
        {
            if (isOver || !process.IsAlive) return;
            try
            {
                if (!_world.IsDown("queue")) receipt = queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: Lease).GetAwaiter().GetResult().Value.PopReceipt;
                Renew();
            }
            catch (Azure.RequestFailedException gone) when (gone.Status is 404 or 400)
            {
                // Queues were down for longer than the lease: somebody else has it.
            }
        });
    }

    private async Task<bool> Run(Instance process, FunctionEntry function, QueueMessage message)
    {
        _world.Say($"{function.Name} runs in {process}");
        try
        {
            await process.Run(function, message.Body.ToString(), process.Draining, message.DequeueCount);
            return true;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            _world.Say($"{function.Name} fails in {process} with {failed.Message}");
            return false;
        }
    }
}
