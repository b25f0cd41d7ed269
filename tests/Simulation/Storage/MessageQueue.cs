namespace ServerlessAssist.Simulation.Storage;

/// <summary>The messages of one queue in the order in which they become visible, then in which they came.</summary>
internal sealed class MessageQueue(string name, Dictionary<string, string> metadata)
{
    public static readonly DateTimeOffset Never = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private readonly Dictionary<string, QueuedMessage> _byId = new(StringComparer.Ordinal);
    private readonly SortedSet<QueuedMessage> _byTime = new(Comparer<QueuedMessage>.Create((one, other) => one.Visible.CompareTo(other.Visible) is not 0 and var order ? order : one.Number.CompareTo(other.Number)));
    private readonly SortedSet<QueuedMessage> _byEnd = new(Comparer<QueuedMessage>.Create((one, other) => one.Expires.CompareTo(other.Expires) is not 0 and var order ? order : one.Number.CompareTo(other.Number)));

    public string Name => name;

    public Dictionary<string, string> Metadata { get; set; } = metadata;

    public int Count => _byId.Count;

    /// <summary>In the order in which they become visible.</summary>
    public IEnumerable<QueuedMessage> Messages => _byTime;

    public QueuedMessage? Next => _byTime.Min;

    public QueuedMessage? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(QueuedMessage message)
    {
        _byId[message.Id] = message;
        _byTime.Add(message);
        if (message.Expires < Never) _byEnd.Add(message);
    }

    public void Hide(QueuedMessage message, DateTimeOffset until)
    {
        _byTime.Remove(message);
        message.Visible = until;
        _byTime.Add(message);
    }

    public void Remove(QueuedMessage message)
    {
        _byId.Remove(message.Id);
        _byTime.Remove(message);
        _byEnd.Remove(message);
    }

    public List<QueuedMessage> VisibleAt(DateTimeOffset now, int most)
    {
        var visible = new List<QueuedMessage>();
        foreach (var message in _byTime)
        {
            if (message.Visible > now || visible.Count == most) break;
            visible.Add(message);
        }
        return visible;
    }

    /// <summary>Takes out the next one whose time is over.</summary>
    public QueuedMessage? TakeExpired(DateTimeOffset now)
    {
        if (_byEnd.Count == 0 || _byEnd.Min is not { } first || first.Expires > now) return null;
        Remove(first);
        return first;
    }
}
