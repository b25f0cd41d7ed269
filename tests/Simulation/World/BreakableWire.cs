using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Simulation.World;

/// <summary>Between one process and storage: every request takes its time, and may go wrong in each of the ways that it can.</summary>
internal sealed class BreakableWire(World world, Instance instance) : HttpPipelineTransport
{
    public override Request CreateRequest() => DirectTransport.NewRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("This house awaits.");

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        world.Time.Here();
        var over = new TaskCompletionSource();
        if (!instance.IsAlive) return new ValueTask(over.Task);
        var call = DirectTransport.Read(message.Request);
        if (world.Bug is { } bug) call = bug.Changed(call);
        world.Facts.Asked(instance, call, message.Request.ClientRequestId);
        var send = new Send(world, instance, message, call, over);
        if (message.CancellationToken.CanBeCanceled)
            message.CancellationToken.UnsafeRegister(_ => send.GiveUp(), null);
        if (world.Bug is { PassesCancellation: true } && call.Path == "$batch") instance.Draining.UnsafeRegister(_ => send.GiveUp(), null);
        send.Go();
        return new ValueTask(over.Task);
    }

    private sealed class Send(World world, Instance instance, HttpMessage message, WireCall call, TaskCompletionSource over)
    {
        private bool IsBatch => call.Path == "$batch";

        public void Go()
        {
            if (world.Bug?.Instead(world, instance, call) is { } made)
            {
                world.Time.In(world.Moment(2, 15), () => Answer(made));
                return;
            }
            if (world.IsDown(call.Service))
            {
                Lose();
                return;
            }
            switch (world.Strikes(IsBatch ? Where.Batch : call.Service == "queue" ? Where.Queue : call.Method == "GET" ? Where.Read : Where.Write, instance, Describe))
            {
                case Fault.RequestLost:
                    Lose();
                    break;
                case Fault.AnswerLost:
                    Apply(world.Moment(1, 8), _ => Lose());
                    break;
                case Fault.AppliedLate:
                    world.Time.In(StorageClients.NetworkTimeout, TimeOut);
                    Apply(StorageClients.NetworkTimeout + world.Moment(0, 30_000), _ => { });
                    break;
                case Fault.Busy:
                    world.Time.In(world.Moment(2, 15), () => Answer(Refusal(503, "Server Busy", "ServerBusy")));
                    break;
                case Fault.TooMany:
                    world.Time.In(world.Moment(2, 15), () => Answer(Refusal(429, "Too Many Requests", "TooManyRequests")));
                    break;
                case Fault.BusyInsideBatch:
                    world.Time.In(world.Moment(2, 15), () => Answer(world.Bug?.Refused(call) ?? BatchRefusal.Of(world.Chance.Next(2) == 0 ? 429 : 500)));
                    break;
                case Fault.Slow:
                    Apply(world.Moment(1_500, 8_500), answer => world.Time.In(world.Moment(100, 1_400), () => Answer(answer)));
                    break;
                case Fault.StandsStill:
                    var dies = world.Chance.Next(3) > 0;
                    Apply(world.Moment(20_000, 150_000), answer =>
                    {
                        if (dies) instance.Die();
                        else Answer(answer);
                    });
                    break;
                case Fault.DiesBefore:
                    instance.Die();
                    break;
                case Fault.DiesAfter:
                    Apply(world.Moment(1, 8), _ => instance.Die());
                    break;
                case Fault.TablesDown or Fault.QueuesDown:
                    world.TakeDown(call.Service, world.Chance.Next(3) == 0 ? TimeSpan.FromSeconds(world.Chance.Next(60, 900)) : TimeSpan.FromSeconds(world.Chance.Next(2, 60)));
                    Lose();
                    break;
                case Fault.Drain:
                    Well();
                    instance.Drain();
                    break;
                default:
                    Well();
                    break;
            }
        }

        /// <summary>The caller waits no longer.</summary>
        public void GiveUp()
        {
            if (!world.Time.IsHere || over.Task.IsCompleted) return;
            if (IsBatch && instance.IsAlive) world.Facts.CommitGivenUp(instance);
            world.Time.Outside(() => over.TrySetCanceled(message.CancellationToken));
        }

        private void Well() => Apply(world.Moment(1, 8), answer => world.Time.In(world.Moment(1, 7), () => Answer(answer)));

        private void Apply(TimeSpan after, Action<WireAnswer> then) => world.Time.In(after, () =>
        {
            // What is down takes nothing, also not what was sent before.
            if (world.IsDown(call.Service)) then(Refusal(503, "Server Busy", "ServerBusy"));
            else
            {
                var answer = world.Account.Answer(call);
                world.Facts.Applied(instance, call, answer);
                world.Bug?.Applied(world, instance, call, answer);
                then(answer);
            }
        });

        private void Answer(WireAnswer answer)
        {
            if (!instance.IsAlive || over.Task.IsCompleted) return;
            world.Facts.Answered(instance, call, answer);
            message.Response = DirectTransport.Reply(answer, message.Request.ClientRequestId);
            world.Time.Outside(() => over.TrySetResult());
        }

        /// <summary>Some connections break at once, others are waited for in vain.</summary>
        private void Lose()
        {
            if (world.Chance.Next(2) == 0) world.Time.In(world.Moment(1, 2_000), () => End(new RequestFailedException("The connection broke.", new IOException("broken"))));
            else world.Time.In(StorageClients.NetworkTimeout, TimeOut);
        }

        private void TimeOut() => End(new TaskCanceledException("Storage has not answered in time."));

        private void End(Exception how)
        {
            if (world.Bug?.Lost(call) is { } made) Answer(made);
            else if (instance.IsAlive) world.Time.Outside(() => over.TrySetException(how));
        }

        private string Describe() => Words.Of(call);

        private static WireAnswer Refusal(int status, string reason, string code) => new(status, reason, new Dictionary<string, string> { ["x-ms-error-code"] = code }, []);
    }
}

/// <summary>Where something can go wrong.</summary>
public enum Where { Read, Write, Batch, Queue, Carrier, Report, Webhook, QueueGiven, QueueDone, Timer, Page }
