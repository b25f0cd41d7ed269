using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Shared.Streams;

/// <summary>The only writer of stream rows: reads, lets the rules decide, commits, delivers.</summary>
public sealed partial class StreamHandler<TState, TEvent, TCommand> : IStreamHandler
{
    private const int Tries = 8;
    private readonly StreamDefinition<TState, TEvent, TCommand> _book;
    private readonly StreamStore _store;
    private readonly StreamRows _rows;
    private readonly Outbox _outbox;
    private readonly Announcements _announcements;
    private readonly Views _views;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly CommitDrafts<TState, TEvent, TCommand> _drafts;
    private readonly Repeats<TState, TEvent, TCommand> _repeats;
    private readonly StreamsDelivery<TState, TEvent, TCommand> _delivery;
    private readonly StreamsTelemetry<TState, TEvent, TCommand> _telemetry;
    private readonly StreamsCommit<TState, TEvent, TCommand> _commits;
    private readonly StreamsAudit<TState, TEvent, TCommand> _audit;
    private readonly StreamsRetention<TState, TEvent, TCommand> _retention;
    private readonly StreamsErasing<TState, TEvent, TCommand> _erasing;

    /// <param name="random">Jitter, and ids of commits: unique, not secret.</param>
    /// <param name="measured">Called for each event that stands, with the state after its commit; null: events are not measured.</param>
    internal StreamHandler(
        StreamDefinition<TState, TEvent, TCommand> book, StreamStore store, StreamRows rows, Outbox outbox,
        Announcements announcements, Agenda agenda, Views views, BlindIndex index, TimeProvider time, Random random,
        Action<TState, TEvent, DateTimeOffset>? measured = null)
    {
        (_book, _store, _rows, _outbox, _announcements) = (book, store, rows, outbox, announcements);
        (_views, _time, _random) = (views, time, random);
        _drafts = new(book, rows, random);
        _repeats = new(book, store, index);
        _delivery = new(book, outbox, announcements, agenda, views, time);
        _telemetry = new(book, measured);
        _commits = new(book, store, announcements, _repeats, _delivery, _telemetry);
        _audit = new(book, store, rows, agenda, views);
        _retention = new(book, store, rows);
        _erasing = new(book, store, agenda, views, index, time);
    }

    public string Kind => _book.Kind;

    public IStreamDefinition Definition => _book;

    /// <summary>Reads a stream: one storage transaction.</summary>
    public async Task<(TState State, long Version)> Read(StreamId id, CancellationToken stop)
    {
        var snapshot = await _store.Read(id, stop);
        return (_book.StateOf(snapshot), snapshot.Version);
    }

    /// <summary>As <see cref="Read(StreamId,CancellationToken)"/>, for a caller that keeps what it read: an unchanged row is not parsed.</summary>
    /// <param name="before">What was read last; null: nothing yet.</param>
    public async Task<Seen<TState>> Read(StreamId id, Seen<TState>? before, CancellationToken stop)
    {
        var row = await _store.StateRow(id, stop);
        if (row is not null && before?.IsOf(row) == true) return before;
        var snapshot = row is null ? Snapshot.Nothing(id) : _rows.ReadState(id, row);
        return new Seen<TState>(_book.StateOf(snapshot), row);
    }

    /// <summary>Reads a stream for a caller that decides on what it reads, see <see cref="Handle(Loaded{TState},TCommand,string,string,CancellationToken)"/>. One storage transaction.</summary>
    public async Task<Loaded<TState>> Load(StreamId id, CancellationToken stop)
    {
        var snapshot = await _store.Read(id, stop);
        return new Loaded<TState>(_book.StateOf(snapshot), snapshot);
    }

    /// <summary>Decides one command and stores the decision, once for each message id however often it comes.</summary>
    /// <param name="messageId">Unique for ever, e.g. the carrier's id of the message.</param>
    /// <param name="by">Who: stands in every event.</param>
    /// <param name="stop">Looked at between requests; a commit that has begun is finished.</param>
    /// <exception cref="Azure.RequestFailedException">Storage cannot be read: nothing was written.</exception>
    /// <exception cref="StreamLimitException">More than Azure stores: nothing was written.</exception>
    public Task<Outcome<TState>> Handle(StreamId id, TCommand command, string messageId, string by, CancellationToken stop) =>
        Handle(id, command, messageId, by, Preconditions.None, stop);

