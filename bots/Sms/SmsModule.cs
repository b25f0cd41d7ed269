using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Bots.Sms;

public static class SmsModule
{
    /// <exception cref="InvalidOperationException">A setting is missing or wrong: the start fails and says which.</exception>
    public static IServiceCollection AddSms(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("Sms").Get<SmsSettings>() ?? new SmsSettings();
        if (settings.Faults().ToList() is { Count: > 0 } faults) throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
        // The account stands in the address: no log line and no trace shows it.
        var http = services.AddHttpClient(SmsClient.Name, one => one.Timeout = SmsClient.Timeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(3) })
            .RemoveAllLoggers();
        if (settings.ApiBase is { Length: > 0 } other) http.AddHttpMessageHandler(() => new Redirect(new Uri(other)));
        services.AddSingleton(settings).AddSingleton<SmsClient>().AddSingleton<SmsInbound>().AddSingleton<SmsReplies>().AddSingleton<SmsList>().AddSingleton<SmsWebhook>().AddSingleton<SmsRedaction>().AddSingleton<SmsSentMessages>();
        services.AddSingleton<SmsChannel>();
        return settings.IsOff ? services : services.AddSingleton<IChannel>(all => all.GetRequiredService<SmsChannel>());
    }
}
