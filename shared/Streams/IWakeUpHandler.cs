namespace ServerlessAssist.Shared.Streams;

/// <summary>Work outside of a stream that its wake-ups ask for: what rules decide, somebody has to do.</summary>
public interface IWakeUpHandler
{
    /// <summary>Of the streams that it works for.</summary>
    string Kind { get; }

    /// <summary>Does what is due. It can be asked twice, and two can be asked at once.</summary>
    /// <returns>True when the hint can go: the stream does not want it any more.</returns>
    Task<bool> Run(StreamId id, WakeUp wake, CancellationToken stop);
}
