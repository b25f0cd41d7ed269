using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Privacy.SubjectAccess;

/// <summary>All that is kept about a person, for that person: readable, and nothing of anybody else.</summary>
/// <param name="ReadFirst">What has to be looked at before it is handed over.</param>
/// <param name="LeftOut">What is kept and does not stand here, and why.</param>
public sealed record PersonFile(string Reference, DateTimeOffset Made, ImmutableArray<string> ReadFirst, ImmutableArray<string> LeftOut)
{
    /// <summary>By <see cref="Cases.SubjectAccess.IPersonFilePart.Name"/>.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Parts { get; set; } = [];

    /// <summary>How many cases of the person it shows.</summary>
    [JsonIgnore]
    public int Cases { get; init; }

    public override string ToString() => "person's file";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(PersonFile))]
internal sealed partial class PersonFileJson : JsonSerializerContext;
