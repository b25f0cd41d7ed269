namespace ServerlessAssist.Shared.Streams;

/// <summary>A stream as it was read, for a caller that decides on it without reading it again.</summary>
public sealed class Loaded<TState>
{
    internal Loaded(TState state, Snapshot snapshot) => (State, Snapshot) = (state, snapshot);

    public TState State { get; }

    public StreamId Id => Snapshot.Id;

    internal Snapshot Snapshot { get; }
}
