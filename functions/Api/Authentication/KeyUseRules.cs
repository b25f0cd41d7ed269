using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Api.Authentication.KeyUsed>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Api.Authentication.KeyUsed>.NoChange;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>When each key was used last, to the hour.</summary>
public sealed record KeyUse(ImmutableSortedDictionary<string, DateTimeOffset> Last)
{
    public static readonly KeyUse None = new(ImmutableSortedDictionary<string, DateTimeOffset>.Empty);
}

/// <param name="Key">The key's name.</param>
public sealed record UseKey(string Key);

public sealed record KeyUsed(string Key, DateTimeOffset At);

/// <summary>A key's use is written down once an hour, for each write costs. Pure.</summary>
[PureRules]
public static class KeyUseRules
{
    public const string Kind = "api-key-use";

    public static readonly StreamId Id = new(Kind, "all");

    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>A key that was not used for so long is forgotten here.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public static readonly StreamDefinition<KeyUse, KeyUsed, UseKey> Book = new(Kind, KeyUse.None, Decide, Evolve, KeyUseJson.Default.KeyUse, KeyUseJson.Default.KeyUsed)
    {
        Retention = RetentionRule.ByEvent(
            "To see which organisation's key is used.", "the house ends; a key that was not used for 400 days is forgotten"),
        Ownership = Ownership.System,
        Views = [],
    };

    public static Decision<KeyUsed> Decide(KeyUse uses, UseKey use, DateTimeOffset now) =>
        uses.Last.TryGetValue(use.Key, out var last) && now - last < Every ? new Nothing() : new Accepted(new KeyUsed(use.Key, now));

    public static KeyUse Evolve(KeyUse uses, KeyUsed used) =>
        new(uses.Last.RemoveRange(uses.Last.Where(one => used.At - one.Value > Kept).Select(one => one.Key)).SetItem(used.Key, used.At));
}

[JsonSerializable(typeof(KeyUse))]
[JsonSerializable(typeof(KeyUsed))]
internal sealed partial class KeyUseJson : JsonSerializerContext;
