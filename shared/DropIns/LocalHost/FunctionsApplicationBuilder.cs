#pragma warning disable IDE0130 // The vendor's namespaces.
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Shared.DropIns.LocalHost;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplication
{
    private FunctionsApplication() { }

    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}

public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;

    internal FunctionsApplicationBuilder(string[] args)
    {
        _web = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (LocalHosting.Present is { } asked) _web.Configuration.AddInMemoryCollection(asked.Settings);
    }

    public ConfigurationManager Configuration => _web.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IServiceCollection Services => _web.Services;

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    IFunctionsWorkerApplicationBuilder IFunctionsWorkerApplicationBuilder.Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        Services.AddSingleton(new Layer(middleware));
        return this;
    }

    public IHost Build()
    {
        LocalHosting.Present?.Configure?.Invoke(_web.Services);
        var application = _web.Build();
        application.MapFunctions();
        // Asked for here: an application that fails to start has disposed of its services before anybody could look.
        if (LocalHosting.Present is { } asked) application.Lifetime.ApplicationStarted.Register(() => asked.Started.TrySetResult(application));
        return application;
    }

    internal WebApplicationBuilder Web => _web;
}

public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.Web.AddLocalHost();
        return builder;
    }
}
