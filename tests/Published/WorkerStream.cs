using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Published.Protocol;

namespace ServerlessAssist.Published;

/// <summary>The host's end of the one stream between it and the worker: questions and their answers, invocations, log messages.</summary>
internal sealed class WorkerStream : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> _sending = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _questions = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the worker has introduced itself.</summary>
    public Task Connected => _connected.Task;

    /// <summary>All log messages of the worker, in order.</summary>
    public ConcurrentQueue<RpcLog> Logs { get; } = new();

    /// <summary>What the worker has said on its way out; for whoever looks into its end.</summary>
    public Func<string> LastWords { get; set; } = () => "";

    /// <summary>A gRPC server for one worker, on a free port.</summary>
    public static async Task<WebApplication> Listen(int maxMessageLength, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(one => one.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<WorkerStream>();
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (maxMessageLength, maxMessageLength));
        var server = builder.Build();
        server.MapGrpcService<WorkerStream>();
        await server.StartAsync(stop);
        return server;
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var how = "";
        var sending = Send(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken)) Take(message);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            how = gone.Message;
        }
        finally
        {
            _sending.Writer.TryComplete();
            await sending;
            foreach (var question in _questions.Values) question.TrySetException(Gone(how));
        }
    }

    /// <summary>Sends a message that the worker answers, and waits for the answer.</summary>
    /// <param name="id">The invocation's id, or any other that is used once.</param>
    /// <exception cref="IOException">The worker is gone.</exception>
    public async Task<StreamingMessage> Ask(string id, StreamingMessage question)
    {
        var answer = _questions[id] = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        question.RequestId = id;
        if (!Tell(question)) answer.TrySetException(Gone());
        return await answer.Task;
    }

    /// <returns>False: the worker is gone.</returns>
    public bool Tell(StreamingMessage message) => _sending.Writer.TryWrite(message);

    private IOException Gone(string how = "") => new($"The worker has closed its stream. {how}\n{LastWords()}");

    private async Task Send(IServerStreamWriter<StreamingMessage> worker, CancellationToken stop)
    {
        try
        {
            await foreach (var message in _sending.Reader.ReadAllAsync(stop)) await worker.WriteAsync(message, stop);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The worker has ended; whoever waits for an answer is told by EventStream.
        }
    }

    private void Take(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.StartStream:
                _connected.TrySetResult();
                return;
            case StreamingMessage.ContentOneofCase.RpcLog:
                Logs.Enqueue(message.RpcLog);
                return;
        }
        if (_questions.TryRemove(message.RequestId, out var question)) question.TrySetResult(message);
    }
}
