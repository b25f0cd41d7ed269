using System.Text;
using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Published;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Shared.Streams;
using ServerlessAssist.Tests.Shared.Telemetry;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>A published worker from its start to its end.</summary>
public sealed class PublishedLifeTests(AzuriteFixture azurite, PublishedFixture published)
{
    private const string ClientsTrace = "0af7651916cd43dd8448eb211c80319c";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_timers_by_their_schedules_ends_when_it_is_told_to_and_leaves_nothing_in_the_home_folder()
    {
        var folder = await published.Folder();
        var home = Directory.CreateTempSubdirectory("assist-home-").FullName;
        await using var collector = await Collector.Start();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 29, 2, 29, 58, TimeSpan.Zero));
        var settings = SandboxSystem.Settings(await azurite.NewStorage(), TestKeys.Settings, new Uri("http://127.0.0.1:9"));
        (settings["HOME"], settings["XDG_DATA_HOME"]) = (home, null);
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString();
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        await using var host = await PublishedHost.Start(folder, settings, time, Stop);

        // The night on which summer time begins: schedules are in UTC.
        Assert.Empty(host.Responses);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await host.Ran("AuditNightly")).Succeeded);
        Assert.True((await host.Ran("SweepAgenda")).Succeeded);

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/api/health/live"));
        request.Headers.Add("traceparent", $"00-{ClientsTrace}-b7ad6b7169203331-01");
        request.Headers.Add("tracestate", "marker=1");
        request.Headers.Add("baggage", "marker=1");
        using var answer = await http.SendAsync(request, Stop);
        Assert.Equal(200, (int)answer.StatusCode);

        Assert.Equal(0, await host.Stop(Limit));

        await collector.Until("/v1/traces", "ShowLive");
        Assert.Contains("AuditNightly", collector.Text("/v1/traces"), StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.Latin1.GetString(Convert.FromHexString(ClientsTrace)), collector.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("marker", collector.Text(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home, "*", SearchOption.AllDirectories));
        Directory.Delete(home);
    }
}
