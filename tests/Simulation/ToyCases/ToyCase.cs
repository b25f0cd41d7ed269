using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Simulation.ToyCases;

/// <summary>A capability that exists in the simulation alone: it texts assisted persons, who must not be texted twice.</summary>
/// <param name="Texts">Every message so far, by id.</param>
/// <param name="Fates">What the stream was told of them, as <c>message:fate</c>.</param>
public sealed record ToyCase(ImmutableSortedDictionary<string, RecipientId> Texts, ImmutableArray<string> Fates)
{
    public static readonly ToyCase None = new(ImmutableSortedDictionary<string, RecipientId>.Empty, []);
}

public abstract record ToyCommand
{
    /// <param name="UsefulUntil">Null: always.</param>
    public sealed record Text(int Number, ImmutableArray<string> Whom, DateTimeOffset? UsefulUntil) : ToyCommand;

    public sealed record Learn(string Message, string Fate) : ToyCommand;
}

[JsonDerivedType(typeof(Texted), "texted")]
[JsonDerivedType(typeof(Learned), "learned")]
public abstract record ToyEvent
{
    public sealed record Texted(ImmutableSortedDictionary<string, RecipientId> Texts) : ToyEvent;

    public sealed record Learned(string Message, string Fate) : ToyEvent;
}

[JsonSerializable(typeof(ToyCase))]
[JsonSerializable(typeof(ToyEvent))]
internal sealed partial class ToyJson : JsonSerializerContext;
