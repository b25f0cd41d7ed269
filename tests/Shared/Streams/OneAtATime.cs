using Azure.Core;
using Azure.Core.Pipeline;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>An account in memory for writers side by side: it has one thread, so they take turns, request by request.</summary>
internal sealed class OneAtATime(MemoryAccount account) : HttpPipelineTransport
{
    private readonly DirectTransport _direct = new(account);

    public override Request CreateRequest() => _direct.CreateRequest();

    public override void Process(HttpMessage message)
    {
        lock (account) _direct.Process(message);
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return ValueTask.CompletedTask;
    }
}
