namespace ServerlessAssist.LocalHost;

/// <summary>Whether anything is under way: Azure keeps instances awake while there is, and looks at queues seldom when there is not.</summary>
internal sealed class HostActivity
{
    /// <summary>After so long without a request or message Azure lets an instance go.</summary>
    private static readonly TimeSpan AwakeFor = TimeSpan.FromMinutes(5);

    private long _last = TimeProvider.System.GetTimestamp();

    public bool IsAwake => TimeProvider.System.GetElapsedTime(Volatile.Read(ref _last)) < AwakeFor;

    public void Note() => Volatile.Write(ref _last, TimeProvider.System.GetTimestamp());
}
