using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>The answer to what a person just wrote; it goes back on the same channel.</summary>
[method: JsonConstructor]
public sealed record Reply(Wording Words, IReadOnlyList<Choice> Choices)
{
    public Reply(Wording words) : this(words, []) { }
}
