using System.Reflection;

namespace ServerlessAssist.Functions.Api.Document;

/// <summary>Name and example of a body's or an answer's type in the API's document.</summary>
/// <param name="name">Of the component.</param>
/// <param name="example">JSON; a linter in the tests holds it against the schema.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SchemaAttribute(string name, string example) : Attribute
{
    public string Name { get; } = name;

    public string Example { get; } = example;

    /// <summary>What a file holds that is sent instead of JSON; null: it is JSON.</summary>
    public string? File { get; init; }
}

/// <summary>Text of 1 to so many UTF-16 units without control characters; of a list, each of its items.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TextAttribute(int most) : Attribute
{
    public int Most { get; } = most;
}

/// <summary>One word of a list; of a list, at least one of them, each once.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OneOfAttribute(params string[] words) : Attribute
{
    /// <param name="owner">The type that holds the words.</param>
    /// <param name="field">Its public static field.</param>
    public OneOfAttribute(Type owner, string field = "All")
        : this([.. (IEnumerable<string>)owner.GetField(field, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!]) { }

    public string[] Words { get; } = words;
}
