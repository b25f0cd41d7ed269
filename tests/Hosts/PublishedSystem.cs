using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ServerlessAssist.Published;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Tests.Scenarios;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>The published worker with the demo's people, on the emulator and the stand-in carriers. Shared by tests, in turn.</summary>
public sealed class PublishedSystem(AzuriteFixture azurite, PublishedFixture published) : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public PublishedHost Host { get; private set; } = null!;

    public CarrierHost Carriers { get; private set; } = null!;

    public Phones Phones { get; } = new();

    public string Folder { get; private set; } = null!;

    public string Storage { get; private set; } = null!;

    public HttpClient Http { get; } = new() { Timeout = Limit };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Folder = await published.Folder();
        Storage = await azurite.NewStorage();
        Carriers = await CarrierHost.Start(TimeProvider.System, Phones, SandboxSystem.Account, SandboxSystem.BotToken, Stop);
        Host = await PublishedHost.Start(Folder, SandboxSystem.Settings(Storage, TestKeys.Settings, Carriers.Address), null, Stop);
        Carriers.Reach(Host.Address);
        var people = await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), Stop);
        await Operate(HttpMethod.Put, "operations/people", new StringContent(people, Encoding.UTF8, "application/json"));
        await Operate(HttpMethod.Post, "operations/webhooks", null);
        Carriers.Telegram.Chats[Story.DutyTelegram.Value] = 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        if (Carriers is not null) await Carriers.DisposeAsync();
        Http.Dispose();
    }

    /// <summary>A call with a key in the header, or without any.</summary>
    public async Task<HttpResponseMessage> Call(
        HttpMethod method, string route, string? key, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Host.Address, $"/api/{route}")) { Content = body };
        if (key is not null) request.Headers.Add("x-functions-key", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request, Stop);
    }

    /// <summary>The NGO refers somebody; the reference comes back.</summary>
    public async Task<string> Refer(string urgency, string region = "al-north")
    {
        using var answer = await Call(
            HttpMethod.Post, "v1/referrals", SandboxSystem.FunctionKey, JsonContent.Create(Story.Referral(urgency, region: region)),
            ("X-Api-Key", Story.NgoKey), ("Idempotency-Key", Guid.NewGuid().ToString()));
        var body = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("reference").GetString()!;
    }

    /// <summary>Waits until a phone shows a text with these words.</summary>
    public async Task<Bubble> Sees(Address phone, string words)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Limit);
        while (true)
        {
            var shown = Phones.On(phone).Where(bubble => !bubble.IsMine);
            if (shown.LastOrDefault(bubble => bubble.Text.Contains(words, StringComparison.Ordinal)) is { } found) return found;
            var pause = Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (limit.IsCancellationRequested)
                Assert.Fail($"The phone never showed '{words}'; it shows: {string.Join(" | ", Phones.On(phone).Select(one => one.Text))}");
        }
    }

    private async Task Operate(HttpMethod method, string route, HttpContent? body)
    {
        using var answer = await Call(method, route, SandboxSystem.MasterKey, body, ("X-Operator", "tests"));
        Assert.True(answer.IsSuccessStatusCode, $"{route}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
    }
}

/// <summary>For tests that share one published worker.</summary>
[CollectionDefinition(Name)]
public sealed class PublishedCollection : ICollectionFixture<PublishedSystem>
{
    public const string Name = "published";
}
