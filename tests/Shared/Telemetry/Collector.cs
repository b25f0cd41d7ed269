using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Tests.Shared.Telemetry;

/// <summary>A collector of telemetry on this machine: it takes whatever is posted and shows it as text.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _web;

    private Collector(WebApplication web) => _web = web;

    public Uri Address => new(_web.Urls.Single());

    /// <summary>What came: its path, what kind it was said to be, and the bytes.</summary>
    public ConcurrentQueue<(string Path, string? Kind, byte[] Body)> Came { get; } = new();

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector._web.Map("/{**any}", collector.Take);
        await collector._web.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>All bytes of a path, each a character, so that names can be found in what is protobuf.</summary>
    public string Text(string path) => string.Concat(Came.Where(one => one.Path == path).Select(one => Encoding.Latin1.GetString(one.Body)));

    /// <summary>All that ever came.</summary>
    public string Text() => string.Concat(Came.Select(one => $"{one.Path} {Encoding.Latin1.GetString(one.Body)}"));

    /// <summary>Waits, in real time, until something has come.</summary>
    public async Task Until(string path, string text)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (Text(path).Contains(text, StringComparison.Ordinal)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"'{text}' never came to {path}; there came: {string.Join(", ", Came.Select(one => one.Path).Distinct())}");
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task<IResult> Take(HttpRequest request)
    {
        using var body = new MemoryStream();
        if (request.Headers.ContentEncoding == "gzip")
        {
            await using var plain = new GZipStream(request.Body, CompressionMode.Decompress);
            await plain.CopyToAsync(body);
        }
        else await request.Body.CopyToAsync(body);
        Came.Enqueue((request.Path, request.ContentType, body.ToArray()));
        // What Azure Monitor's client wants to hear; OTLP's is content with any 200.
        return request.Path.Value!.Contains("track", StringComparison.Ordinal) ? Results.Text("""{"itemsReceived":1,"itemsAccepted":1,"errors":[]}""", "application/json") : Results.Ok();
    }
}
