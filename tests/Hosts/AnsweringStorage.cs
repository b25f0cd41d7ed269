using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>A storage account that gives every request the same answer.</summary>
internal sealed class AnsweringStorage : IAsyncDisposable
{
    private readonly WebApplication _web;

    private AnsweringStorage(WebApplication web) => _web = web;

    public string ConnectionString
    {
        get
        {
            var address = $"{_web.Urls.Single()}/account";
            return $"DefaultEndpointsProtocol=http;AccountName=account;AccountKey={Convert.ToBase64String(new byte[64])};"
                + $"TableEndpoint={address};QueueEndpoint={address};BlobEndpoint={address};";
        }
    }

    public static async Task<AnsweringStorage> Start(int status, string body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var storage = new AnsweringStorage(builder.Build());
        storage._web.Map("/{**any}", (HttpContext context) =>
        {
            context.Response.StatusCode = status;
            return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
        });
        await storage._web.StartAsync(TestContext.Current.CancellationToken);
        return storage;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
