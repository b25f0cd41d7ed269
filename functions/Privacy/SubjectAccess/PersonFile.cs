using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Functions.Cases.SubjectAccess;

namespace ServerlessAssist.Functions.Privacy.SubjectAccess;

/// <summary>All that is kept about a person, for that person: readable, and nothing of anybody else.</summary>
/// <param name="ReadFirst">What has to be looked at before it is handed over.</param>
/// <param name="LeftOut">What is kept and does not stand here, and why.</param>
public sealed record PersonFile(string Reference, DateTimeOffset Made, ImmutableArray<string> ReadFirst, ImmutableArray<string> LeftOut)
{
    /// <summary>By <see cref="IPersonFilePart.Name"/>, in the order in which the modules are registered.</summary>
    [JsonExtensionData]
    public Dictionary<string, object> Parts { get; set; } = [];

    /// <summary>How many cases of the person it shows.</summary>
    [JsonIgnore]
    public int Cases { get; init; }

    public override string ToString() => "person's file";
}

[JsonSerializable(typeof(PersonFile))]
internal sealed partial class PersonFileJson : JsonSerializerContext
{
    /// <summary>Writes a file with what these parts return: indented, names in camel case, without what is null.</summary>
    public static JsonSerializerOptions With(IEnumerable<IPersonFilePart> parts) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine([Default, .. parts.Select(part => part.Json)]),
    };
}
