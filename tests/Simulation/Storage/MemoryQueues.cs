using System.Globalization;
using System.Text;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>Azure Queues in memory: the same requests, the same answers, the same limits.</summary>
public sealed class MemoryQueues
{
    private readonly SortedDictionary<string, MessageQueue> _queues = new(StringComparer.Ordinal);
    private readonly Func<DateTimeOffset> _now;
    private readonly QueueMessages _messages;

    internal MemoryQueues(Func<DateTimeOffset> now)
    {
        _now = now;
        _messages = new QueueMessages(now, change => Changed?.Invoke(change));
    }

    /// <summary>Told of everything that happens to messages, in order. One that has expired is told of when its queue is looked at next.</summary>
    public Action<QueueChange>? Changed { get; set; }

    /// <summary>When the earliest message is or becomes visible; null where the queue is empty or not there.</summary>
    public DateTimeOffset? NextVisible(string queue)
    {
        if (!_queues.TryGetValue(queue, out var found)) return null;
        _messages.Expire(found);
        return found.Next?.Visible;
    }

    /// <summary>Every message, hidden ones too, in the order in which they become visible.</summary>
    public IEnumerable<QueuedMessage> Messages(string queue)
    {
        if (!_queues.TryGetValue(queue, out var found)) return [];
        _messages.Expire(found);
        return [.. found.Messages];
    }

    internal WireAnswer Answer(WireCall call)
    {
        var parts = call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var comp = WireQuery.Get(call.Query, "comp");
        if (parts.Length == 0) return Service(call.Method, comp, call.Query);
        if (parts.Length == 1 && call.Method == "PUT" && comp is null) return Create(parts[0], Metadata(call.Headers));
        if (!_queues.TryGetValue(parts[0], out var queue)) return QueueAnswers.Refuse(QueueAnswers.QueueNotFound);
        _messages.Expire(queue);
        return parts.Length switch
        {
            1 => Queue(queue, call, comp),
            2 => _messages.All(queue, call),
            _ => _messages.One(queue, Uri.UnescapeDataString(parts[2]), call),
        };
    }

    private WireAnswer Service(string method, string? comp, string query)
    {
        if (method == "GET" && comp == "properties") return QueueAnswers.Xml(200, "<StorageServiceProperties><Logging><Version>1.0</Version><Delete>false</Delete><Read>false</Read><Write>false</Write><RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></Logging><Cors /></StorageServiceProperties>");
        if (method != "GET" || comp != "list") return QueueAnswers.Refuse(QueueAnswers.NotAllowed);
        var prefix = WireQuery.Get(query, "prefix") ?? "";
        var xml = new StringBuilder($"<EnumerationResults ServiceEndpoint=\"{MemoryAccount.QueueHost}\"><Queues>");
        foreach (var name in _queues.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))) xml.Append("<Queue><Name>").Append(name).Append("</Name></Queue>");
        return QueueAnswers.Xml(200, xml.Append("</Queues><NextMarker /></EnumerationResults>").ToString());
    }

    private WireAnswer Create(string name, Dictionary<string, string> metadata)
    {
        if (!IsName(name)) return QueueAnswers.Refuse(QueueAnswers.InvalidResourceName);
        if (_queues.TryAdd(name, new MessageQueue(name, metadata))) return QueueAnswers.Created;
        var there = _queues[name].Metadata;
        var same = there.Count == metadata.Count && metadata.All(one => there.TryGetValue(one.Key, out var value) && value == one.Value);
        return same ? QueueAnswers.Done : QueueAnswers.Refuse(QueueAnswers.QueueAlreadyExists);
    }

    private WireAnswer Queue(MessageQueue queue, WireCall call, string? comp)
    {
        switch (call.Method, comp)
        {
            case ("DELETE", null):
                _queues.Remove(queue.Name);
                return QueueAnswers.Done;
            case ("GET" or "HEAD", "metadata"):
                var headers = new Dictionary<string, string>(queue.Metadata.Select(one => KeyValuePair.Create("x-ms-meta-" + one.Key, one.Value)), StringComparer.OrdinalIgnoreCase)
                {
                    ["x-ms-approximate-messages-count"] = queue.Count.ToString(CultureInfo.InvariantCulture),
                };
                return QueueAnswers.With(200, headers);
            case ("PUT", "metadata"):
                queue.Metadata = Metadata(call.Headers);
                return QueueAnswers.Done;
            default:
                return QueueAnswers.Refuse(QueueAnswers.NotAllowed);
        }
    }

    private static Dictionary<string, string> Metadata(IReadOnlyDictionary<string, string> headers) => headers
        .Where(header => header.Key.StartsWith("x-ms-meta-", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key["x-ms-meta-".Length..], header => header.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>3 to 63 small letters, digits and single hyphens, none at either end.</summary>
    private static bool IsName(string name) => name.Length is >= 3 and <= 63 && name[0] != '-' && name[^1] != '-' &&
        !name.Contains("--", StringComparison.Ordinal) && name.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-');
}
