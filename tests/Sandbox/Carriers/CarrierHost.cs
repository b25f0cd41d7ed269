using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Sandbox.Carriers;

/// <summary>The stand-in carriers, on one port of this machine.</summary>
public sealed class CarrierHost : IAsyncDisposable
{
    private readonly WebApplication _web;

    private CarrierHost(WebApplication web, TwilioStandIn twilio, TelegramStandIn telegram) => (_web, Twilio, Telegram) = (web, twilio, telegram);

    public TwilioStandIn Twilio { get; }

    public TelegramStandIn Telegram { get; }

    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<CarrierHost> Start(TimeProvider time, Phones phones, TwilioAccount twilio, string botToken, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var host = new CarrierHost(web, new TwilioStandIn(time, phones, twilio), new TelegramStandIn(time, phones, botToken));
        host.Twilio.Map(web);
        host.Telegram.Map(web);
        await web.StartAsync(stop);
        return host;
    }

    /// <summary>Where the webhooks' public addresses really are.</summary>
    public void Reach(Uri functions) => (Twilio.Reach, Telegram.Reach) = (functions, functions);

    public async ValueTask DisposeAsync()
    {
        Telegram.Dispose();
        Twilio.Dispose();
        await _web.DisposeAsync();
    }
}
