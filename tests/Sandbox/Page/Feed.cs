namespace ServerlessAssist.Sandbox.Page;

/// <summary>One thing that happened, in plain words, and what it cost until the next.</summary>
public sealed record FeedLine(int N, DateTimeOffset At, string Kind, string Text, int Transactions, int Segments);

/// <summary>What happened, newest last; what storage and carriers counted since stands with the line that it follows.</summary>
internal sealed class Feed(TimeProvider time)
{
    private const int Kept = 200;
    private readonly Lock _lock = new();
    private readonly List<FeedLine> _lines = [];
    private int _count;

    public long Transactions { get; private set; }

    public long Segments { get; private set; }

    public long Messages { get; private set; }

    public IReadOnlyList<FeedLine> Lines { get { lock (_lock) return [.. _lines]; } }

    public void Add(string kind, string text, int segments = 0)
    {
        lock (_lock)
        {
            _lines.Add(new FeedLine(++_count, time.GetUtcNow(), kind, text, 0, segments));
            if (_lines.Count > Kept) _lines.RemoveAt(0);
            Segments += segments;
            if (kind is "in" or "out") Messages++;
        }
    }

    public void CountTransaction()
    {
        lock (_lock)
        {
            Transactions++;
            if (_lines.Count > 0) _lines[^1] = _lines[^1] with { Transactions = _lines[^1].Transactions + 1 };
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            (Transactions, Segments, Messages) = (0, 0, 0);
        }
    }
}
