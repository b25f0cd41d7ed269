using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Sandbox.Page;

/// <summary>What is kept between starts, beside the storage itself.</summary>
public sealed record Kept(Dictionary<string, string?> Keys, int Account, TimeSpan ClockAhead, IReadOnlyDictionary<string, IReadOnlyList<Bubble>> Phones);

/// <summary>How a playground is opened.</summary>
/// <param name="Data">The folder of what is kept between starts.</param>
/// <param name="StoragePorts">For blobs, queues and tables; none: free ones.</param>
/// <param name="Say">Told what is going on, a line at a time.</param>
internal sealed record PlaygroundOptions(string Data, int[] StoragePorts, Action<string> Say)
{
    /// <summary>Where the functions listen; busy, or 0: on a free port.</summary>
    public int FunctionsPort { get; init; }

    /// <summary>Where the functions' log lines go; null: nowhere.</summary>
    public ILoggerProvider? Log { get; init; }
}

/// <summary>The system as somebody plays with it: opened, troubled, moved in time, started over.</summary>
internal sealed class Playground : IAsyncDisposable
{
    private readonly PlaygroundOptions _options;
    private readonly DataFolder _folder;
    private readonly SemaphoreSlim _only = new(1);
    private readonly Lock _saving = new();
    private readonly HashSet<string> _seen = [];
    private Kept _kept = new([], 0, TimeSpan.Zero, new Dictionary<string, IReadOnlyList<Bubble>>());
    private Phones _phones = new();
    private Saver? _saver;
    private Azurite? _azurite;
    private SandboxSystem? _running;
    private volatile bool _isUnsaved;

    /// <exception cref="SandboxException">Another process has the folder, or it cannot be written to.</exception>
    public Playground(PlaygroundOptions options)
    {
        (_options, _folder) = (options, DataFolder.Take(options.Data));
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

    /// <summary>Told when all is up: after the start, and each time that it was started over.</summary>
    public Action<SandboxSystem> Opened { get; set; } = _ => { };

    /// <exception cref="SandboxException">Something that the person at the keyboard can mend.</exception>
    public async Task Open(bool fresh, CancellationToken stop)
    {
        if (fresh)
        {
            await Azurite.WaitForEarlier(_folder.Storage, stop);
            _folder.Forget();
        }
        var kept = _folder.Read();
        _kept = kept ?? _kept with { Keys = NewKeys() };
        _phones.Load(_kept.Phones);
        Clock.Dispose();
        Clock = new MovableClock(TimeProvider.System.GetUtcNow() + _kept.ClockAhead);
        Feed = new Feed(Clock);
        // The keys before all that is written with them.
        _folder.Write(_kept);
        _saver = new Saver(IsUnsaved, Save, _options.Say);
        Say("Starting storage …");
        _azurite = await Azurite.Start(_folder.Storage, Say, stop, _options.StoragePorts);
        try
        {
            await OpenSystem(stop);
        }
        catch (SandboxException wrong) when (kept is not null)
        {
            throw new SandboxException(
                $"{wrong.Message} If this stays so, what is kept in {_options.Data} cannot be used: start once with --fresh, which forgets it.");
        }
    }

    public async Task StartOver(CancellationToken stop)
    {
        await _only.WaitAsync(stop);
        try
        {
            if (_kept.Account + 1 >= Azurite.Accounts) throw new SandboxException("It was started over very often. End it and start it with --fresh.");
            System = null;
            Say("Starting over …");
            if (_running is { } before) await before.DisposeAsync();
            _running = null;
            lock (_saving) (_kept, _phones) = (_kept with { Account = _kept.Account + 1 }, new Phones());
            _saver!.Save();
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
        _phones.Changed = Told;
        var people = await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), stop);
        var joined = from phone in DemoPhone.All where phone.Channel == "telegram" && _phones.On(phone.Where).Count > 0 select phone.Address;
        var system = _running = await SandboxSystem.Start(new SandboxOptions(_azurite!.ConnectionStringOf(_kept.Account), _kept.Keys, Clock, _options.Log)
        {
            Settings = new Dictionary<string, string?> { ["LocalHost:Url"] = FunctionsAddress() },
            Chats = [.. SandboxSystem.ChatsOf(people), .. joined],
        }, _phones, stop);
        Say("Seeding the demo people …");
        await system.Seed(people, stop);
        system.Wire.Seen = request =>
        {
            // The board is read for this page alone.
            if (request.IsHeartbeat || request is { Method: "GET", Target: ReferralEvolution.BoardView }) return;
            Feed.CountTransaction();
            Changed();
        };
        Feed.Add("note", "Everything is up. Send a referral, and see whose phone rings.");
        System = system;
        Starting = "";
        Changed();
        Opened(system);
    }

    private string FunctionsAddress()
    {
        var port = Azurite.IsFree(_options.FunctionsPort) ? _options.FunctionsPort : 0;
        return FormattableString.Invariant($"http://127.0.0.1:{port}");
    }

    private void Told(Shared.Messaging.Address where, Bubble bubble)
    {
        var name = DemoPhone.All.FirstOrDefault(phone => phone.Where == where)?.Name ?? "Somebody";
        var isNew = bubble.State is "sent" || (bubble.State is "delivered" && bubble.Segments == 0);
        if (isNew && IsFirst($"{where.Channel}{bubble.Id}{bubble.Text}"))
        {
            Feed.Add(bubble.IsMine ? "in" : "out", bubble.IsMine ? $"{name} wrote: {bubble.Text}" : bubble.Edited ? $"{name} sees the message change: {bubble.Text}" : $"{name} reads ({where.Channel}): {bubble.Text}", bubble.IsMine ? 0 : bubble.Segments);
        }
        else if (bubble.State == "failed") Feed.Add("out", $"The carrier could not reach {name}");
        _isUnsaved = true;
        Changed();
    }

    private bool IsFirst(string seen)
    {
        lock (_seen) return _seen.Add(seen);
    }

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
        _options.Say(line);
        Changed();
    }

    private static Dictionary<string, string?> NewKeys()
    {
        static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        return new() { ["Protection:KeyEncryptionKeys:1"] = Key(), ["Protection:IndexKeys:1"] = Key(), ["Protection:ChainKey"] = Key() };
    }

    /// <summary>Whether a phone changed, or the clock was moved or runs faster than the real one.</summary>
    private bool IsUnsaved() => _isUnsaved || (ClockAhead - _kept.ClockAhead).Duration() > TimeSpan.FromSeconds(1);

    private TimeSpan ClockAhead => Clock.GetUtcNow() - TimeProvider.System.GetUtcNow();

    private void Save()
    {
        lock (_saving)
        {
            _isUnsaved = false;
            _kept = _kept with { Phones = _phones.Save(), ClockAhead = ClockAhead };
            _folder.Write(_kept);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            _options.Say("Ending: the functions finish what they hold …");
            await _running.DisposeAsync();
        }
        if (_saver is not null) await _saver.DisposeAsync();
        if (_azurite is not null) await _azurite.DisposeAsync();
        _folder.Dispose();
        Clock.Dispose();
        _only.Dispose();
    }
}
