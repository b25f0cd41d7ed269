namespace ServerlessAssist.Sandbox;

/// <summary>A clock that can be moved: it runs like the real one, faster if asked, and jumps forward. Everything that waits by it wakes in order.</summary>
public sealed class MovableClock : TimeProvider, IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Alarm, DateTimeOffset> _alarms = new();
    private readonly Timer _pulse;
    private DateTimeOffset _base;
    private long _since = System.GetTimestamp();
    private double _speed;

    /// <param name="speed">Seconds of this clock in a real second; 0: it stands still unless it is moved.</param>
    public MovableClock(DateTimeOffset start, double speed = 1)
    {
        (_base, _speed) = (start, speed);
        _pulse = new Timer(_ => Ring(), null, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
    }

    public double Speed
    {
        get { lock (_lock) return _speed; }
        set { lock (_lock) (_base, _since, _speed) = (Now(), System.GetTimestamp(), value); }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() { lock (_lock) return Now(); }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Jumps ahead in steps, so that what wakes on the way can ask to be woken again on the way.</summary>
    public async Task Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (true)
        {
            DateTimeOffset next;
            lock (_lock)
            {
                next = _alarms.TryPeek(out _, out var due) && due < target ? (due > Now() ? due : Now()) : target;
                (_base, _since) = (next > Now() ? next : Now(), System.GetTimestamp());
            }
            Ring();
            if (next >= target) return;
            await Task.Delay(TimeSpan.FromMilliseconds(1), System);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Dispose() => _pulse.Dispose();

    private DateTimeOffset Now() => _base + System.GetElapsedTime(_since) * _speed;

    private void Ring()
    {
        while (true)
        {
            Alarm alarm;
            lock (_lock)
            {
                if (!_alarms.TryPeek(out _, out var due) || due > Now()) return;
                alarm = _alarms.Dequeue();
                if (!alarm.Claim(due)) continue;
            }
            alarm.Fire();
        }
    }

    private sealed class Alarm(MovableClock clock, TimerCallback callback, object? state) : ITimer
    {
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                (_period, _due) = (period, dueTime == Timeout.InfiniteTimeSpan ? null : clock.Now() + dueTime);
                if (_due is { } due) clock._alarms.Enqueue(this, due);
            }
            return true;
        }

        /// <summary>False for a moment that was changed or cancelled since.</summary>
        public bool Claim(DateTimeOffset due)
        {
            if (_due != due) return false;
            _due = _period > TimeSpan.Zero ? due + _period : null;
            if (_due is { } next) clock._alarms.Enqueue(this, next);
            return true;
        }

        public void Fire() => ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
