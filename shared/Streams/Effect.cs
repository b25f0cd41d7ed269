using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Streams;

/// <summary>A command to another stream that follows from a decision: it leaves with the decision's messages, is given until it is settled, and counts once however often it is given.</summary>
/// <param name="To">The other stream's partition.</param>
/// <param name="Command">In the terms of the receiver's <see cref="StreamDefinition{TState,TEvent,TCommand}.FromEffect"/>.</param>
[method: JsonConstructor]
public sealed record Effect(string To, JsonElement Command)
{
    /// <summary>The stream that asks for it; set when it is stored.</summary>
    public string From { get; init; } = "";

    /// <summary>When that was decided; set when it is stored.</summary>
    public DateTimeOffset At { get; init; }

    private const string SameKey = "@";

    public Effect(StreamId to, JsonElement command) : this(to.Partition, command) { }

    /// <summary>For the stream of another kind that has the same key: what hangs on the same person.</summary>
    public static Effect OnSame(string kind, JsonElement command) => new($"{kind}~{SameKey}", command);

    internal Effect Leaving(StreamId from, DateTimeOffset now) => this with { From = from.Partition, At = now, To = StreamId.Parse(To) is { Key: SameKey, Kind: var kind } ? new StreamId(kind, from.Key).Partition : To };

    public override string ToString() => "effect";
}

/// <summary>Gives an effect to its stream.</summary>
/// <param name="messageId">Made from the source: unique for ever, the same at each try.</param>
/// <returns>False while storage has not said whether it is stored.</returns>
public delegate Task<bool> ApplyEffect(Effect effect, string messageId, CancellationToken stop);
