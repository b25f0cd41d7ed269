using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Sandbox.Page;

/// <summary>Serves the phones: one page, one stream of events, and what can be done on them.</summary>
internal sealed class PhonesPage : IAsyncDisposable
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(100);
    private readonly Playground _playground;
    private readonly WebApplication _web;
    private readonly ConcurrentDictionary<Channel<byte>, byte> _watchers = new();

    private PhonesPage(Playground playground, WebApplication web) => (_playground, _web) = (playground, web);

    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<PhonesPage> Start(Playground playground, int port, CancellationToken stop)
    {
        try
        {
            return await Listen(playground, port, stop);
        }
        catch (IOException)
        {
            return await Listen(playground, 0, stop); // Busy: a free one.
        }
    }

    private static async Task<PhonesPage> Listen(Playground playground, int port, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(FormattableString.Invariant($"http://127.0.0.1:{port}"));
        var page = new PhonesPage(playground, builder.Build());
        page.Map();
        playground.Changed = () =>
        {
            foreach (var watcher in page._watchers.Keys) watcher.Writer.TryWrite(0);
        };
        await page._web.StartAsync(stop);
        return page;
    }

    private void Map()
    {
        var files = new PhysicalFileProvider(Path.Combine(SandboxFolder.Path, "wwwroot"));
        _web.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        _web.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
        _web.MapGet("/events", Watch);
        _web.MapPost("/phones/{id}/send", async (string id, JsonElement body) => await On(id, async (system, phone) =>
        {
            var text = body.GetProperty("text").GetString() ?? "";
            await Bounded(phone.Channel == "sms" ? system.Carriers.Twilio.Receive(phone.Address, text) : system.Carriers.Telegram.Write(phone.Address, text));
        }));
        _web.MapPost("/phones/{id}/press", async (string id, JsonElement body) => await On(id, async (system, phone) =>
        {
            var (message, data) = (body.GetProperty("message").GetString()!, body.GetProperty("data").GetString()!);
            var label = system.Phones.On(phone.Where).FirstOrDefault(one => one.Id == message)?.Buttons.SelectMany(row => row).FirstOrDefault(one => one.Data == data)?.Label;
            if (label is null) return;
            _playground.Feed.Add("in", $"{phone.Name} pressed {label}");
            await Bounded(system.Carriers.Telegram.Press(phone.Address, message, data));
        }));
        _web.MapPost("/phones/{id}/start", async (string id) => await On(id, (system, phone) => Bounded(system.Carriers.Telegram.Write(phone.Address, phone.Invite is { } invite ? $"/start {invite}" : "/start"))));
        _web.MapPost("/clock", async (JsonElement body) => await Ready(async _ =>
        {
            if (body.TryGetProperty("speed", out var speed))
            {
                _playground.Clock.Speed = Math.Clamp(speed.GetDouble(), 1, 3600);
                _playground.Feed.Add("clock", $"The clock runs {_playground.Clock.Speed} times as fast");
            }
            if (!body.TryGetProperty("advance", out var advance)) return;
            var span = System.Xml.XmlConvert.ToTimeSpan(advance.GetString()!);
            _playground.Feed.Add("clock", $"The clock moves on by {span.TotalMinutes:0} minutes");
            await _playground.Clock.Advance(span);
        }));
        _web.MapPost("/trouble", async (JsonElement body) => await Ready(system =>
        {
            Set(system, body.GetProperty("name").GetString()!, body.GetProperty("on").GetBoolean());
            return Task.CompletedTask;
        }));
        _web.MapPost("/storage/restart", async (CancellationToken stop) => await Ready(_ => _playground.RestartStorage(stop)));
        _web.MapPost("/refer", async (JsonElement body, CancellationToken stop) =>
        {
            if (_playground.System is null) return NotReady();
            var (status, said) = await _playground.Refer(body, stop);
            return Results.Json(new { status, body = said });
        });
        _web.MapPost("/over", async (CancellationToken stop) => await Ready(_ => _playground.StartOver(stop)));
    }

    private void Set(Carriers.Trouble trouble, string name, bool on)
    {
        switch (name)
        {
            case "down": trouble.IsDown = on; break;
            case "slow": trouble.IsSlow = on; break;
            case "429": trouble.IsTooMany = on; break;
            case "duplicates": trouble.Duplicates = on; break;
            case "out-of-order": trouble.OutOfOrder = on; break;
            case "webhook-lost": trouble.WebhookLost = on; break;
            case "report-lost": trouble.ReportLost = on; break;
            default: throw new ArgumentException($"There is no trouble '{name}'.", nameof(name));
        }
        _playground.Changed();
    }

    private void Set(SandboxSystem system, string name, bool on)
    {
        _playground.Feed.Add("trouble", $"{name.Replace('-', ' ')}: {(on ? "on" : "off")}");
        var (sms, telegram) = (system.Carriers.Twilio.Trouble, system.Carriers.Telegram.Trouble);
        if (name.StartsWith("sms-", StringComparison.Ordinal)) Set(sms, name[4..], on);
        else if (name.StartsWith("telegram-", StringComparison.Ordinal)) Set(telegram, name[9..], on);
        else
        {
            Set(sms, name, on);
            Set(telegram, name, on);
        }
    }

    private Task<IResult> On(string id, Func<SandboxSystem, DemoPhone, Task> what) => DemoPhone.All.FirstOrDefault(one => one.Id == id) is { } phone
        ? Ready(system => what(system, phone))
        : Task.FromResult(Results.Json(new { error = "There is no such phone." }, statusCode: 404));

    private async Task<IResult> Ready(Func<SandboxSystem, Task> what)
    {
        if (_playground.System is not { } system) return NotReady();
        try
        {
            await what(system);
            _playground.Changed();
            return Results.NoContent();
        }
        catch (Exception wrong) when (wrong is SandboxException or ArgumentException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Results.Json(new { error = wrong.Message }, statusCode: 400);
        }
    }

    private static IResult NotReady() => Results.Json(new { error = "The system is still starting." }, statusCode: 409);

    /// <summary>A carrier in trouble keeps trying; the page does not wait for it.</summary>
    private static async Task Bounded(Task work) => await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System));

    private async Task Watch(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var watcher = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _watchers[watcher] = 0;
        var stop = context.RequestAborted;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var json = JsonSerializer.Serialize(await Snapshot.Of(_playground, stop), JsonSerializerOptions.Web);
                await context.Response.WriteAsync($"data: {json}\n\n", stop);
                await context.Response.Body.FlushAsync(stop);
                await Task.Delay(Apart, TimeProvider.System, stop);
                // At least once a second, so that the clock moves on the page.
                using var second = CancellationTokenSource.CreateLinkedTokenSource(stop);
                second.CancelAfter(TimeSpan.FromSeconds(1));
                try
                {
                    await watcher.Reader.ReadAsync(second.Token);
                }
                catch (OperationCanceledException) when (!stop.IsCancellationRequested)
                {
                    // Nothing happened: the clock alone.
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The page was closed.
        }
        finally
        {
            _watchers.TryRemove(watcher, out _);
        }
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();
}
