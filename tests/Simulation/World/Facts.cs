using System.Text.Json;
using Azure.Data.Tables;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Simulation.World;

/// <summary>A rule that did not hold.</summary>
public sealed record Violation(string Invariant, string What, DateTimeOffset At);

/// <summary>What really happened, as somebody sees it who sees everything: storage, wire, phones. The invariants are checked against it.</summary>
public sealed class Facts
{
    /// <summary>Those invariants that look at each thing that happens.</summary>
    private static readonly Invariant[] Looking = [.. Invariants.All.Where(one => one.LooksAtEach)];

    private readonly World _world;
    private readonly StreamRows _rows;
    private readonly BlindIndex _index;
    private readonly Dictionary<StreamId, List<Version>> _history = [];
    private readonly Dictionary<string, OutboundMessage> _messages = [];
    private readonly Dictionary<string, int> _shown = [];
    private readonly Dictionary<string, Said> _said = [];
    private readonly List<string> _saidInOrder = [];
    private readonly Dictionary<(string Kind, string Key), Named> _named = [];
    private readonly Dictionary<Address, int> _brought = [];
    private readonly HashSet<string> _sent = [];
    private readonly List<Violation> _violations = [];

    internal Facts(World world)
    {
        _world = world;
        var keys = new KeyRing(new ProtectionSettings
        {
            KeyEncryptionKeys = new() { ["1"] = House.Keys["Protection:KeyEncryptionKeys:1"]! }, IndexKeys = new() { ["1"] = House.Keys["Protection:IndexKeys:1"]! }, ChainKey = House.Keys["Protection:ChainKey"],
        });
        (_rows, _index) = (new StreamRows(new Protector(keys), new AuditChain(keys)), new BlindIndex(keys));
    }

    public IReadOnlyList<Violation> Violations => _violations;

    public IReadOnlyDictionary<StreamId, List<Version>> History => _history;

    public IReadOnlyDictionary<string, Said> Writings => _said;

    public List<TakenIn> Referrals { get; } = [];

    /// <summary>How often each message of a stream stood on a phone, by ticket.</summary>
    public IReadOnlyDictionary<string, int> TimesShown => _shown;

    /// <summary>Messages that a carrier took, by ticket: from there on it is the carrier's and the phone's matter.</summary>
    public HashSet<string> AtCarrier { get; } = [];

    /// <summary>Messages that were tried at all, by ticket.</summary>
    public IReadOnlyDictionary<string, OutboundMessage> Tried => _messages;

    /// <summary>Given each byte that goes to storage or a carrier; not set: nobody looks.</summary>
    public Action<string, byte[]>? Overheard { get; set; }

    /// <summary>The state of a stream as it stands; null: there is none.</summary>
    public T? Now<T>(StreamId stream) where T : class => _history.TryGetValue(stream, out var versions) ? (T)versions[^1].State : null;

    public StaffRegister Directory => Now<StaffRegister>(StaffRules.Id) ?? StaffRegister.Empty;

    /// <summary>How many wake-ups the audit found missing.</summary>
    public int MissingHints { get; set; }

    /// <summary>What walking the chains found, in the end.</summary>
    public List<string> Faulty { get; } = [];

    /// <summary>Every event of every referral, in order; read in the end.</summary>
    public Dictionary<StreamId, IReadOnlyList<ReferralEvent>> Events { get; } = [];

    /// <summary>Streams that were erased, with what they were last: each is taken out of what stands.</summary>
    public Dictionary<StreamId, object> Erased { get; } = [];

    /// <summary>The states that stand, of one kind.</summary>
    public IEnumerable<(StreamId Stream, T State)> Each<T>() where T : class =>
        _history.Where(one => one.Value[^1].State is T).Select(one => (one.Key, (T)one.Value[^1].State));

    /// <summary>What the prompts of one owner say now, a state for each sender that it has asked something.</summary>
    public IEnumerable<TState> Each<TState, TEvent, TCommand>(PromptDefinition<TState, TEvent, TCommand> definition) =>
        Each<SenderPrompts>().Where(one => one.State.Of(definition.Owner) is not null).Select(one => definition.StateOf(one.State));

    /// <summary>All addresses that somebody ever had.</summary>
    public IReadOnlySet<Address> EverOf(RecipientId to) => to.Person is { } person ? EverOf(person) : new HashSet<Address> { ToyCases.ToyRecipients.AddressOf(to.Value) };

