namespace ServerlessAssist.Shared.Streams;

/// <summary>What upkeep does with a stream: audit, retention and erasing, each in a class of its own.</summary>
public sealed partial class StreamHandler<TState, TEvent, TCommand>
{
    /// <summary>Every commit in order, with who and when; null where the stream is not there.</summary>
    public async Task<IReadOnlyList<Happened<TEvent>>?> History(StreamId id, CancellationToken stop) =>
        await _audit.History(await _store.Read(id, stop), stop);

    public Task<ChainVerdict> Verify(StreamId id, CancellationToken stop) => _audit.Verify(id, stop);

    public Task<(long Version, IReadOnlyList<ViewRow> Lines)> Lines(StreamId id, CancellationToken stop) => _audit.Lines(id, stop);

    public Task<int> Audit(CancellationToken stop) => _audit.Audit(stop);

    public Task<int> Retire(DateTimeOffset before, CancellationToken stop) => _retention.Retire(before, stop);

    public Task<IReadOnlyList<StreamId>> Over(DateTimeOffset before, int most, CancellationToken stop) =>
        _retention.Over(before, most, stop);

    /// <summary>Takes one stream away whole, if its state allows it; its past does not hinder a new beginning.</summary>
    /// <returns>True: it is not there any more.</returns>
    public Task<bool> Forget(StreamId id, Func<TState, bool> may, CancellationToken stop) => _retention.Forget(id, may, stop);

    public Task<bool> Mark(StreamId id, CancellationToken stop) => _erasing.Mark(id, _ => true, stop);

    /// <summary>As <see cref="Mark(StreamId,CancellationToken)"/>, if its state allows it.</summary>
    public Task<bool> Mark(StreamId id, Func<TState, bool> may, CancellationToken stop) => _erasing.Mark(id, may, stop);

    public Task Hide(StreamId id, CancellationToken stop) => _erasing.Hide(id, stop);

    /// <summary>What a marked stream still holds, for the eraser; default: nothing any more.</summary>
    public Task<TState?> ReadMarked(StreamId id, CancellationToken stop) => _erasing.ReadMarked(id, stop);

    /// <summary>As <see cref="History"/>, of a marked stream or one that is not; empty: there is none.</summary>
    public async Task<IReadOnlyList<Happened<TEvent>>> HistoryOfMarked(StreamId id, CancellationToken stop) =>
        await _audit.History(await _store.ReadMarked(id, stop), stop) ?? [];
}
