using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>A way to reach somebody: an address, or an invitation that a chat still has to answer.</summary>
/// <param name="Invite">Goes into the deep link <c>https://t.me/…?start=invite</c>; whoever opens it first is this person.</param>
public sealed record ContactChannel(ChannelKind Kind, string? Address, string? Invite)
{
    public override string ToString() => $"{Kind}";
}

/// <param name="CallName">What colleagues call this post, e.g. <c>North 2</c>; never a person's name. Null: "a colleague".</param>
/// <param name="Ways">In the order of preference.</param>
public sealed record Staff(PersonId Id, Role Role, string Organisation, ImmutableArray<string> Regions, Language Language, string? CallName, ImmutableArray<ContactChannel> Ways)
{
    /// <summary>As administrators know this post; at most 16 letters, so that a text stays one segment.</summary>
    public string DisplayName => (CallName ?? Id.Value) is { Length: > 16 } name ? name[..16] : CallName ?? Id.Value;

    /// <summary>Points of her regions that she works at; empty: at all of them.</summary>
    public ImmutableArray<string> Points { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Her object id in Entra ID; null: she calls with no token.</summary>
    public string? Entra { get; init; }

    public override string ToString() => $"{Role}";
}