    /// <summary>All addresses that a colleague ever had.</summary>
    public IReadOnlySet<Address> EverOf(PersonId person)
    {
        var all = new HashSet<Address>();
        foreach (var version in _history.GetValueOrDefault(StaffRules.Id) ?? [])
        {
            var directory = (StaffRegister)version.State;
            if (directory.Find(person) is not { } staff) continue;
            all.UnionWith(directory.AddressesOf(staff));
        }
        return all;
    }

    public StreamId StreamOf(CaseReference reference) => ReferralHandler.IdOf(_index, reference);

    /// <summary>Who wrote what is stored as handled in an inbox row; null: nobody, or the house itself.</summary>
    public Said? WriterOf(string inboxRow)
    {
        if (inboxRow.Split('~') is not [_, var kind, var key, var hash]) return null;
        if (!_named.TryGetValue((kind, key), out var named)) _named[(kind, key)] = named = new Named();
        // Each writing has one name in each stream, which is worked out once.
        for (; named.Count < _saidInOrder.Count; named.Count++) named.ByHash.TryAdd(_index.Of("message", $"{kind}~{key}|{_saidInOrder[named.Count]}"), _saidInOrder[named.Count]);
        return named.ByHash.TryGetValue(hash, out var id) ? _said[id] : null;
    }

    public void Broke(string invariant, string what)
    {
        if (_violations.Count < 20) _violations.Add(new Violation(invariant, what, _world.Time.Now));
        _world.Say($"BROKEN: {invariant} {what}");
    }

    internal void Forget()
    {
        _history.Clear();
        _messages.Clear();
        _said.Clear();
        _saidInOrder.Clear();
        _named.Clear();
        Events.Clear();
    }

    internal void Asked(Instance process, WireCall call, string requestId)
    {
        Overheard?.Invoke($"{call.Service} {call.Path}?{call.Query}", call.Body);
        See(new Happening.Asked(call, call.Path == "$batch" && !_sent.Add(requestId)));
    }

    internal void CommitGivenUp(Instance process) => See(new Happening.CommitGivenUp());

    internal void Applied(Instance process, WireCall call, WireAnswer answer) => _world.Say($"storage applies {Words.Of(call)} of {process}: {answer.Status}");

    internal void Answered(Instance process, WireCall call, WireAnswer answer) { }

    internal void Stored(RowChange change)
    {
        if (change.Table == StreamRows.Table && change.RowKey.StartsWith("state~", StringComparison.Ordinal)) StateChanged(change);
        See(new Happening.RowStored(change));
        if (change is { Before: null, Table: StreamRows.Table } && change.RowKey.StartsWith("inbox~", StringComparison.Ordinal) && WriterOf(change.RowKey) is { } said) said.IsDecided = true;
    }

    internal void Attempting(OutboundMessage message, string ticket) => _messages[ticket] = message;

    internal void ToCarrier(Uri uri, string body) => Overheard?.Invoke($"carrier {uri}", System.Text.Encoding.UTF8.GetBytes(body));

    internal void Wrote(string id, Address from, string text)
    {
        if (!_said.ContainsKey(id)) _saidInOrder.Add(id);
        _said[id] = new Said(id, from, text, _world.Time.Now);
        _world.Say($"{from.Channel} of {Who(from)} sends: {text}");
    }

    /// <summary>The carrier brings it, not for the first time perhaps.</summary>
    internal void Brought(Address from) => _brought[from] = TimesBrought(from) + 1;

    public int TimesBrought(Address from) => _brought.GetValueOrDefault(from);

    internal void Answer(string id, string? text)
    {
        var said = _said[id];
        said.AnsweredAt ??= _world.Time.Now;
        said.FirstAnswer ??= text;
        See(new Happening.Replied(said, text));
    }

    internal void Showed(Phone phone, Shown shown)
    {
        _world.Say($"{phone.Address.Channel} of {Who(phone.Address)} shows: {shown.Text.Replace("\n", " / ", StringComparison.Ordinal)}");
        if (shown.Ticket is { } ticket) _shown[ticket] = _shown.GetValueOrDefault(ticket) + 1;
        See(new Happening.Appeared(phone, shown, shown.Ticket is { } known ? _messages[known] : null, shown.Ticket is { } text ? CorrelationId.Parse(text) : null));
    }

    internal void Reported(Sandbox.Carriers.TwilioMessage message, string status) { }

    internal void ReportRefused() { }

