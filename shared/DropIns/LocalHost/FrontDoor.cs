using System.Reflection;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Shared.DropIns.LocalHost;

/// <summary>HTTP functions on Kestrel, beside the queue pump and the timers.</summary>
internal static class FrontDoor
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    public static void AddLocalHost(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null or "") builder.WebHost.UseUrls("http://127.0.0.1:7071");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Request lines hold keys and tokens; they are not logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.TryAddSingleton(TimeProvider.System);
        var host = HostJson.Read(AppContext.BaseDirectory);
        foreach (var (category, level) in host.LogLevels) builder.Logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
        builder.Services.AddSingleton(host);
        builder.Services.AddSingleton(new FunctionCatalogue(LocalHosting.Present?.Application ?? Assembly.GetEntryAssembly()!));
        builder.Services.AddSingleton<FunctionKeys>();
        builder.Services.AddSingleton(all => new StorageConnection(all.GetRequiredService<IConfiguration>(), all.GetService<HttpPipelineTransport>()));
        builder.Services.AddHostedService<QueuePump>().AddHostedService<Timers>();
    }

    public static void MapFunctions(this WebApplication application)
    {
        var (host, keys) = (application.Services.GetRequiredService<HostJson>(), application.Services.GetRequiredService<FunctionKeys>());
        var prefix = host.RoutePrefix.Length == 0 ? "" : $"/{host.RoutePrefix}";
        foreach (var (function, trigger) in application.Services.GetRequiredService<FunctionCatalogue>().With<HttpTriggerAttribute>())
        {
            var route = $"{prefix}/{trigger.Route ?? function.Name}";
            RequestDelegate answer = context => Answer(application, function, trigger, keys, context);
            if (trigger.Methods is { Length: > 0 } methods) application.MapMethods(route, methods.Select(method => method.ToUpperInvariant()), answer);
            else application.Map(route, answer);
        }
        application.MapGet($"{prefix}/health/live", () => Results.Text("live"));
        application.MapGet($"{prefix}/health/ready", Ready);
    }

    private static async Task Answer(WebApplication application, FunctionEntry function, HttpTriggerAttribute trigger, FunctionKeys keys, HttpContext context)
    {
        if (!keys.Allow(trigger.AuthLevel, context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        try
        {
            if (await function.Invoke(context.RequestServices, context.Request, context.RequestAborted) is IResult result) await result.ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is listening any more.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && !context.Response.HasStarted)
        {
            // The type alone: texts of exceptions may hold what the request held.
            application.Logger.LogFailed(function.Name, failed.GetType().Name);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static async Task<IResult> Ready(StorageConnection storage, IHostApplicationLifetime life, CancellationToken stop)
    {
        if (life.ApplicationStopping.IsCancellationRequested) return Results.Text("draining", statusCode: StatusCodes.Status503ServiceUnavailable);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await storage.Queues().GetPropertiesAsync(limit.Token);
            return Results.Text("ready");
        }
        catch (Exception down) when (down is Azure.RequestFailedException or AggregateException or OperationCanceledException or IOException)
        {
            return Results.Text("storage does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

internal static partial class FrontDoorLog
{
    [LoggerMessage(LogLevel.Error, "{Function} failed with {Exception}.")]
    public static partial void LogFailed(this ILogger log, string function, string exception);
}
