using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.Webhooks.Api;

public static class WebhookApiModule
{
    private static readonly ApiModule Module =
        new() { Endpoints = [typeof(WebhookEndpoints)], Json = [WebhookBodiesJson.Default, WebhookAnswersJson.Default],
            Problems = WebhookProblems.All };

    public static IServiceCollection AddWebhooksApi(this IServiceCollection services) =>
        services.AddSingleton(Module).AddSingleton<WebhookPipeline>();
}
