using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Sandbox.Page;

/// <summary>What is kept between starts, beside the storage itself.</summary>
public sealed record Kept(Dictionary<string, string?> Keys, int Account, TimeSpan ClockAhead, IReadOnlyDictionary<string, IReadOnlyList<Bubble>> Phones);

/// <summary>The system as somebody plays with it: opened, troubled, moved in time, started over.</summary>
internal sealed class Playground : IAsyncDisposable
{
    private readonly string _data;
    private readonly int[] _storagePorts;
    private readonly Action<string> _say;
    private readonly SemaphoreSlim _only = new(1);
    private Kept _kept;
    private Azurite? _azurite;

    public Playground(string data, int[] storagePorts, Action<string> say)
    {
        (_data, _storagePorts, _say) = (data, storagePorts, say);
        _kept = new Kept([], 0, TimeSpan.Zero, new Dictionary<string, IReadOnlyList<Bubble>>());
        Clock = new MovableClock(TimeProvider.System.GetUtcNow());
        Feed = new Feed(Clock);
    }

    public MovableClock Clock { get; private set; }

    public Feed Feed { get; private set; }

    /// <summary>Null until it is open.</summary>
    public SandboxSystem? System { get; private set; }

    public string Starting { get; private set; } = "Starting …";

    /// <summary>Told whenever something can be seen differently.</summary>
    public Action Changed { get; set; } = () => { };

    public async Task Open(bool fresh, CancellationToken stop)
    {
        if (fresh && Directory.Exists(_data)) Directory.Delete(_data, recursive: true);
        Directory.CreateDirectory(_data);
        _kept = Read() ?? new Kept(NewKeys(), 0, TimeSpan.Zero, new Dictionary<string, IReadOnlyList<Bubble>>());
        Clock = new MovableClock(TimeProvider.System.GetUtcNow() + _kept.ClockAhead);
        Feed = new Feed(Clock);
        Say("Starting storage …");
        _azurite = await Azurite.Start(Path.Combine(_data, "storage"), Say, stop, _storagePorts);
        await OpenSystem(stop);
    }

    public async Task StartOver(CancellationToken stop)
    {
        await _only.WaitAsync(stop);
        try
        {
            if (System is { } before)
            {
                System = null;
                Say("Starting over …");
                await before.DisposeAsync();
            }
            if (_kept.Account + 1 >= Azurite.Accounts) throw new SandboxException("It was started over very often. End it and start it with --fresh.");
            _kept = _kept with { Account = _kept.Account + 1, Phones = new Dictionary<string, IReadOnlyList<Bubble>>() };
            Feed.Clear();
            await OpenSystem(stop);
        }
        finally
        {
            _only.Release();
        }
    }

    public async Task RestartStorage(CancellationToken stop)
    {
        Feed.Add("trouble", "Storage is restarted");
        await _azurite!.Restart(stop);
        Feed.Add("trouble", "Storage answers again");
        Changed();
    }

    private async Task OpenSystem(CancellationToken stop)
    {
        Say("Starting the functions and the carriers …");
        var phones = new Phones();
        phones.Load(_kept.Phones);
        var system = await SandboxSystem.Start(new SandboxOptions(_azurite!.ConnectionStringOf(_kept.Account), _kept.Keys, Clock), phones, stop);
        Say("Seeding the demo people …");
        await system.Seed(await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), stop), stop);
        foreach (var phone in DemoPhone.All.Where(phone => phone.Channel == "telegram" && phones.On(phone.Where).Count > 0)) system.Carriers.Telegram.Chats[phone.Address] = 0;
        phones.Changed = Told;
        system.Wire.Seen = request =>
        {
            // The board is read for this page alone.
            if (request.IsHeartbeat || request is { Method: "GET", Target: "board" }) return;
            Feed.CountTransaction();
            Changed();
        };
        Feed.Add("note", "Everything is up. Send a referral, and see whose phone rings.");
        System = system;
        Starting = "";
        Changed();
    }

    private void Told(Shared.Messaging.Address where, Bubble bubble)
    {
        var name = DemoPhone.All.FirstOrDefault(phone => phone.Where == where)?.Name ?? "Somebody";
        var isNew = bubble.State is "sent" || (bubble.State is "delivered" && bubble.Segments == 0);
        if (isNew && !_seen.Contains($"{where.Channel}{bubble.Id}{bubble.Text}"))
        {
            _seen.Add($"{where.Channel}{bubble.Id}{bubble.Text}");
            Feed.Add(bubble.IsMine ? "in" : "out", bubble.IsMine ? $"{name} wrote: {bubble.Text}" : bubble.Edited ? $"{name} sees the message change: {bubble.Text}" : $"{name} reads ({where.Channel}): {bubble.Text}", bubble.IsMine ? 0 : bubble.Segments);
        }
        else if (bubble.State == "failed") Feed.Add("out", $"The carrier could not reach {name}");
        Changed();
    }

    private readonly HashSet<string> _seen = [];

    /// <summary>Referral form of the page: sent as the organisation would send it.</summary>
    public async Task<(int Status, JsonElement Body)> Refer(JsonElement asked, CancellationToken stop)
    {
        string? Text(string name) => asked.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
        IEnumerable<string> Texts(string name) => asked.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(one => one.ToString()) : [];
        var organisation = Text("organisation") ?? "ngo-kukes";
        var consent = asked.TryGetProperty("consent", out var given) && given.ValueKind == JsonValueKind.True;
        var body = new Dictionary<string, object?>
        {
            ["region"] = Text("region"), ["point"] = Text("point"), ["origin"] = Text("origin"), ["urgency"] = Text("urgency"), ["age"] = Text("age"), ["sex"] = Text("sex"),
            ["languages"] = Texts("languages"), ["needs"] = Texts("needs"), ["consent"] = new Dictionary<string, object?> { ["referral"] = consent, ["override"] = Text("override") }, ["contact"] = Text("contact"),
        };
        Feed.Add("in", $"{organisation} sends a referral ({Text("urgency")}, {Text("age")}, {Text("region")})");
        using var answer = await System!.Refer($"{organisation}-demo-key", Text("idempotencyKey") ?? Guid.NewGuid().ToString(), body, stop);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        Feed.Add("note", said.TryGetProperty("reference", out var reference) ? $"Answered {(int)answer.StatusCode}: {reference.GetString()}" : $"Answered {(int)answer.StatusCode}");
        Changed();
        return ((int)answer.StatusCode, said);
    }

    private void Say(string line)
    {
        Starting = line;
        _say(line);
        Changed();
    }

    private static Dictionary<string, string?> NewKeys()
    {
        static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        return new() { ["Protection:KeyEncryptionKeys:1"] = Key(), ["Protection:IndexKeys:1"] = Key(), ["Protection:ChainKey"] = Key() };
    }

    private string KeptFile => Path.Combine(_data, "sandbox.json");

    private Kept? Read() => File.Exists(KeptFile) ? JsonSerializer.Deserialize<Kept>(File.ReadAllText(KeptFile)) : null;

    public async ValueTask DisposeAsync()
    {
        if (System is { } system)
        {
            _say("Ending: the functions finish what they hold …");
            _kept = _kept with { Phones = system.Phones.Save(), ClockAhead = Clock.GetUtcNow() - TimeProvider.System.GetUtcNow() };
            await system.DisposeAsync();
            await File.WriteAllTextAsync(KeptFile, JsonSerializer.Serialize(_kept));
        }
        if (_azurite is not null) await _azurite.DisposeAsync();
        Clock.Dispose();
        _only.Dispose();
    }
}