    internal void Failed(string function, Exception failed) => See(new Happening.FunctionFailed(function, failed));

    /// <summary>Every outbox row as it stands.</summary>
    internal IEnumerable<(StreamId Stream, OutboxBody Body)> Outboxes()
    {
        var keys = new Dictionary<StreamId, DataKey>();
        foreach (var row in _world.Account.Tables.Rows(StreamRows.Table))
        {
            if (!row.RowKey.StartsWith("outbox~", StringComparison.Ordinal)) continue;
            var stream = StreamId.Parse(row.PartitionKey);
            if (!keys.TryGetValue(stream, out var key))
                keys[stream] = key = _rows.ReadState(stream, Entity(_world.Account.Tables.Find(StreamRows.Table, row.PartitionKey, StreamRows.StateKey(stream))!)).Key!;
            yield return (stream, StreamRows.ReadOutbox(stream, key, Entity(row)));
        }
    }

    /// <summary>Every row of every stream, opened with the house's own keys.</summary>
    internal IEnumerable<(StreamId Stream, string Text)> Opened()
    {
        foreach (var partition in _world.Account.Tables.Rows(StreamRows.Table).ToLookup(row => row.PartitionKey))
        {
            var id = StreamId.Parse(partition.Key);
            if (partition.FirstOrDefault(row => row.RowKey == StreamRows.StateKey(id)) is not { } state || _rows.ReadMarked(id, Entity(state)) is not { Key: { } key, Envelope: { } envelope }) continue;
            yield return (id, JsonSerializer.Serialize(envelope, RowJson.Default.Envelope));
            foreach (var row in partition.Where(row => row != state))
                yield return (id, row.RowKey.Split('~')[0] switch
                {
                    "event" => JsonSerializer.Serialize(_rows.ReadEvent(id, (long)row.Properties["Version"]!, key, [], Entity(row)).Body, RowJson.Default.EventBody),
                    "inbox" => JsonSerializer.Serialize(StreamRows.ReadInbox(id, key, Entity(row)), RowJson.Default.InboxBody),
                    _ => JsonSerializer.Serialize(StreamRows.ReadOutbox(id, key, Entity(row)), RowJson.Default.OutboxBody),
                });
        }
    }

    private void StateChanged(RowChange change)
    {
        var stream = StreamId.Parse(change.PartitionKey);
        if (change.After is { } after && !after.ContainsKey(StreamRows.Erased)) StateStored(change, after);
        else if (_history.Remove(stream, out var versions) && change.After is not null)
        {
            Erased[stream] = versions[^1].State;
            _world.Say($"{stream.Kind} is marked to be erased");
        }
    }

    private void StateStored(RowChange change, IReadOnlyDictionary<string, object?> after)
    {
        if (change.Before is { } before && Equals(before["Version"], after["Version"])) return; // A fence.
        var stream = StreamId.Parse(change.PartitionKey);
        var entity = new TableEntity(change.PartitionKey, change.RowKey);
        foreach (var (name, value) in after) entity[name] = value;
        if (_rows.ReadState(stream, entity) is not { Envelope: { } envelope, Version: var version }) return;
        var state = envelope.State.Deserialize(House.Played.Of(stream.Kind).StateType)!;
        if (!_history.TryGetValue(stream, out var versions)) _history[stream] = versions = [];
        var last = versions.Count > 0 ? versions[^1] : null;
        versions.Add(new Version(version, _world.Time.Now, state));
        _world.Say($"{stream.Kind} stands at version {version}");
        See(new Happening.StateStored(stream, version, last?.State, state));
    }

    private void See(Happening what)
    {
        foreach (var invariant in Looking)
        {
            var all = invariant.Each(_world, what);
            // Nearly always: nothing is wrong, and nothing need be gone through.
            if (all is string[] { Length: 0 }) continue;
            foreach (var broken in all) Broke(invariant.Sentence, broken);
        }
    }

    private static TableEntity Entity(Row row)
    {
        var entity = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in row.Properties) entity[name] = value;
        return entity;
    }

    private string Who(Address address) => Directory.Find(address)?.Id.Value ?? "somebody";

    /// <summary>How writings are called in the inbox of one stream.</summary>
    private sealed class Named
    {
        /// <summary>How many writings, from the first, are in it.</summary>
        public int Count { get; set; }

        public Dictionary<string, string> ByHash { get; } = new(StringComparer.Ordinal);
    }
}
