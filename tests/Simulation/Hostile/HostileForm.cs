using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Form bodies as no browser sends them, signed as the carrier would sign what they hold.</summary>
internal static class HostileForm
{
    private static readonly string[] Odd = ["&", "&&", "=", "&=", "=&=", "a", "a=", "=a", "%", "%zz", "%0", "%00=%00", "a=%ff", "%C0%80=1", "a=%ed%a0%80", ";b=1", "a[b]=c", "a=b=c", "+", "%2B", "a=%u0041", "Body=", "From=", "MessageSid=x", "AccountSid="];

    /// <param name="isPlain">Set when what is read from it is certainly what was given.</param>
    public static byte[] Encode(Draw draw, List<(string Name, string Value)> fields, out bool isPlain)
    {
        isPlain = !draw.OneIn(6);
        if (!isPlain) Disturb(draw, fields);
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(Escape(draw, isPlain, name)).Append('=').Append(Escape(draw, isPlain, value));
        }
        if (!isPlain && draw.OneIn(3)) text.Insert(draw.Next(text.Length + 1), draw.Of(Odd));
        var body = Encoding.UTF8.GetBytes(text.ToString());
        return !isPlain && draw.OneIn(4) ? HostileJson.Damaged(draw, body) : body;
    }

    /// <summary>Over the names and values as they are read again: a name that stands more than once counts with each of its values.</summary>
    public static string Sign(string url, byte[] body, string? token = null)
    {
        var fields = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body)))
        {
            var name = pair.DecodeName().ToString();
            if (!fields.TryGetValue(name, out var values)) fields[name] = values = new SortedSet<string>(StringComparer.Ordinal);
            values.Add(pair.DecodeValue().ToString());
        }
        var text = new StringBuilder(url);
        foreach (var (name, values) in fields) text.Append(name).AppendJoin(name, values);
#pragma warning disable CA5350 // The carrier signs with HMAC-SHA1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token ?? SandboxSystem.Account.AuthToken), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }

    private static void Disturb(Draw draw, List<(string Name, string Value)> fields)
    {
        var at = draw.Next(fields.Count);
        switch (draw.Next(6))
        {
            case 0:
                fields.RemoveAt(at);
                break;
            case 1:
                fields.Add((fields[at].Name, HostileText.Any(draw, 2000)));
                break;
            case 2:
                fields.Add(fields[at]);
                break;
            case 3:
                fields.Add((HostileText.Any(draw, 2000), HostileText.Any(draw, 2000)));
                break;
            case 4:
                for (var left = draw.OneIn(8) ? 190 + draw.Next(20) : draw.Next(20); left > 0; left--) fields.Add((left.ToString(CultureInfo.InvariantCulture), ""));
                break;
            default:
                fields.Reverse();
                break;
        }
    }

    private static string Escape(Draw draw, bool isPlain, string text)
    {
        if (isPlain || draw.OneIn(2)) return Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        return draw.Next(3) switch
        {
            0 => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal).ToLowerInvariant(),
            1 => string.Concat(Encoding.UTF8.GetBytes(text).Select(one => string.Create(CultureInfo.InvariantCulture, $"%{one:x2}"))),
            _ => text,
        };
    }
}
