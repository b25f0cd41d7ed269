using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Webhooks.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Webhooks;

public static class WebhooksModule
{
    /// <exception cref="InvalidOperationException">A setting is not good.</exception>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = WebhookSettings.Read(configuration);
        services.AddSingleton(settings).AddSingleton<Resolve>((host, stop) => Dns.GetHostAddressesAsync(host, stop)).AddSingleton<PublicNetwork>();
        // Addresses are the organisations': no log line, trace or proxy sees one.
        services.AddHttpClient(WebhookClient.Name, client => client.Timeout = WebhookClient.Patience)
            .ConfigurePrimaryHttpMessageHandler(all => new SocketsHttpHandler
            {
                ConnectCallback = all.GetRequiredService<PublicNetwork>().Connect,
                AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ActivityHeadersPropagator = null, MaxResponseHeadersLength = 16, MaxResponseDrainSize = 0,
                ConnectTimeout = WebhookClient.Patience, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .RemoveAllLoggers();
        return services.AddStream(SubscriptionRules.Book).AddSingleton<WebhookCalls>().AddSingleton<IEffectTarget>(all => all.GetRequiredService<WebhookCalls>()).AddSingleton<WebhookClient>().AddWebhooksApi();
    }
}
