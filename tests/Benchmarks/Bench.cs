using System.Globalization;
using System.Security.Cryptography;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Benchmarks;

/// <summary>What all parts share: the emulator, empty storages, systems with the demo's people on them, and the messages that are sent.</summary>
internal sealed class Bench(Azurite azurite)
{
    public const string NgoKey = "ngo-kukes-demo-key";

    /// <summary>Where the alert of the demo's north goes first.</summary>
    public static readonly Shared.Messaging.Address Duty = new(Shared.Messaging.ChannelKind.Telegram, "700000011");

    private int _account = -1;

    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["Protection:KeyEncryptionKeys:1"] = Key(), ["Protection:IndexKeys:1"] = Key(), ["Protection:ChainKey"] = Key(),
    };

    /// <summary>An empty storage.</summary>
    public string NewStorage() => azurite.ConnectionStringOf(++_account);

    public async Task<SandboxSystem> NewSystem(MovableClock clock, string? people = null)
    {
        var system = await SandboxSystem.Start(new SandboxOptions(NewStorage(), Keys, clock), null, CancellationToken.None);
        await system.Seed(people ?? await DemoPeople(), CancellationToken.None);
        return system;
    }

    public static Task<string> DemoPeople() => File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"));

    public static Dictionary<string, string?> ProcessSettings(string storage, Uri carriers, Uri address) => new(SandboxSystem.Settings(storage, Keys, carriers).Concat(SandboxSystem.Unhurried)) { ["LocalHost:Url"] = address.ToString() };

    /// <summary>A free address of this machine.</summary>
    public static Uri NewAddress() => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Azurite.FreePorts(1)[0]}"));

    public static Dictionary<string, object?> Referral() => new()
    {
        ["region"] = "al-north", ["point"] = "Morina", ["origin"] = "XK", ["urgency"] = "urgent", ["age"] = "adult", ["sex"] = "female",
        ["languages"] = new[] { "sq" }, ["needs"] = new[] { "shelter", "medical" }, ["consent"] = new Dictionary<string, object?> { ["referral"] = true, ["override"] = null },
        ["contact"] = "Ask for the coordinator at the front desk",
    };

    public static async Task Refer(SandboxSystem system, string key)
    {
        using var answer = await system.Refer(NgoKey, key, Referral(), CancellationToken.None);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The text of somebody nobody knows: looked up, decided, stored, answered.</summary>
    /// <param name="at">Whose: each number has a phone of its own.</param>
    public static Dictionary<string, string> Text(int at, string? sid = null) => new()
    {
        ["MessageSid"] = sid ?? "SM" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), ["AccountSid"] = SandboxSystem.Account.Sid, ["From"] = string.Create(CultureInfo.InvariantCulture, $"+35569{at:D7}"),
        ["To"] = SandboxSystem.OurNumber, ["Body"] = "Hello", ["NumMedia"] = "0", ["NumSegments"] = "1", ["ApiVersion"] = "2010-04-01",
    };

    /// <summary>A text's webhook as the carrier sends it, signed.</summary>
    public static HttpRequestMessage Webhook(Uri functions, Dictionary<string, string> fields)
    {
        const string Route = "/api/sms";
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(functions, Route)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Twilio-Signature", TwilioStandIn.Sign(SandboxSystem.Account.AuthToken, SandboxSystem.PublicAddress + Route, fields));
        return request;
    }

    /// <summary>Brings a webhook; an answer without a text in it ends the measurement.</summary>
    public static async Task Bring(HttpClient http, HttpRequestMessage request)
    {
        if (await Send(http, request) is not { } said || !said.Contains("<Message>", StringComparison.Ordinal)) throw new InvalidOperationException("A text was not answered.");
    }

    /// <returns>TwiML; null: storage was silent (503), it has to come again.</returns>
    public static async Task<string?> Send(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable) return null;
            return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        }
    }

    public static Task Bring(HttpClient http, Uri functions, Dictionary<string, string> fields) => Bring(http, Webhook(functions, fields));

    /// <summary>Does a thing so often, with so many at it side by side.</summary>
    /// <returns>How many a second.</returns>
    public static async Task<double> Rate(int times, int sideBySide, Func<int, Task> what)
    {
        var next = -1;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, sideBySide).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var at && at < times) await what(at);
        })));
        return times / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    public static Task Wait(double milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
