namespace ServerlessAssist.Shared.Streams.Upkeep;

/// <summary>How much one request does before it hands back a cursor: 20 s and so many steps at most, far below the time that a function or a connection has.</summary>
public sealed class Budget(TimeProvider time, int steps)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(20);
    private readonly DateTimeOffset _until = time.GetUtcNow() + Span;
    private int _left = steps;

    public bool IsSpent => _left <= 0 || time.GetUtcNow() >= _until;

    public void Spend(int steps = 1) => _left -= steps;
}
