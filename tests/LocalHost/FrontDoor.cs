using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.LocalHost;

/// <summary>HTTP functions on Kestrel, at <c>LocalHost:Url</c> (default http://127.0.0.1:7071; port 0 takes a free one).</summary>
internal sealed class FrontDoor(
    FunctionCatalogue functions,
    HostJson host,
    FunctionKeys keys,
    HostActivity activity,
    IConfiguration settings,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<FrontDoor> log) : IHostedService, IAsyncDisposable
{
    private WebApplication? _server;

    public Uri Address => new(_server?.Urls.First() ?? throw new InvalidOperationException("The front door is not open yet."));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(settings["LocalHost:Url"] is { Length: > 0 } url ? url : "http://127.0.0.1:7071");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        _server = builder.Build();
        _server.UseRouting();
        _server.Use(WrongMethodIsNotFound);
        foreach (var (function, trigger) in functions.With<HttpTriggerAttribute>()) Map(_server, function, trigger);
        await _server.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Map(WebApplication server, FunctionEntry function, HttpTriggerAttribute trigger)
    {
        var route = $"{(host.RoutePrefix.Length == 0 ? "" : $"/{host.RoutePrefix}")}/{trigger.Route ?? function.Name}";
        RequestDelegate answer = context => Answer(function, trigger.AuthLevel, context);
        if (trigger.Methods is { Length: > 0 } methods) server.MapMethods(route, methods.Select(method => method.ToUpperInvariant()), answer);
        else server.Map(route, answer);
    }

    /// <summary>Azure's host knows no 405: a route that does not take the method is none.</summary>
    private static Task WrongMethodIsNotFound(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not RouteEndpoint and { } none && none.DisplayName?.StartsWith("405", StringComparison.Ordinal) == true)
            context.SetEndpoint(null);
        return next(context);
    }

    private async Task Answer(FunctionEntry function, AuthorizationLevel level, HttpContext context)
    {
        activity.Note();
        if (!keys.Allow(level, context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        // Azure's host cancels the function when the client is gone and when the host ends.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await function.Invoke(scope.ServiceProvider, context.Request, stop.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && !context.Response.HasStarted)
        {
            log.LogFailed(function.Name, failed.Message);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}

internal static partial class FrontDoorLog
{
    /// <param name="exception">As the application lets it out: it is to hold no more than a type's name.</param>
    [LoggerMessage(LogLevel.Error, "{Function} failed: {Exception}")]
    public static partial void LogFailed(this ILogger log, string function, string exception);
}
