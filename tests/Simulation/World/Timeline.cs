namespace ServerlessAssist.Simulation.World;

/// <summary>Virtual time: what will happen, in the order of its moments. One thread; nothing here waits for real time.</summary>
/// <remarks>
/// The product's code runs in a synchronization context of this thread, so whatever it awaits goes on here, in turn: the same seed gives the same steps.
/// Libraries await without a context; what they wait for is ended outside of it (<see cref="Outside"/>), so that they go on at once and on this thread too.
/// Code that hops to the thread pool all the same would break that, and is found by <see cref="Here"/>.
/// </remarks>
public sealed class Timeline
{
    private readonly PriorityQueue<Action, (long Ticks, long Order)> _coming = new();
    private readonly Queue<(SendOrPostCallback What, object? State)> _ready = new();
    private readonly Thread _thread = Thread.CurrentThread;
    private readonly Turns _turns;
    private long _order;

    public Timeline(DateTimeOffset start)
    {
        (Now, Start, _turns) = (start, start, new Turns(this));
        SynchronizationContext.SetSynchronizationContext(_turns);
    }

    public DateTimeOffset Now { get; private set; }

    public DateTimeOffset Start { get; }

    public long Steps { get; private set; }

    /// <summary>False on a timer of the machine's own: the SDKs set some that have no meaning in virtual time.</summary>
    public bool IsHere => Thread.CurrentThread == _thread;

    public void At(DateTimeOffset when, Action what) => _coming.Enqueue(what, (Math.Max(when.UtcTicks, Now.UtcTicks), _order++));

    public void In(TimeSpan span, Action what) => At(Now + span, what);

    /// <summary>Ends after a span of virtual time.</summary>
    public Task Wait(TimeSpan span)
    {
        var over = new TaskCompletionSource();
        In(span, over.SetResult);
        return over.Task;
    }

    /// <summary>Takes what comes next. False: nothing comes before the limit.</summary>
    public bool Step(DateTimeOffset limit)
    {
        TakeTurns();
        if (!_coming.TryPeek(out _, out var first) || first.Ticks > limit.UtcTicks) return false;
        var what = _coming.Dequeue();
        Now = new DateTimeOffset(first.Ticks, TimeSpan.Zero);
        Steps++;
        what();
        TakeTurns();
        return true;
    }

    /// <summary>Ends what a library waits for.</summary>
    public void Outside(Action what)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            what();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Nothing of the product may run anywhere but here.</summary>
    public void Here()
    {
        if (IsHere) return;
        Console.Error.WriteLine($"Something left the simulation's thread: {Environment.StackTrace}");
        Environment.Exit(70);
    }

    internal void Forget()
    {
        _coming.Clear();
        _ready.Clear();
    }

    private void TakeTurns()
    {
        while (_ready.TryDequeue(out var turn)) turn.What(turn.State);
    }

    private sealed class Turns(Timeline timeline) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            timeline.Here();
            timeline._ready.Enqueue((d, state));
        }

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("This house awaits.");

        public override SynchronizationContext CreateCopy() => this;
    }
}
