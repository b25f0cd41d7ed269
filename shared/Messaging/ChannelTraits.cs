using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>What an address of a channel looks like.</summary>
public enum AddressForm { PhoneNumber, ChatId }

/// <summary>What a channel can do, for rules that know its kind alone. The channels themselves are tested against it.</summary>
/// <param name="Key">In settings, people files and commands, e.g. <c>sms</c>.</param>
/// <param name="DisplayName">For people; the same in every language.</param>
public sealed record ChannelTraits(string Key, string DisplayName, AddressForm AddressIs)
{
    private static readonly ImmutableSortedDictionary<ChannelKind, ChannelTraits> Table = new Dictionary<ChannelKind, ChannelTraits>
    {
        [ChannelKind.Sms] = new("sms", "SMS", AddressForm.PhoneNumber) { CarrierHandlesOptOut = true },
        [ChannelKind.Telegram] = new("telegram", "Telegram", AddressForm.ChatId)
        {
            HasButtons = true, SenderIsAuthenticated = true, HasStartLinks = true,
        },
    }.ToImmutableSortedDictionary();

    /// <summary>Something can be pressed under a message; else what can be answered stands in its words.</summary>
    public bool HasButtons { get; init; }

    /// <summary>The sender cannot be forged; else a message alone proves nothing, and commands are not taken.</summary>
    public bool SenderIsAuthenticated { get; init; }

    /// <summary>A link opens a chat and sends <c>/start</c> with what stands in it.</summary>
    public bool HasStartLinks { get; init; }

    /// <summary>The carrier answers STOP and START itself, so nothing is added.</summary>
    public bool CarrierHandlesOptOut { get; init; }

    public static IEnumerable<ChannelKind> All => Table.Keys;

    public static ChannelTraits Of(ChannelKind kind) => Table.TryGetValue(kind, out var traits)
        ? traits
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "A channel without traits.");

    /// <summary>The channel of a key, in lower case; null: there is none.</summary>
    public static ChannelKind? KindOf(string key)
    {
        foreach (var (kind, traits) in Table)
            if (traits.Key == key) return kind;
        return null;
    }
}
