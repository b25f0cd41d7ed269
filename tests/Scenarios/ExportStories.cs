using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;
using ServerlessAssist.Tests.Shared.Telemetry;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>The functions as a process of their own, with the standard's settings in its environment, and a collector that listens.</summary>
public sealed class ExportStories(AzuriteFixture azurite)
{
    private static readonly string[] Signals = ["/v1/traces", "/v1/metrics", "/v1/logs"];

    private static readonly string[] Personal =
    [
        "marker", "Markera", "Morina", "Kakavija", "shelter", "front desk", "south-duty", "355690000", "%2B355", Story.NgoKey, "ngo-kukes", "kukes", "/api/", "sms/status", "referral~", "http://127.0.0.1",
        SandboxSystem.Account.Sid, SandboxSystem.Account.AuthToken, SandboxSystem.BotToken, SandboxSystem.BotToken[8..], SandboxSystem.BotSecret, SandboxSystem.FunctionKey, SandboxSystem.MasterKey,
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_referral_that_rings_a_phone_is_seen_at_the_collector_and_nobody_in_it()
    {
        await using var collector = await Collector.Start();
        var (storage, phones) = (await azurite.NewStorage(), new Phones());
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var carriers = await CarrierHost.Start(clock, phones, SandboxSystem.Account, SandboxSystem.BotToken, Stop);
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Azurite.FreePorts(1)[0]}"));
        carriers.Reach(address);
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        using var process = FunctionsProcess.Start(new Dictionary<string, string?>(SandboxSystem.Settings(storage, TestKeys.Settings, carriers.Address))
        {
            ["LocalHost:Url"] = address.ToString(), ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["OTEL_BLRP_SCHEDULE_DELAY"] = "200", ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        });
        await FunctionsProcess.Ready(http, Stop);
        await Ask(http, HttpMethod.Put, "operations/people", SandboxSystem.MasterKey, new StringContent(await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), Stop), System.Text.Encoding.UTF8, "application/json"));
        await Ask(http, HttpMethod.Post, "operations/webhooks", SandboxSystem.MasterKey, null);

        var reference = (await Ask(http, HttpMethod.Post, "v1/referrals", SandboxSystem.FunctionKey, JsonContent.Create(Story.Referral(region: "al-south")))).GetProperty("reference").GetString()!;
        await Story.Until(() => phones.On(Story.SouthSms).Any());
        var alert = Assert.Single(phones.On(Story.SouthSms));
        // Nobody can read it: the host writes a log line.
        await new QueueClient(storage, Announcements.Urgent, new() { MessageEncoding = QueueMessageEncoding.Base64 }).SendMessageAsync("garbage with a marker", Stop);

        await collector.Until("/v1/traces", "OpenReferral");
        await collector.Until("/v1/traces", "send");
        await collector.Until("/v1/metrics", "referrals.opened");
        await collector.Until("/v1/metrics", "storage.transactions");
        await collector.Until("/v1/logs", "DeliverUrgent failed with");
        var said = collector.Text();
        foreach (var marker in Personal.Append(reference).Append(CaseReference.BodyOf(reference)).Append(Story.CodeIn(alert)).Append("11111111111111111111111111111111").Append(new string('\x11', 16)))
            Assert.DoesNotContain(marker, said, StringComparison.Ordinal);
        Assert.All(collector.Came, one => Assert.Contains(one.Path, Signals));
    }

    /// <summary>With what somebody outside may send to be part of a trace.</summary>
    private static async Task<JsonElement> Ask(HttpClient http, HttpMethod method, string route, string key, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/{route}") { Content = body };
        foreach (var (name, value) in new[]
        {
            ("x-functions-key", key), ("X-Operator", "marker"), ("X-Api-Key", Story.NgoKey), ("Idempotency-Key", "telemetry-000001"),
            ("traceparent", "00-11111111111111111111111111111111-2222222222222222-01"), ("tracestate", "marker=1"), ("baggage", "marker=marker"), ("User-Agent", "marker"),
        })
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, Stop);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{route}: {answer.StatusCode}");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
    }
}
