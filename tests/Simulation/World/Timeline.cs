namespace ServerlessAssist.Simulation.World;

/// <summary>Virtual time: what will happen, in the order of its moments. One thread; nothing here waits for real time.</summary>
/// <remarks>
/// Whatever the product awaits is ended from here, on this thread and without a synchronization context, so its continuations run at once and in order:
/// the same seed gives the same steps. Code that hops to the thread pool would break that, and is found by <see cref="Here"/>.
/// </remarks>
public sealed class Timeline(DateTimeOffset start)
{
    private readonly PriorityQueue<Action, (long Ticks, long Order)> _coming = new();
    private readonly Thread _thread = Thread.CurrentThread;
    private long _order;

    public DateTimeOffset Now { get; private set; } = start;

    public DateTimeOffset Start { get; } = start;

    public long Steps { get; private set; }

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
        if (!_coming.TryPeek(out _, out var first) || first.Ticks > limit.UtcTicks) return false;
        var what = _coming.Dequeue();
        Now = new DateTimeOffset(first.Ticks, TimeSpan.Zero);
        Steps++;
        what();
        return true;
    }

    /// <summary>False on a timer of the machine's own: the SDKs set some that have no meaning in virtual time.</summary>
    public bool IsHere => Thread.CurrentThread == _thread;

    /// <summary>Nothing of the product may run anywhere but here.</summary>
    public void Here()
    {
        if (IsHere) return;
        Console.Error.WriteLine($"Something left the simulation's thread: {Environment.StackTrace}");
        Environment.Exit(70);
    }
}
