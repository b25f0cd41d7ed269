using System.Text;
using System.Text.RegularExpressions;

namespace ServerlessAssist.Simulation.Secrecy;

/// <summary>Bytes as somebody reads them who looks for something: as UTF-8 and UTF-16, and what Base64 hides, once and twice.</summary>
internal static partial class Readings
{
    private const int Deepest = 2;

    /// <summary>Each byte is a character, so that nothing is lost; what is looked for is ASCII.</summary>
    public static IEnumerable<string> Of(byte[] bytes, int depth = 0)
    {
        var text = Encoding.Latin1.GetString(bytes);
        yield return text;
        yield return Encoding.Unicode.GetString(bytes);
        if (bytes.Length > 1) yield return Encoding.Unicode.GetString(bytes, 1, bytes.Length - 1);
        if (depth == Deepest) yield break;
        foreach (var match in Base64().Matches(text).Cast<Match>())
            foreach (var inner in Decoded(match.Value).SelectMany(decoded => Of(decoded, depth + 1))) yield return inner;
    }

    /// <summary>As it stands, and escaped in an address or XML.</summary>
    public static IEnumerable<string> Of(string text) => Uri.UnescapeDataString(text) is var plain && plain != text ? Of(Encoding.UTF8.GetBytes(plain)).Concat(Of(Encoding.UTF8.GetBytes(text))) : Of(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte[]> Decoded(string text)
    {
        var base64 = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        if (base64.Length % 4 == 1) base64 = base64[..^1];
        var bytes = new byte[base64.Length];
        if (Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var count)) yield return bytes[..count];
    }

    [GeneratedRegex("[A-Za-z0-9+/_-]{12,}={0,2}", RegexOptions.NonBacktracking)]
    private static partial Regex Base64();
}
