using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>What storage may hold that no function or host has written.</summary>
public sealed class LocalHostFaultTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_is_no_base64_goes_to_poison_and_the_host_lives()
    {
        var storage = await azurite.NewStorage();
        var probe = new Probe();
        await using var host = await Run(storage, probe, null);
        var raw = new QueueClient(storage, "probe");
        await raw.CreateIfNotExistsAsync(cancellationToken: Stop);
        await raw.SendMessageAsync("not base64!", Stop);
        await raw.SendMessageAsync(Convert.ToBase64String("good"u8), Stop);
        await Until(() => probe.Notes.Contains("good"));
        Assert.False(host.Ended.IsCompleted, "The host has ended.");
        Assert.Contains("good", probe.Notes);
        Assert.Equal("not base64!", (await new QueueClient(storage, "probe-poison").PeekMessageAsync(Stop)).Value.Body.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Last\":\"garbage\"}")]
    public async Task A_status_blob_that_cannot_be_read_stops_no_timer(string status)
    {
        var storage = await azurite.NewStorage();
        var container = new BlobContainerClient(storage, "azure-webjobs-hosts");
        await container.CreateIfNotExistsAsync(cancellationToken: Stop);
        var blob = container.GetBlobClient("timers/assist/Host.Functions.ProbeTimer/status");
        await blob.UploadAsync(BinaryData.FromString(status), overwrite: true, Stop);
        using var clock = new MovableClock(new DateTimeOffset(2026, 3, 29, 0, 59, 30, TimeSpan.Zero), speed: 0);
        var probe = new Probe();
        await using var host = await Run(storage, probe, clock);
        // Nothing tells when the timer is planned: a minute is given again and again.
        await Until(() => !probe.Notes.IsEmpty, () => clock.Advance(TimeSpan.FromMinutes(1)));
        Assert.NotEmpty(probe.Notes);
    }

    /// <param name="meanwhile">Done before each look.</param>
    private static async Task Until(Func<bool> isSo, Func<Task>? meanwhile = null)
    {
        var (began, limit) = (TimeProvider.System.GetTimestamp(), TimeSpan.FromSeconds(20));
        while (!isSo() && TimeProvider.System.GetElapsedTime(began) < limit)
        {
            if (meanwhile is not null) await meanwhile();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    private static async Task<RunningHost> Run(string storage, Probe probe, TimeProvider? clock)
    {
        var settings = new Dictionary<string, string?> { ["LocalHost:Url"] = "http://127.0.0.1:0", ["AzureWebJobsStorage"] = storage };
        return await LocalHosting.Start(typeof(ProbeFunctions).Assembly, arguments =>
        {
            var builder = FunctionsApplication.CreateBuilder(arguments);
            builder.ConfigureFunctionsWebApplication();
            builder.Build().Run();
            return Task.CompletedTask;
        }, settings, services =>
        {
            services.AddSingleton(probe).AddLogging(logging => logging.ClearProviders());
            if (clock is not null) services.AddSingleton(clock);
        }, Stop);
    }
}
