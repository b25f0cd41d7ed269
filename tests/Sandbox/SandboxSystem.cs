using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.LocalHost;

namespace ServerlessAssist.Sandbox;

/// <summary>How a system is brought up.</summary>
/// <param name="Storage">A connection string.</param>
/// <param name="Keys">The house's keys, by setting.</param>
/// <param name="Log">Where log lines go; null: nowhere.</param>
public sealed record SandboxOptions(string Storage, IReadOnlyDictionary<string, string?> Keys, MovableClock Clock, ILoggerProvider? Log = null)
{
    /// <summary>Settings on top of <see cref="SandboxSystem.Unhurried"/>, by their names in configuration.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Telegram chats of people who have started the bot before.</summary>
    public IReadOnlyCollection<string> Chats { get; init; } = [];
}

/// <summary>The whole system in one process: the functions on their local host, stand-in carriers, storage on a counted wire. Tests, benchmarks and the phones page all use this one.</summary>
public sealed class SandboxSystem : IAsyncDisposable
{
    public const string FunctionKey = "sandbox-function-key-0001";
    public const string MasterKey = "sandbox-master-key-0001";
    public const string PublicAddress = "https://assist.example";
    public const string OurNumber = "+355690000000";
    public static readonly TwilioAccount Account = new("AC" + new string('0', 30) + "42", "sandbox0auth0token0sandbox0auth00", [OurNumber], []);
    public const string BotToken = "4200000:sandboxsandboxsandboxsandboxsandbox";
    public const string BotSecret = "sandbox-secret-0123456789-0123456789-0123456789";

    private readonly SandboxOptions _options;

    private SandboxSystem(SandboxOptions options, Phones phones, CarrierHost carriers) => (_options, Phones, Carriers) = (options, phones, carriers);

    public Phones Phones { get; }

    public CarrierHost Carriers { get; }

    public Wire Wire { get; } = new();

    public MovableClock Clock => _options.Clock;

    public string Storage => _options.Storage;

    public RunningHost Functions { get; private set; } = null!;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <param name="phones">What stood on the phones before; none: empty ones.</param>
    public static async Task<SandboxSystem> Start(SandboxOptions options, Phones? phones, CancellationToken stop)
    {
        phones ??= new Phones();
        var carriers = await CarrierHost.Start(options.Clock, phones, Account, BotToken, stop);
        foreach (var chat in options.Chats) carriers.Telegram.Chats[chat] = 0;
        var system = new SandboxSystem(options, phones, carriers);
        await system.StartFunctions(stop);
        return system;
    }

    /// <summary>Seeds the people of the demo, has the carriers told where to send, and lets everybody with a chat have started the bot.</summary>
    public async Task Seed(string people, CancellationToken stop)
    {
        using var answer = await Operate(HttpMethod.Put, "operations/people", new StringContent(people, System.Text.Encoding.UTF8, "application/json"), stop);
        if (!answer.IsSuccessStatusCode) throw new SandboxException($"The people file was not taken: {await Reason(answer, stop)}");
        await SetWebhooks(stop);
        foreach (var chat in ChatsOf(people)) Carriers.Telegram.Chats[chat] = 0;
    }

    /// <summary>Telegram chats of everybody in a people file.</summary>
    public static IEnumerable<string> ChatsOf(string people) =>
        from staff in JsonDocument.Parse(people).RootElement.GetProperty("staff").EnumerateArray()
        from channel in staff.GetProperty("channels").EnumerateArray()
        where channel.GetProperty("kind").ValueEquals("telegram") && channel.TryGetProperty("address", out _)
        select channel.GetProperty("address").GetString()!;

    public async Task SetWebhooks(CancellationToken stop)
    {
        using var answer = await Operate(HttpMethod.Post, "operations/webhooks", null, stop);
        if (!answer.IsSuccessStatusCode) throw new SandboxException($"The webhooks could not be set: {await Reason(answer, stop)}");
    }

    private static async Task<string> Reason(HttpResponseMessage answer, CancellationToken stop) =>
        await answer.Content.ReadAsStringAsync(stop) is { Length: > 0 } said
            ? said
            : $"the functions answered {(int)answer.StatusCode} and no reason.";

    /// <summary>An operator's call.</summary>
    public Task<HttpResponseMessage> Operate(HttpMethod method, string route, HttpContent? body, CancellationToken stop) => Call(method, route, MasterKey, body, [("X-Operator", "sandbox")], stop);

    /// <summary>An organisation's call that sends a referral.</summary>
    public Task<HttpResponseMessage> Refer(string apiKey, string idempotencyKey, object body, CancellationToken stop) =>
        Call(HttpMethod.Post, "v1/referrals", FunctionKey, JsonContent.Create(body), [("X-Api-Key", apiKey), ("Idempotency-Key", idempotencyKey)], stop);

    public async Task<HttpResponseMessage> Call(HttpMethod method, string route, string key, HttpContent? body, (string Name, string Value)[] headers, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri(Functions.Address, $"/api/{route}")) { Content = body };
        request.Headers.Add("x-functions-key", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request, stop);
    }

    /// <summary>The functions end as a host ends them, and start again on the same storage.</summary>
    public async Task RestartFunctions(CancellationToken stop)
    {
        await Functions.DisposeAsync();
        await StartFunctions(stop);
    }

    /// <summary>Settings of the functions, as environment or app settings would give them.</summary>
    public static Dictionary<string, string?> Settings(string storage, IReadOnlyDictionary<string, string?> keys, Uri carriers) => new(keys)
    {
        ["LocalHost:Url"] = "http://127.0.0.1:0",
        ["AzureWebJobsStorage"] = storage,
        ["LocalHost:FunctionKey"] = FunctionKey,
        ["LocalHost:MasterKey"] = MasterKey,
        ["Sms:AccountSid"] = Account.Sid,
        ["Sms:AuthToken"] = Account.AuthToken,
        ["Sms:PublicAddress"] = PublicAddress,
        ["Sms:Senders:default"] = OurNumber,
        ["Sms:AllowedPrefixes:0"] = "355",
        ["Sms:ApiBase"] = carriers.ToString(),
        ["Telegram:Token"] = BotToken,
        ["Telegram:Secret"] = BotSecret,
        ["Telegram:Bot"] = "assist_demo_bot",
        ["Telegram:PublicAddress"] = PublicAddress,
        ["Telegram:ApiBase"] = carriers.ToString().TrimEnd('/'),
    };

    /// <summary>On this machine one NGO and one person play a whole day in a minute.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Unhurried = new Dictionary<string, string?>
    {
        ["Limits:Organisation:Hour"] = "100000", ["Limits:Organisation:Burst"] = "10000", ["Limits:Staff:Hour"] = "100000", ["Limits:Staff:Burst"] = "10000",
    };

    private async Task StartFunctions(CancellationToken stop)
    {
        var settings = Settings(_options.Storage, _options.Keys, Carriers.Address);
        foreach (var (name, value) in Unhurried.Concat(_options.Settings)) settings[name] = value;
        Functions = await LocalHosting.Start(Assembly.Load("ServerlessAssist.Functions"), settings, services =>
        {
            services.AddSingleton<TimeProvider>(Clock).AddSingleton<HttpPipelineTransport>(Wire);
            services.AddLogging(logging =>
            {
                logging.ClearProviders();
                if (_options.Log is not null) logging.AddProvider(_options.Log);
            });
        }, stop);
        Carriers.Reach(Functions.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await Functions.DisposeAsync();
        await Carriers.DisposeAsync();
        Http.Dispose();
        Wire.Dispose();
    }
}
