using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Telegram.Bot;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

public static class TelegramModule
{
    /// <summary>The name of the HTTP client that reaches Telegram, for who wants to put another handler under it.</summary>
    public const string HttpClientName = "telegram";

    // Stands where a token is asked for while the channel is off: nothing is sent then, and Telegram knows no such bot.
    private const string NoToken = "0:off";

    private static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(5);

    /// <summary>Telegram, if section <c>Telegram</c> has a token; else the webhook refuses with 404 and there is no channel.</summary>
    /// <exception cref="InvalidOperationException">Names every setting that is missing or weak, and how to make one.</exception>
    public static IServiceCollection AddTelegram(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("Telegram").Get<TelegramSettings>() ?? new TelegramSettings();
        if (settings.Faults().ToList() is { Count: > 0 } faults) throw new InvalidOperationException(string.Join(Environment.NewLine, faults));

        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(HttpClientName, client =>
            {
                client.Timeout = SendWithin;
                client.MaxResponseContentBufferSize = 1024 * 1024;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,       // the token stands in the URL: no trace may show it
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();                        // nor a log line
        services.AddSingleton(settings)
            .AddSingleton<ButtonSeal>()
            .AddSingleton(provider => new TelegramWords(Say(provider.GetRequiredService<Phrases>()), provider.GetRequiredService<ButtonSeal>()))
            .AddSingleton(provider => Client(settings, provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName)))
            .AddSingleton<TelegramChannel>()
            .AddSingleton<TelegramInbound>()
            .AddSingleton<TelegramReplies>()
            .AddSingleton<TelegramWebhook>();
        return settings.IsOn ? services.AddSingleton<IChannel>(provider => provider.GetRequiredService<TelegramChannel>()) : services;
    }

    /// <summary>The client, with its own retries off: it would sleep inside the call, where our queue can do better.</summary>
    public static ITelegramBotClient Client(TelegramSettings settings, HttpClient http) => new TelegramBotClient(
        new TelegramBotClientOptions(settings.IsOn ? settings.Token! : NoToken, settings.ApiBase) { RetryCount = 0, RetryThreshold = 0 }, http);

    private static Func<Wording, Language, string> Say(Phrases phrases) => (words, language) => phrases.Render(words, language, ChannelKind.Telegram);
}
