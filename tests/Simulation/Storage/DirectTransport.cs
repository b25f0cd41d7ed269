using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>Takes what an SDK client sends straight to an account in memory: no network, no waiting, no other thread.</summary>
public sealed class DirectTransport(MemoryAccount account) : HttpPipelineTransport
{
    public override Request CreateRequest() => NewRequest();

    public override void Process(HttpMessage message) => message.Response = Reply(account.Answer(Read(message.Request)), message.Request.ClientRequestId);

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return ValueTask.CompletedTask;
    }

    /// <summary>An empty request, for an SDK client to fill.</summary>
    public static Request NewRequest() => new DirectRequest();

    /// <summary>What an SDK client sends, copied: it may change or drop it afterwards.</summary>
    public static WireCall Read(Request request)
    {
        var service = request.Uri.Host?.Contains("table", StringComparison.Ordinal) == true ? "table" : request.Uri.Host?.Contains("queue", StringComparison.Ordinal) == true ? "queue" : "blob";
        var headers = new Dictionary<string, string>(12, StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers) headers[header.Name] = header.Value;
        return new WireCall(service, request.Method.Method, request.Uri.Path.TrimStart('/'), request.Uri.Query.TrimStart('?'), headers, Body(request.Content));
    }

    /// <summary>An answer as an SDK client reads it.</summary>
    public static Response Reply(WireAnswer answer, string clientRequestId) => new DirectResponse(answer, clientRequestId);

    private static byte[] Body(RequestContent? content)
    {
        if (content is null) return [];
        using var bytes = content.TryComputeLength(out var length) ? new MemoryStream((int)length) : new MemoryStream();
        content.WriteTo(bytes, CancellationToken.None);
        return bytes.TryGetBuffer(out var whole) && whole.Offset == 0 && whole.Count == whole.Array!.Length ? whole.Array : bytes.ToArray();
    }
}
