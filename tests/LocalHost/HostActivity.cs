using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.LocalHost;

/// <summary>Whether anything is under way: Azure keeps instances awake while there is, and looks at queues seldom when there is not.</summary>
/// <remarks><c>LocalHost:AwakeFor</c> changes how long it stays awake, for measurements of an idle system.</remarks>
internal sealed class HostActivity(IConfiguration settings)
{
    /// <summary>After so long without a request or message Azure lets an instance go.</summary>
    private readonly TimeSpan _awakeFor = settings["LocalHost:AwakeFor"] is { Length: > 0 } span
        ? TimeSpan.Parse(span, CultureInfo.InvariantCulture)
        : TimeSpan.FromMinutes(5);

    private long _last = TimeProvider.System.GetTimestamp();
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsAwake => TimeProvider.System.GetElapsedTime(Volatile.Read(ref _last)) < _awakeFor;

    /// <summary>Completes at the next request or message after a time without any.</summary>
    public Task Woken => Volatile.Read(ref _woken).Task;

    public void Note()
    {
        var wasAwake = IsAwake;
        Volatile.Write(ref _last, TimeProvider.System.GetTimestamp());
        if (!wasAwake) Interlocked.Exchange(ref _woken, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
