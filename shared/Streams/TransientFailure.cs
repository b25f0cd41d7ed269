using Azure;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Failures that say nothing about what was asked: storage or the way to it is silent or busy, or this process is told to end. The same again may succeed, however often it takes.</summary>
public static class TransientFailure
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <summary>How long to wait before the next look: 20 s, twice as long each time, two minutes at most, for an alert may be waiting.</summary>
    public static TimeSpan PauseAfter(int times) => TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(times, 8), LongestPause.Ticks));

    public static bool Is(Exception failed) =>
        failed is RequestFailedException or AggregateException or IOException or HttpRequestException or OperationCanceledException or NotSettledException;
}

/// <summary>Storage has not said yet what it holds: the same again later.</summary>
public sealed class NotSettledException(string what) : Exception(what);
