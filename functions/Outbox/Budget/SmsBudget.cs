using System.Globalization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox.Budget;

/// <summary>The day's money for texts, by country: shared by all processes, held by each in small batches.</summary>
/// <remarks>
/// A reservation is 2 storage transactions for many texts. What is inexact: a process that ends wastes what it had reserved (a fiftieth of the limit, 64 segments at most),
/// or forgets what it sent without asking since it last wrote (once the limit is reached less than a batch; before, what left while storage was silent).
/// </remarks>
public sealed class SmsBudget(StreamHandler<SmsBudgetDay, SmsBudgetEvent, Reserve> streams, StaffDirectory directory, LimitSettings limits, TimeProvider time, Random random)
{
    /// <summary>After silence of storage.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>What has left waits no longer than this until it is written down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, BudgetReservation> _leases = [];

    /// <summary>For a text that can wait: takes its segments before it leaves.</summary>
    /// <returns>Zero: taken. Else how long it has to wait.</returns>
    public async Task<TimeSpan> Take(string country, int segments, CancellationToken stop)
    {
        while (true)
        {
            var (lease, now) = (LeaseOf(country), time.GetUtcNow());
            Task? asking;
            lock (_lock)
            {
                if (lease.Left >= segments)
                {
                    lease.Left -= segments;
                    return TimeSpan.Zero;
                }
                if (lease.IsSpent) return SmsBudgetRules.UntilNextDay(now);
                if (now < lease.NotBefore) return Pause;
                asking = lease.Asking?.Task;
            }
            await (asking ?? Ask(lease, segments)).WaitAsync(stop);
        }
    }

    /// <summary>The carrier did not take it.</summary>
    public void GiveBack(string country, int segments)
    {
        lock (_lock)
            if (_leases.TryGetValue(country, out var lease)) lease.Left += segments;
    }

    /// <summary>For what leaves whatever the limit is: counts it afterwards. Never fails and never waits long.</summary>
    public async Task Count(string country, int segments)
    {
        var (lease, now) = (LeaseOf(country), time.GetUtcNow());
        lock (_lock)
        {
            var paid = Math.Min(lease.Left, segments);
            (lease.Left, lease.Owed) = (lease.Left - paid, lease.Owed + segments - paid);
            if (lease.Owed == 0 || lease.Asking is not null || now < lease.NotBefore || (lease.IsSpent && lease.Owed < lease.Batch)) return;
        }
        try
        {
            await Ask(lease, 0).WaitAsync(Patience, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // It goes on; the message need not.
        }
    }

    private BudgetReservation LeaseOf(string country)
    {
        var day = SmsBudgetRules.DayOf(time.GetUtcNow());
        lock (_lock)
            return _leases.TryGetValue(country, out var lease) && lease.Day == day ? lease : _leases[country] = new BudgetReservation(day, country, limits.SegmentsADay(country));
    }

    /// <summary>One at a time; those who come meanwhile wait for it. Not with one caller's cancellation: the others need it too.</summary>
    private async Task Ask(BudgetReservation lease, int needed)
    {
        if (Begin(lease, needed) is not { } reserve) return;
        int? granted = null;
        try
        {
            var people = await directory.Cached(CancellationToken.None);
            var outcome = await streams.Handle(SmsBudgetRules.IdOf(lease.Day, lease.Country), reserve with { Administrators = people.Administrators }, reserve.Reservation, Actors.System, CancellationToken.None);
            granted = outcome switch { Outcome<SmsBudgetDay>.Done done => done.State.GrantedTo(reserve.Reservation), Outcome<SmsBudgetDay>.NoChange => 0, _ => null };
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            // Whether it stands is not known: it is asked again under the same id.
        }
        finally
        {
            End(lease, granted);
        }
    }

    private Reserve? Begin(BudgetReservation lease, int needed)
    {
        lock (_lock)
        {
            if (lease.Asking is not null) return null;
            lease.Asking = new TaskCompletionSource();
            if (lease.Pending is null) (lease.Pending, lease.Owed) = (new Reserve(random.NextInt64().ToString("x16", CultureInfo.InvariantCulture), lease.Owed, Math.Max(needed, lease.Batch), lease.Limit, lease.Country, []), 0);
            return lease.Pending;
        }
    }

    private void End(BudgetReservation lease, int? granted)
    {
        TaskCompletionSource asked;
        lock (_lock)
        {
            (asked, lease.Asking) = (lease.Asking!, null);
            if (granted is { } segments) lease.Grant(segments);
            else lease.NotBefore = time.GetUtcNow() + Pause;
        }
        asked.SetResult();
    }
}
