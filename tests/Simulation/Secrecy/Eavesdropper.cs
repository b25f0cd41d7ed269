using ServerlessAssist.Shared.Streams;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Bugs;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Secrecy;

/// <summary>Something was read where it must not be.</summary>
/// <param name="Where">On which surface.</param>
public sealed record Leaked(string Where, string What);

/// <summary>Listens to one world on every surface at once: storage's wire, what storage holds, carriers, phones, log lines, measurements, traces. It changes nothing.</summary>
/// <param name="leak">Lets something out after the first commit, to see that it is heard.</param>
public sealed class Eavesdropper(Action<World.World, Instance>? leak = null) : PlantedBug("somebody listens")
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly ConcurrentDictionary<(string Where, string Text), byte> _noted = new();
    private readonly List<(string Where, byte[] Bytes)> _storage = [];
    private readonly List<(string Address, byte[] Body)> _carriers = [];
    private bool _hasLeaked;

    /// <summary>How much was looked at: nothing heard is good only if there was much to hear.</summary>
    public int Heard { get; private set; }

    public override void Plant(IServiceCollection services, World.World world, Instance process) => world.Facts.Overheard = (what, body) =>
    {
        if (what.StartsWith("carrier ", StringComparison.Ordinal)) _carriers.Add((what["carrier ".Length..], body));
    };

    public override WireCall Changed(WireCall call)
    {
        _storage.Add(("a storage request's address or headers", Encoding.UTF8.GetBytes($"{call.Path}?{call.Query}\n{Uri.UnescapeDataString(call.Path)}?{Uri.UnescapeDataString(call.Query)}\n{string.Join('\n', call.Headers.Select(one => $"{one.Key}: {one.Value}"))}")));
        _storage.Add(("a storage request's body", call.Body));
        return call;
    }

    public override void Applied(World.World world, Instance process, WireCall call, WireAnswer answer)
    {
        if (_hasLeaked || call.Path != "$batch" || world.Facts.Referrals.Count == 0) return;
        _hasLeaked = true;
        leak?.Invoke(world, process);
    }

    /// <summary>Runs something while measurements and traces of this thread are heard.</summary>
    public T Listening<T>(Func<T> what)
    {
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        meters.Start();
        using var traces = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = Traced };
        ActivitySource.AddActivityListener(traces);
        var result = what();
        meters.RecordObservableInstruments();
        return result;
    }

    /// <summary>Whether a span or a measurement of this name was heard.</summary>
    /// <param name="name">With its source before it.</param>
    public bool HasHeard(string name) => _noted.Keys.Any(one => one.Text.StartsWith(name, StringComparison.Ordinal));

    /// <summary>All that was read where it must not be, when a run is over.</summary>
    public IReadOnlyList<Leaked> Found(World.World world)
    {
        var (all, written) = (new List<Leaked>(), Markers.Written(world));
        foreach (var (where, bytes) in _storage.Concat(Held(world))) Look(all, where, Readings.Of(bytes), written);
        foreach (var line in world.Log.Lines)
        {
            Look(all, "a log line", Readings.Of(line), [.. written, "+355"]);
            if (Markers.Raw(line) is { } raw) all.Add(new Leaked("a log line", $"{raw}, raw"));
        }
        foreach (var (where, text) in _noted.Keys) Look(all, where, Readings.Of(text), [.. written, "+355"]);
        foreach (var (address, body) in _carriers)
        {
            Look(all, "a carrier's address", [new Uri(address).PathAndQuery, Uri.UnescapeDataString(new Uri(address).PathAndQuery)], Markers.InAddresses(world));
            foreach (var (to, words) in WordsOf(address, Encoding.UTF8.GetString(body))) Look(all, "words to a carrier", [words], Markers.InWordsTo(world, to));
        }
        foreach (var phone in world.Phones)
            foreach (var shown in phone.All) Look(all, "words on a phone", [shown.Text, .. shown.Buttons.Select(one => one.Label)], Markers.InWordsTo(world, phone.Address));
        return [.. all.Distinct()];
    }

    private void Look(List<Leaked> all, string where, IEnumerable<string> texts, IReadOnlyList<string> markers)
    {
        foreach (var text in texts)
        {
            Heard++;
            foreach (var marker in markers)
                if (text.Contains(marker, StringComparison.Ordinal)) all.Add(new Leaked(where, marker));
        }
    }

    private static IEnumerable<(string Where, byte[] Bytes)> Held(World.World world)
    {
        foreach (var table in World.House.Played.Tables)
            foreach (var row in world.Account.Tables.Rows(table))
            {
                yield return ("a stored key", Encoding.UTF8.GetBytes($"{row.PartitionKey}\n{row.RowKey}"));
                foreach (var (name, value) in row.Properties) yield return ("a stored property", value as byte[] ?? Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}={value}")));
            }
        foreach (var queue in World.World.QueueNames)
            foreach (var message in world.Account.Queues.Messages(queue)) yield return ("a queue message", Encoding.UTF8.GetBytes(message.Text));
    }

    /// <summary>What a carrier is asked to show, and to whom. The number itself stands in its own field, for it must.</summary>
    private static IEnumerable<(Address To, string Words)> WordsOf(string address, string body)
    {
        if (body.Length == 0) yield break;
        if (body[0] == '{')
        {
            var asked = JsonNode.Parse(body)!.AsObject();
            var to = new Address(ChannelKind.Telegram, asked["chat_id"]?.ToString() ?? "");
            foreach (var (name, value) in asked)
                if (name != "chat_id" && value is not null) yield return (to, Plain(value.ToJsonString()));
            yield break;
        }
        var form = QueryHelpers.ParseQuery(body);
        // Taking words out of a text says something to nobody.
        var reader = new Address(ChannelKind.Sms, form.TryGetValue("To", out var number) ? number.ToString() : "");
        foreach (var (name, value) in form)
            if (name is not ("To" or "From")) yield return (reader, $"{name}={value}");

        static string Plain(string json) => System.Text.RegularExpressions.Regex.Unescape(json);
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Environment.CurrentManagedThreadId != _thread) return;
        var text = new StringBuilder($"{instrument.Meter.Name} {instrument.Name}");
        foreach (var (name, value) in tags) text.Append(CultureInfo.InvariantCulture, $"\n{name}={value}");
        _noted.TryAdd(("a measurement", text.ToString()), 0);
    }

    private void Traced(Activity activity)
    {
        if (Environment.CurrentManagedThreadId != _thread) return;
        var text = $"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString}\n{string.Join('\n', activity.TagObjects.Select(one => $"{one.Key}={one.Value}"))}\n{string.Join('\n', activity.Events.SelectMany(one => one.Tags.Select(tag => $"{one.Name} {tag.Key}={tag.Value}")))}\n{string.Join('\n', activity.Baggage.Select(one => $"{one.Key}={one.Value}"))}";
        _noted.TryAdd(("a trace", text), 0);
    }
}
