using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>Writes down that a key was used. What it is used for never waits for more than this, and never fails because of it.</summary>
public sealed class KeyUses(StreamHandler<KeyUse, KeyUsed, UseKey> streams, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new();

    /// <summary>Costs storage once an hour for each key and process.</summary>
    public async Task Note(ApiKey key, string organisation, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (_noted.TryGetValue(key.Name, out var last) && now - last < KeyUseRules.Every) return;
        _noted[key.Name] = now;
        try
        {
            await streams.Handle(KeyUseRules.Id, new UseKey(key.Name), FormattableString.Invariant($"use|{key.Name}|{now.UtcTicks}"), organisation, stop);
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            // The next use is noted instead.
            _noted.TryRemove(key.Name, out _);
        }
    }

    public async Task<ImmutableSortedDictionary<string, DateTimeOffset>> All(CancellationToken stop) => (await streams.Read(KeyUseRules.Id, stop)).State.Last;
}
