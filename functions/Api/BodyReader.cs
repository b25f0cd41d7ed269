using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Api.Requests;

namespace ServerlessAssist.Functions.Api;

/// <summary>Reads a body into its type, by the constraints that the type's members declare and the document shows.</summary>
internal static class BodyReader
{
    /// <returns>Null: the form has faults.</returns>
    public static T? Read<T>(Form form, JsonTypeInfo<T> type) where T : class
    {
        var body = Members(form, type);
        return form.Faults().Count == 0 ? body.Deserialize(type) : null;
    }

    /// <summary>Attributes of a member, which stand at the parameter of its record.</summary>
    internal static T? Find<T>(JsonPropertyInfo member) where T : Attribute =>
        (T?)member.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(typeof(T), false).FirstOrDefault();

    private static JsonObject Members(Form form, JsonTypeInfo type) =>
        new(type.Properties.Where(member => !member.IsGetNullable || form.Has(member.Name))
            .Select(member => KeyValuePair.Create(member.Name, Value(form, member, type))));

    private static JsonNode? Value(Form form, JsonPropertyInfo member, JsonTypeInfo owner)
    {
        var (name, type) = (member.Name, Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType);
        if (Find<OneOfAttribute>(member) is { Words: var words })
            return type == typeof(string) ? form.OneOf(name, words)
                : new JsonArray([.. form.SomeOf(name, 1, words).Select(word => (JsonNode)word)]);
        if (Find<TextAttribute>(member) is { Most: var most }) return form.Text(name, most);
        if (Find<RangeAttribute>(member) is { } range) return form.Number(name, (int)range.Minimum, (int)range.Maximum);
        if (type == typeof(bool)) return form.Bool(name);
        if (type == typeof(DateTimeOffset)) return form.Time(name);
        if (type == typeof(DateOnly)) return form.Day(name) is { } day ? JsonValue.Create(day) : null;
        return form.Inner(name) is { } inner ? Members(inner, owner.Options.GetTypeInfo(type)) : null;
    }
}
