using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using ServerlessAssist.Published.Protocol;

namespace ServerlessAssist.Published;

/// <summary>Runs functions in the worker: one message of the protocol for each kind of trigger.</summary>
internal sealed class Invocations(WorkerStream worker)
{
    /// <summary>All that have ended, in order.</summary>
    public ConcurrentQueue<Invoked> Ended { get; } = new();

    /// <summary>An HTTP function: the request itself is forwarded at the same time, with this id.</summary>
    /// <param name="route">Values of the route. The worker binds parameters from them, not from the request.</param>
    /// <param name="trace">As the client sent it; null: none, the host begins one.</param>
    public Task<InvocationResponse> Http(
        string id, PublishedFunction function, IEnumerable<KeyValuePair<string, object?>> route, RpcTraceContext? trace)
    {
        var request = Request(id, function, new TypedData { Http = new RpcHttp() });
        foreach (var (name, value) in route)
            request.TriggerMetadata[name] = new TypedData { String = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" };
        if (trace is not null) request.TraceContext = trace;
        return Run(function, request);
    }

    public Task<InvocationResponse> Queue(string id, PublishedFunction function, QueueMessage message)
    {
        var request = Request(id, function, new TypedData { String = message.Body.ToString() });
        foreach (var (name, value) in new (string, object?)[]
        {
            (nameof(message.DequeueCount), message.DequeueCount), ("ExpirationTime", message.ExpiresOn), ("Id", message.MessageId),
            ("InsertionTime", message.InsertedOn), ("NextVisibleTime", message.NextVisibleOn),
            (nameof(message.PopReceipt), message.PopReceipt),
        })
            request.TriggerMetadata[name] = new TypedData { Json = JsonSerializer.Serialize(value) };
        return Run(function, request);
    }

    public Task<InvocationResponse> Timer(string id, PublishedFunction function, TimerFiring firing) =>
        Run(function, Request(id, function, new TypedData { Json = JsonSerializer.Serialize(firing) }));

    /// <summary>Cancels the token of the function that runs under this id. The invocation is answered all the same.</summary>
    public void Cancel(string id) => worker.Tell(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = id } });

    /// <summary>The worker fails with a NullReferenceException where the trace context is missing.</summary>
    private static InvocationRequest Request(string id, PublishedFunction function, TypedData trigger) => new()
    {
        InvocationId = id,
        FunctionId = function.Id,
        InputData = { new ParameterBinding { Name = function.Trigger, Data = trigger } },
        TraceContext = new RpcTraceContext
        {
            TraceParent = $"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01",
            TraceState = "",
        },
    };

    private async Task<InvocationResponse> Run(PublishedFunction function, InvocationRequest request)
    {
        var message = await worker.Ask(request.InvocationId, new StreamingMessage { InvocationRequest = request });
        Ended.Enqueue(new Invoked(function, message.InvocationResponse));
        return message.InvocationResponse;
    }
}

/// <summary>An invocation that has ended.</summary>
public sealed record Invoked(PublishedFunction Function, InvocationResponse Response)
{
    public bool Succeeded => Response.Result.Status == StatusResult.Types.Status.Success;
}

/// <summary>What a timer function is given.</summary>
internal sealed record TimerFiring(TimerFiring.Status ScheduleStatus, bool IsPastDue)
{
    public object Schedule { get; } = new { AdjustForDST = true };

    internal sealed record Status(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated);
}
