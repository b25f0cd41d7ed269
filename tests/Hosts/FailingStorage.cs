using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>What a storage account does with a request.</summary>
internal enum Mood
{
    /// <summary>Tables and queues can be created, so that a worker can start; all else is refused.</summary>
    Creating,

    /// <summary>Everything is refused, with words that stand in the exception's text.</summary>
    Refusing,

    /// <summary>Tables answer what is no JSON: a failure that nobody expects.</summary>
    Garbled,

    /// <summary>Requests are taken and not answered.</summary>
    Silent,
}

/// <summary>A storage account on this machine that refuses every request with words of its own, or never answers.</summary>
internal sealed class FailingStorage : IAsyncDisposable
{
    /// <summary>Stands in every refusal, in the account's name and so in every address: whoever logs an exception's text logs it.</summary>
    public const string Marker = "markeraccount";

    private const string Words = "marker words of a story";
    private const string Xml = $"<Error><Code>markercode</Code><Message>{Words}</Message></Error>";

    private readonly WebApplication _web;
    private readonly Channel<string> _asked = Channel.CreateUnbounded<string>();

    private FailingStorage(WebApplication web) => _web = web;

    public Mood Mood { get; set; }

    public string ConnectionString
    {
        get
        {
            var address = $"{_web.Urls.Single()}/{Marker}";
            return $"DefaultEndpointsProtocol=http;AccountName={Marker};AccountKey={Convert.ToBase64String(new byte[64])};"
                + $"TableEndpoint={address};QueueEndpoint={address};BlobEndpoint={address};";
        }
    }

    public static async Task<FailingStorage> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var storage = new FailingStorage(builder.Build());
        storage._web.Map("/{**any}", storage.Answer);
        await storage._web.StartAsync(TestContext.Current.CancellationToken);
        return storage;
    }

    /// <summary>Waits for a request that is not answered and whose path holds these words.</summary>
    public async Task Asked(string words)
    {
        await foreach (var path in _asked.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
            if (path.Contains(words, StringComparison.Ordinal)) return;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private Task Answer(HttpContext context) => (Mood, IsTable(context.Request)) switch
    {
        (Mood.Silent, _) => Silence(context),
        (Mood.Creating, false) when HttpMethods.IsPut(context.Request.Method) =>
            Write(context, StatusCodes.Status201Created, "application/xml", ""),
        (Mood.Creating, true) => Write(context, StatusCodes.Status409Conflict, "application/json", Json("TableAlreadyExists")),
        (Mood.Garbled, true) => Write(context, StatusCodes.Status200OK, "application/json", Words),
        (_, true) => Write(context, StatusCodes.Status403Forbidden, "application/json", Json("markercode")),
        _ => Write(context, StatusCodes.Status403Forbidden, "application/xml", Xml),
    };

    private static bool IsTable(HttpRequest request) => request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);

    private async Task Silence(HttpContext context)
    {
        _asked.Writer.TryWrite(context.Request.Path);
        var never = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        await never.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static Task Write(HttpContext context, int status, string kind, string body)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, kind);
        return context.Response.WriteAsync(body);
    }

    private static string Json(string code) => JsonSerializer.Serialize(
        new Dictionary<string, object> { ["odata.error"] = new { code, message = new { lang = "en-US", value = Words } } });
}
