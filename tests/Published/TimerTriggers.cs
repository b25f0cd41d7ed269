using ServerlessAssist.LocalHost;
using ServerlessAssist.Published.Protocol;

namespace ServerlessAssist.Published;

/// <summary>Fires timer functions by their schedules, in UTC and by the clock that it is given. It remembers no earlier run.</summary>
internal sealed class TimerTriggers(Invocations invocations, TimeProvider time)
{
    public Task Run(IEnumerable<PublishedFunction> functions, CancellationToken stop) =>
        Task.WhenAll(functions.Where(one => one.Schedule is not null).Select(one => Tick(one, stop)));

    /// <summary>Fires one now, whatever its schedule says.</summary>
    public Task<InvocationResponse> Fire(string id, PublishedFunction function, bool isPastDue)
    {
        var now = time.GetUtcNow();
        var next = Timers.Next(Timers.Schedule(function.Schedule!), now);
        return invocations.Timer(id, function, new TimerFiring(new TimerFiring.Status(now, next, now), isPastDue));
    }

    private async Task Tick(PublishedFunction function, CancellationToken stop)
    {
        var schedule = Timers.Schedule(function.Schedule!);
        for (var due = Timers.Next(schedule, time.GetUtcNow()); ; due = Timers.Next(schedule, due))
        {
            var left = due - time.GetUtcNow();
            if (left > TimeSpan.Zero) await Task.Delay(left, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) return;
            await Fire(Guid.NewGuid().ToString(), function, isPastDue: false);
        }
    }
}
