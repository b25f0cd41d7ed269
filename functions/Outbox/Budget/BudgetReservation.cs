using ServerlessAssist.Shared.Limits;

namespace ServerlessAssist.Functions.Outbox.Budget;

/// <summary>What this process may still text to one country on one day without asking storage.</summary>
internal sealed class BudgetReservation(DateOnly day, string country, int limit)
{
    private const int FirstBatch = 4;

    public DateOnly Day => day;

    public string Country => country;

    public int Limit => limit;

    public int Left { get; set; }

    /// <summary>Segments that have left and are written down nowhere yet.</summary>
    public int Owed { get; set; }

    /// <summary>No more is granted today.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Small at first, for a process may live for one message only; then doubled.</summary>
    public int Batch { get; private set; } = Math.Min(FirstBatch, LimitSettings.LargestReservation(limit));

    /// <summary>Where storage was silent: not asked again before.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Asked, and not answered for certain yet: the same is asked again under the same id.</summary>
    public Reserve? Pending { get; set; }

    /// <summary>Somebody is asking right now.</summary>
    public TaskCompletionSource? Asking { get; set; }

    public void Grant(int segments)
    {
        if (segments < Pending!.Wanted) IsSpent = true;
        Pending = null;
        Left += segments;
        Batch = Math.Min(2 * Batch, LimitSettings.LargestReservation(limit));
        var paid = Math.Min(Owed, Left);
        (Owed, Left) = (Owed - paid, Left - paid);
    }
}
