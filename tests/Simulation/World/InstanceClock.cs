namespace ServerlessAssist.Simulation.World;

/// <summary>The clock of one process: virtual time, wrong by a constant.</summary>
public sealed class InstanceClock(Timeline timeline, TimeSpan skew, Func<bool> isAlive) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => timeline.Now + skew;

    public override long GetTimestamp() => timeline.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(timeline, isAlive, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm(Timeline timeline, Func<bool> isAlive, TimerCallback callback, object? state) : ITimer
    {
        private int _turn;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var turn = ++_turn;
            if (dueTime != Timeout.InfiniteTimeSpan) timeline.In(dueTime, () => Ring(turn, period));
            return true;
        }

        public void Dispose() => _turn++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring(int turn, TimeSpan period)
        {
            if (turn != _turn || !isAlive()) return;
            if (period > TimeSpan.Zero) timeline.In(period, () => Ring(turn, period));
            timeline.Outside(() => callback(state));
        }
    }
}
