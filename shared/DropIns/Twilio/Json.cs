using System.Text.Json;

namespace Twilio;

/// <summary>Fields of the API's answers.</summary>
internal static class Json
{
    /// <summary>Null: not there, or no text.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static Uri? Address(JsonElement json, string name) => Uri.TryCreate(Text(json, name), UriKind.Absolute, out var address) ? address : null;
}