    /// <summary>As above, without reading again: the first try is decided on what was loaded, and its commit is bound to it.</summary>
    public Task<Outcome<TState>> Handle(Loaded<TState> loaded, TCommand command, string messageId, string by, CancellationToken stop) =>
        Traced(new Received(loaded.Id, command, _repeats.NameOf(loaded.Id, messageId), by, Preconditions.None) { Loaded = loaded.Snapshot }, stop);

    /// <summary>
    /// As above, on terms: what the sender has seen, and what exactly was sent under this message id.
    /// They are looked at in the read that the commit is bound to, so no other writer comes between.
    /// </summary>
    public Task<Outcome<TState>> Handle(
        StreamId id, TCommand command, string messageId, string by, Preconditions terms, CancellationToken stop) =>
        Traced(new Received(id, command, _repeats.NameOf(id, messageId), by, terms), stop);

    /// <summary>What a message was answered with, however long ago. One storage transaction, two if it was.</summary>
    /// <returns>Null: it was not decided here.</returns>
    public Task<Outcome<TState>?> Earlier(StreamId id, string messageId, CancellationToken stop) =>
        _repeats.Earlier(id, messageId, Preconditions.None, stop);

    /// <summary>As above; <see cref="Outcome{TState}.IdempotencyKeyReused"/> if it said something else then.</summary>
    public Task<Outcome<TState>?> Earlier(StreamId id, string messageId, Preconditions terms, CancellationToken stop) =>
        _repeats.Earlier(id, messageId, terms, stop);

    private async Task<Outcome<TState>> Traced(Received received, CancellationToken stop)
    {
        using var span = Traces.Step("decide")?.SetTag("kind", Kind).SetTag("command", received.Command?.GetType().Name);
        try
        {
            var outcome = await DecideAndCommit(received, stop);
            span?.SetTag("outcome", StreamsTelemetry<TState, TEvent, TCommand>.NameOf(outcome));
            span?.SetTag("refusal", (outcome as Outcome<TState>.Refused)?.Why.Code);
            _telemetry.Decided(outcome);
            return outcome;
        }
        catch (Exception failed) when (span.NotesFailure(failed))
        {
            throw;
        }
    }

    private async Task<Outcome<TState>> DecideAndCommit(Received received, CancellationToken stop)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            // The wait is short and not cancelled; a cancellation ends the next request.
            if (tries > 0) await Task.Delay(PauseAfter(tries), _time, CancellationToken.None);
            var snapshot = tries == 0 && received.Loaded is { } loaded ? loaded : await _store.Read(received.Id, stop);
            if (await Attempt(received, snapshot, stop) is { } outcome) return outcome;
        }
        return new Outcome<TState>.Unknown();
    }

    private TimeSpan PauseAfter(int tries) => TimeSpan.FromMilliseconds(_random.Next(10, 40) << Math.Min(tries - 1, 5));

    /// <returns>Null: another commit came first, or storage has not said; to be tried again.</returns>
    private async Task<Outcome<TState>?> Attempt(Received received, Snapshot snapshot, CancellationToken stop)
    {
        var (message, terms) = (received.Message, received.Terms);
        if (snapshot.IsErased) return _erasing.Late(snapshot, received.Command);
        if (_repeats.Recent(snapshot, message, terms) is { } again) return again;
        var state = _book.StateOf(snapshot);
        if (terms.Version is { } seen && seen != snapshot.Version)
            return await _repeats.BeforeRefusing(snapshot, message, terms, stop) ?? new Outcome<TState>.VersionConflict(state, snapshot.Version);
        var now = _time.GetUtcNow();
        var decision = _book.Decide(state, received.Command, now);
        if (CommitContent<TEvent>.Of(decision) is { } content)
        {
            var handled = new Handled(message, content.Reply, terms.Content, content.Why?.Code);
            return await _commits.Commit(_drafts.Of(snapshot, state, content, handled, received.By, now), content, terms, now, stop);
        }
        if (decision is not Decision<TEvent>.Refused { Why: var why }) return new Outcome<TState>.NoChange(state);
        return await _repeats.BeforeRefusing(snapshot, message, terms, stop)
            ?? new Outcome<TState>.Refused(state, snapshot.Version, why, null);
    }

    /// <param name="Message">The message's id as it is named in storage.</param>
    private sealed record Received(StreamId Id, TCommand Command, string Message, string By, Preconditions Terms)
    {
        /// <summary>What the first try is decided on; null: it is read.</summary>
        public Snapshot? Loaded { get; init; }
    }
}
