using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Sandbox.Storage;

/// <summary>What happens to a storage request on the way.</summary>
public enum WireFault
{
    None,

    /// <summary>It never arrives.</summary>
    Lost,

    /// <summary>It arrives and is done; its answer does not come back.</summary>
    AnswerLost,

    /// <summary>Storage says 503.</summary>
    Busy,
}

/// <param name="Service">table, queue or blob.</param>
/// <param name="Target">The table, queue or container, without keys.</param>
public sealed record WireRequest(string Service, string Method, string Target, string Path)
{
    /// <summary>What stands behind the question mark, as it is sent.</summary>
    public string Query { get; init; } = "";

    /// <summary>Polling of idle queues, timers' leases, the minute's look at the agenda and its heartbeat: what the system does with nobody there.</summary>
    public bool IsHeartbeat => Target.StartsWith("azure-", StringComparison.Ordinal) || Path.Contains("sweep~heartbeat", StringComparison.Ordinal) ||
        (Method == "GET" && (Target is Agenda.Table or Announcements.Urgent or Announcements.Routine or InboundQueue.Queue or WebhookCalls.Queue || Target.EndsWith("-poison", StringComparison.Ordinal)));
}

/// <summary>Where every storage request of this process goes through: counted, and broken on purpose.</summary>
/// <param name="inner">What carries it on, and stays its owner's; not given: HTTP.</param>
public sealed class Wire(HttpPipelineTransport? inner = null) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport? _net = inner is null ? new(new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxConnectionsPerServer = 200 })) : null;
    private long _count;

    /// <summary>Storage transactions since the start: one HTTP request each, batches too.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Told of each request that is sent.</summary>
    public Action<WireRequest>? Seen { get; set; }

    /// <summary>Asked for each request; not set: nothing breaks.</summary>
    public Func<WireRequest, WireFault>? Fault { get; set; }

    /// <summary>Told of each request once its answer is here.</summary>
    public Action<WireRequest>? Answered { get; set; }

    /// <summary>Given what is sent, byte by byte.</summary>
    public Action<WireRequest, byte[]>? Sent { get; set; }

    /// <summary>Asked for each request before it leaves: it waits for what comes back.</summary>
    public Func<WireRequest, Task>? Hold { get; set; }

    /// <summary>Waits until a request like this has been answered.</summary>
    public async Task Until(Func<WireRequest, bool> like)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answered = request =>
        {
            if (like(request)) seen.TrySetResult();
        };
        await seen.Task;
    }

    private HttpPipelineTransport Inner => inner ?? _net!;

    public override Request CreateRequest() => Inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("This house awaits.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var request = Describe(message.Request);
        var fault = Fault?.Invoke(request) ?? WireFault.None;
        if (fault == WireFault.Lost) throw new RequestFailedException("The request was lost.", new IOException("lost"));
        Interlocked.Increment(ref _count);
        Seen?.Invoke(request);
        if (fault == WireFault.Busy)
        {
            message.Response = new Unavailable(message.Request.ClientRequestId);
            return;
        }
        if (Sent is not null && message.Request.Content is { } content)
        {
            using var bytes = new MemoryStream();
            await content.WriteToAsync(bytes, message.CancellationToken);
            Sent(request, bytes.ToArray());
        }
        if (Hold?.Invoke(request) is { } hold) await hold;
        await Inner.ProcessAsync(message);
        Answered?.Invoke(request);
        if (fault == WireFault.AnswerLost) throw new RequestFailedException("The answer was lost.", new IOException("lost"));
    }

    public void Dispose() => _net?.Dispose();

    private static WireRequest Describe(Request request)
    {
        // Emulated: /account/target…; in Azure and in memory the account is in the host's name, and so is the service.
        var uri = request.Uri.ToUri();
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var path = string.Join('/', uri.IsLoopback ? parts.Skip(1) : parts);
        var service = uri.Host.Split('.') is [_, var named and ("table" or "queue" or "blob"), ..] ? named : Guess(request, uri.Query, path);
        return new WireRequest(service, request.Method.Method, path.Split('/', '(')[0], path) { Query = uri.Query };
    }

    /// <summary>The emulator's services differ by their ports, and those are any: told by what is asked.</summary>
    private static string Guess(Request request, string query, string path)
    {
        if (request.Headers.TryGetValue("DataServiceVersion", out _) || path.EndsWith("$batch", StringComparison.Ordinal)) return "table";
        if (path.Contains("/messages", StringComparison.Ordinal) && !(query.Contains("comp=", StringComparison.Ordinal) && path.StartsWith("azure-", StringComparison.Ordinal))) return "queue";
        if (path.StartsWith("azure-", StringComparison.Ordinal)) return "blob";
        return path.Contains('(') || query.Contains("$f", StringComparison.Ordinal) ? "table" : "queue";
    }

    private sealed class Unavailable(string id) : Response
    {
        public override int Status => 503;

        public override string ReasonPhrase => "Server Busy";

        public override Stream? ContentStream { get; set; } = new MemoryStream();

        public override string ClientRequestId { get; set; } = id;

        public override void Dispose() { }

        protected override bool TryGetHeader(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = null;
            return false;
        }

        protected override bool TryGetHeaderValues(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = null;
            return false;
        }

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];
    }
}
