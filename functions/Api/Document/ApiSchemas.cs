using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace ServerlessAssist.Functions.Api.Document;

/// <summary>
/// JSON schemas of bodies, queries and answers: what the serializer reads and writes, with the constraints that members declare.
/// </summary>
internal static class ApiSchemas
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Transform };

    /// <summary>The schema of a type that a module's context knows.</summary>
    public static JsonObject Of(JsonTypeInfo type) => (JsonObject)type.GetJsonSchemaAsNode(Options);

    /// <summary>The example that a type declares; a file's is its text.</summary>
    public static JsonNode ExampleOf(Type type) =>
        Declared(type) is { File: null } declared ? JsonNode.Parse(declared.Example)! : Declared(type).Example;

    /// <exception cref="InvalidOperationException">The type declares nothing.</exception>
    public static SchemaAttribute Declared(Type type) =>
        type.GetCustomAttribute<SchemaAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} has no name and example for the API's document.");

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject described) return schema;
        if (described["required"] is JsonArray required)
            required.RemoveAll(name => context.TypeInfo.Properties.Any(one => one.Name == (string?)name && one.IsGetNullable));
        if (context.PropertyInfo is { } member) Constrain(described, member);
        return schema;
    }

    private static void Constrain(JsonObject schema, JsonPropertyInfo member)
    {
        schema.Remove("default");
        var each = schema["items"] as JsonObject ?? schema;
        if (BodyReader.Find<DescriptionAttribute>(member) is { } described) schema["description"] = described.Description;
        if (BodyReader.Find<DefaultValueAttribute>(member) is { Value: int value }) schema["default"] = value;
        if (BodyReader.Find<UrlAttribute>(member) is not null) schema["format"] = "uri";
        if (BodyReader.Find<RegularExpressionAttribute>(member) is { } expression) schema["pattern"] = expression.Pattern;
        if (BodyReader.Find<MaxLengthAttribute>(member) is { } length) schema["maxItems"] = length.Length;
        if (BodyReader.Find<RangeAttribute>(member) is { } range)
            (schema["minimum"], schema["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
        if (BodyReader.Find<TextAttribute>(member) is { } text) (each["minLength"], each["maxLength"]) = (1, text.Most);
        if (BodyReader.Find<OneOfAttribute>(member) is not { } words) return;
        each["enum"] = new JsonArray([.. words.Words.Select(word => (JsonNode)word), .. each["type"] is JsonArray ? [null]
            : Array.Empty<JsonNode?>()]);
        if (each != schema) (schema["minItems"], schema["uniqueItems"]) = (1, true);
    }
}
