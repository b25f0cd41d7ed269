using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>The house's own id of a person; never a name or a number. Prints masked, for an id still points at somebody.</summary>
[JsonConverter(typeof(PersonIdJson))]
public readonly record struct PersonId(string Value)
{
    public override string ToString() => "person:•••";

    public sealed class PersonIdJson : JsonConverter<PersonId>
    {
        public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

        public override PersonId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void WriteAsPropertyName(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
    }
}
