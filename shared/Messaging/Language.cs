using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>A language that people are served in, by its BCP 47 tag.</summary>
[JsonConverter(typeof(LanguageJson))]
public readonly record struct Language(string Tag)
{
    public static readonly Language English = new("en");
    public static readonly Language Albanian = new("sq");

    public override string ToString() => Tag;

    public sealed class LanguageJson : JsonConverter<Language>
    {
        public override Language Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "en");

        public override void Write(Utf8JsonWriter writer, Language value, JsonSerializerOptions options) => writer.WriteStringValue(value.Tag);
    }
}
