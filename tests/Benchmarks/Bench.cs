using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Benchmarks;

/// <summary>What all parts share: empty storages, and systems with the demo's people on them.</summary>
/// <param name="newStorage">Gives the connection string of a storage that nobody has used.</param>
/// <param name="published">Gives the folder that the functions are published in.</param>
internal sealed class Bench(Func<Task<string>> newStorage, Func<Task<string>> published)
{
    /// <summary>When a measurement begins whose clock is moved: by day, so that no nightly work falls into it, whatever time it is.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Where the alert of the demo's north goes first.</summary>
    public static readonly Address Duty = new(ChannelKind.Telegram, "700000011");

    /// <summary>The number of the same coordinator: from there the code of an alert is texted back.</summary>
    public static readonly Address DutySms = new(ChannelKind.Sms, "+355690000011");

    /// <summary>No measurement meets a limit: one organisation and one coordinator do the work of a whole country.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Unlimited = new Dictionary<string, string?>
    {
        ["Limits:Organisation:Hour"] = "1000000", ["Limits:Organisation:Burst"] = "1000000",
        ["Limits:Staff:Hour"] = "1000000", ["Limits:Staff:Burst"] = "1000000", ["Limits:Sms:default:Day"] = "1000000",
    };

    private static readonly Address Reporter = new(ChannelKind.Telegram, "700000016");

    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["Protection:KeyEncryptionKeys:1"] = Key(), ["Protection:IndexKeys:1"] = Key(), ["Protection:ChainKey"] = Key(),
    };

    /// <summary>The functions as they are deployed.</summary>
    public Task<string> Published() => published();

    /// <summary>A system on an empty storage, with a reporter who has joined and is told what becomes of referrals.</summary>
    /// <param name="people">Null: the demo's.</param>
    /// <param name="settings">On top of <see cref="Unlimited"/>.</param>
    public async Task<SandboxSystem> NewSystem(MovableClock clock, JsonNode? people = null, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Unlimited);
        foreach (var (name, value) in settings) all[name] = value;
        var options = new SandboxOptions(await newStorage(), Keys, clock) { Settings = all };
        var system = await SandboxSystem.Start(options, null, CancellationToken.None);
        await system.Seed((people ?? await DemoPeople()).ToJsonString(), CancellationToken.None);
        await system.Carriers.Telegram.Write(Reporter.Value, "/start demo-invite-kukes-00000001");
        return system;
    }

    /// <summary>The demo's people, with many more points in the north.</summary>
    public static async Task<JsonNode> DemoPeople()
    {
        var people = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json")))!;
        var points = people["regions"]![0]!["points"]!.AsArray();
        for (var at = 0; at < Messages.Points; at++) points.Add(Messages.PointOf(at));
        return people;
    }

    /// <summary>Settings of functions in a process of their own, on either host.</summary>
    public static Dictionary<string, string?> ProcessSettings(SandboxSystem system, Uri address)
    {
        var settings = SandboxSystem.Settings(system.Storage, Keys, system.Carriers.Address);
        foreach (var (name, value) in Unlimited) settings[name] = value;
        settings["LocalHost:Url"] = address.ToString();
        return settings;
    }

    /// <summary>A free address of this machine.</summary>
    public static Uri NewAddress() => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Azurite.FreePorts(1)[0]}"));

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
