using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People;

/// <summary>The directory at hand: a copy in memory, at most 15 s old, and the commands on it.</summary>
public sealed class StaffDirectory(StreamHandler<StaffRegister, StaffEvent, StaffCommand> streams, TimeProvider time)
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(15);
    private readonly Lock _lock = new();
    private Copy? _copy;

    /// <summary>What was read last, whoever decided what since: with it a row that has not changed is not parsed again.</summary>
    private Seen<StaffRegister>? _seen;
    private Task<Copy>? _reading;
    private int _decided;

    /// <summary>Costs one storage transaction when the copy is over 15 s old, else none; several who ask at once share it.</summary>
    public ValueTask<StaffRegister> Cached(CancellationToken stop) => Cached(Enough, stop);

    /// <summary>As it stands in storage: one transaction. For whoever must not act on rights that were taken away in another instance a moment ago.</summary>
    public async ValueTask<StaffRegister> Reload(CancellationToken stop)
    {
        int decided;
        lock (_lock) decided = _decided;
        var read = await Read().WaitAsync(stop);
        lock (_lock)
        {
            if (decided == _decided) _copy = read;
        }
        return read.Directory;
    }

    /// <summary>A copy that is no older than asked for.</summary>
    public async ValueTask<StaffRegister> Cached(TimeSpan atMost, CancellationToken stop)
    {
        Task<Copy> reading;
        lock (_lock)
        {
            if (_copy is { } copy && IsFresh(copy, atMost)) return copy.Directory;
            reading = _reading is { IsCompleted: false } ? _reading : _reading = Read();
        }
        var read = await reading.WaitAsync(stop);
        lock (_lock)
        {
            // What was read before a command of this process was decided is not kept.
            if (_reading == reading) _copy = read;
        }
        return read.Directory;
    }

    /// <summary>Decides a command; this process sees its result at once, others within 15 s.</summary>
    public Task<Outcome<StaffRegister>> Handle(StaffCommand command, string messageId, string by, CancellationToken stop) => Handle(command, messageId, by, Preconditions.None, stop);

    /// <summary>As above; the same message id with another content is refused.</summary>
    public async Task<Outcome<StaffRegister>> Handle(StaffCommand command, string messageId, string by, Preconditions terms, CancellationToken stop)
    {
        try
        {
            return await streams.Handle(StaffRules.Id, command, messageId, by, terms, stop);
        }
        finally
        {
            lock (_lock) (_copy, _reading, _decided) = (null, null, _decided + 1);
        }
    }

    /// <summary>Tells the administrators, at most once in a quarter of an hour for each key. Never fails: what called it has worse to report.</summary>
    public Task Notify(Wording words, string key, CancellationToken stop) =>
        Tell(words, FormattableString.Invariant($"page|{key}|{time.GetUtcNow().UtcTicks / TimeSpan.FromMinutes(15).Ticks}"), stop);

    /// <summary>As <see cref="Notify"/>, at most once a day (UTC).</summary>
    public Task NotifyDaily(Wording words, string key, CancellationToken stop) =>
        Tell(words, FormattableString.Invariant($"page|{key}|{time.GetUtcNow():yyyyMMdd}"), stop);

    /// <summary>A channel was refused for good: it is not tried again for anybody's message to this person.</summary>
    public async Task RecordRefusedChannel(PersonId person, Address address, SendFailure why, string correlationId, CancellationToken stop) =>
        await Handle(new StaffCommand.Refuse(person, address, why.Name), $"refused|{correlationId}|{address.Channel}", Actors.System, stop);

    private async Task Tell(Wording words, string messageId, CancellationToken stop)
    {
        try
        {
            await Handle(new StaffCommand.NotifyAdministrators(words), messageId, Actors.System, stop);
        }
        catch (Exception down) when (TransientFailure.Is(down))
        {
            // Storage is down: the platform's own alert speaks.
        }
    }

    /// <summary>Not with one caller's cancellation: the others wait for it too.</summary>
    private async Task<Copy> Read()
    {
        var asked = time.GetUtcNow();
        var seen = await streams.Read(StaffRules.Id, _seen, CancellationToken.None);
        _seen = seen;
        return new Copy(seen.State, asked);
    }

    private bool IsFresh(Copy copy, TimeSpan atMost) => (time.GetUtcNow() - copy.At).Duration() < atMost;

    private sealed record Copy(StaffRegister Directory, DateTimeOffset At);
}
