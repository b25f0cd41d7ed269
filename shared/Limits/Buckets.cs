namespace ServerlessAssist.Shared.Limits;

/// <summary>A bucket of tokens for each key: full at first, filled again by the clock.</summary>
/// <remarks>Kept in this process's memory: several instances allow so much each. The platform's limiters have timers of their own, which no test can hold still; this one looks at the clock when it is asked.</remarks>
public sealed class Buckets<TKey>(Rate rate, TimeProvider time) where TKey : notnull
{
    private const int Remembered = 20_000;
    private const double Nearly = 1e-6;
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Bucket> _buckets = [];

    /// <summary>Takes one, if there is one.</summary>
    public Taken Take(TKey key)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var left = LeftOf(key, now);
            if (left < 1 - Nearly)
            {
                var isFirst = !_buckets[key].WasEmpty;
                _buckets[key] = _buckets[key] with { WasEmpty = true };
                return new Taken(TimeSpan.FromHours((1 - left) / rate.Hour), isFirst);
            }
            if (_buckets.Count >= Remembered && !_buckets.ContainsKey(key)) Forget(now);
            _buckets[key] = new Bucket(left - 1, now, WasEmpty: false);
            return new Taken(TimeSpan.Zero, false);
        }
    }

    /// <summary>What was taken was not needed.</summary>
    public void GiveBack(TKey key)
    {
        lock (_lock)
        {
            if (_buckets.TryGetValue(key, out var bucket)) _buckets[key] = bucket with { Left = Math.Min(rate.Burst, bucket.Left + 1) };
        }
    }

    private double LeftOf(TKey key, DateTimeOffset now) =>
        _buckets.TryGetValue(key, out var bucket) ? Math.Min(rate.Burst, bucket.Left + (rate.Hour * Math.Max(0, (now - bucket.At).TotalHours))) : rate.Burst;

    /// <summary>Full ones say nothing; if all are in use, a flood of keys is under way, and all begin anew.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var key in _buckets.Keys.Where(key => LeftOf(key, now) >= rate.Burst - Nearly).ToList()) _buckets.Remove(key);
        if (_buckets.Count >= Remembered) _buckets.Clear();
    }

    private readonly record struct Bucket(double Left, DateTimeOffset At, bool WasEmpty);
}

/// <summary>What taking came to.</summary>
/// <param name="Wait">Zero: taken. Else how long until there is one.</param>
/// <param name="IsFirstTooMany">The first that was refused since one was given.</param>
public readonly record struct Taken(TimeSpan Wait, bool IsFirstTooMany)
{
    public bool IsRefused => Wait > TimeSpan.Zero;
}
