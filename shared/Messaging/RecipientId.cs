using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>Whose address book a recipient stands in. The names are stored: <c>staff</c>, <c>case</c>, <c>family</c>, <c>point</c>.</summary>
public enum RecipientKind { Staff, Case, FamilyContact, Point }

/// <summary>Whom a message is for, by kind and by the id within it; never a name or a number. Prints masked.</summary>
[JsonConverter(typeof(RecipientIdJson))]
public readonly record struct RecipientId(RecipientKind Kind, string Value)
{
    /// <summary>The colleague; null for every other kind.</summary>
    public PersonId? Person => Kind == RecipientKind.Staff ? new PersonId(Value) : null;

    public static implicit operator RecipientId(PersonId person) => new(RecipientKind.Staff, person.Value);

    public override string ToString() => $"{NameOf(Kind)}:•••";

    /// <exception cref="FormatException">Not <c>kind:id</c> with a known kind.</exception>
    public static RecipientId Parse(string text) => text.IndexOf(':') is > 0 and var at && KindOf(text[..at]) is { } kind
        ? new RecipientId(kind, text[(at + 1)..])
        : throw new FormatException("A recipient is written kind:id.");

    private static string NameOf(RecipientKind kind) => kind switch
    {
        RecipientKind.Staff => "staff",
        RecipientKind.Case => "case",
        RecipientKind.FamilyContact => "family",
        RecipientKind.Point => "point",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of recipient."),
    };

    private static RecipientKind? KindOf(string name) => name switch
    {
        "staff" => RecipientKind.Staff,
        "case" => RecipientKind.Case,
        "family" => RecipientKind.FamilyContact,
        "point" => RecipientKind.Point,
        _ => null,
    };

    /// <summary>One string, <c>kind:id</c>.</summary>
    public sealed class RecipientIdJson : JsonConverter<RecipientId>
    {
        public override RecipientId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return Parse(reader.GetString() ?? "");
            }
            catch (FormatException unknown)
            {
                throw new JsonException(unknown.Message);
            }
        }

        public override void Write(Utf8JsonWriter writer, RecipientId value, JsonSerializerOptions options) =>
            writer.WriteStringValue($"{NameOf(value.Kind)}:{value.Value}");
    }
}
