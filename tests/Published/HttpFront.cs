using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Published.Protocol;
using Yarp.ReverseProxy.Forwarder;

namespace ServerlessAssist.Published;

/// <summary>HTTP functions on a free port: checks the key, forwards to the worker's HTTP server and runs the function beside it.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private const string InvocationId = "x-ms-invocation-id";
    private readonly WebApplication _server;
    private readonly Invocations _invocations;
    private readonly FunctionKeys _keys;
    private readonly string _worker;
    private readonly IHttpForwarder _forwarder;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false, AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    });

    /// <param name="worker">The worker's capability HttpUri.</param>
    public HttpFront(IEnumerable<PublishedFunction> functions, HostJson host, FunctionKeys keys, Invocations invocations, string worker)
    {
        (_invocations, _keys, _worker) = (invocations, keys, worker);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpForwarder();
        _server = builder.Build();
        _forwarder = _server.Services.GetRequiredService<IHttpForwarder>();
        _server.Use(WrongMethodIsNotFound);
        foreach (var function in functions.Where(one => one.Route is not null))
        {
            var route = $"{(host.RoutePrefix.Length == 0 ? "" : $"/{host.RoutePrefix}")}/{function.Route}";
            RequestDelegate answer = context => Answer(function, context);
            if (function.Methods.Length > 0) _server.MapMethods(route, function.Methods, answer);
            else _server.Map(route, answer);
        }
    }

    public Uri Address => new(_server.Urls.First());

    public Task Start(CancellationToken stop) => _server.StartAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    /// <summary>Azure's host knows no 405: a route that does not take the method is none.</summary>
    private static async Task WrongMethodIsNotFound(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (!context.Response.HasStarted && context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task Answer(PublishedFunction function, HttpContext context)
    {
        if (!_keys.Allow(function.Level!.Value, context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var id = Guid.NewGuid().ToString();
        context.Request.Headers[InvocationId] = id;
        using var leaving = context.RequestAborted.Register(() => _invocations.Cancel(id));
        var running = _invocations.Http(id, function, context.Request.RouteValues, TraceOf(context.Request));
        var forwarded = await _forwarder.SendAsync(context, _worker, _client, ForwarderRequestConfig.Empty);
        await running;
        // Azure's host makes a 500 of a failed function where it still can. Here the client gets what the worker itself has answered.
        if (forwarded != ForwarderError.None && !context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status502BadGateway;
    }

    private static RpcTraceContext? TraceOf(HttpRequest request) => request.Headers.TraceParent is [{ Length: > 0 } parent]
        ? new RpcTraceContext { TraceParent = parent, TraceState = request.Headers.TraceState.ToString() }
        : null;
}
