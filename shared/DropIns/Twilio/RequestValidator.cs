#pragma warning disable CA5350 // The carrier signs with HMAC-SHA1; there is no other.
using System.Collections.Specialized;
using System.Security.Cryptography;
using System.Text;

namespace Twilio.Security;

/// <summary>Checks X-Twilio-Signature: HMAC-SHA1 over the URL and the sorted parameters. https://www.twilio.com/docs/usage/webhooks/webhooks-security</summary>
public class RequestValidator(string secret)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <param name="parameters">A name that stands several times is signed with its values joined by commas.</param>
    public bool Validate(string url, NameValueCollection parameters, string expected) =>
        Validate(url, parameters.AllKeys.ToDictionary(name => name!, name => parameters[name]!), expected);

    /// <param name="url">As the carrier was told it. With and without the port are both tried, for the carrier signs either.</param>
    /// <param name="parameters">Of the body; null: none. A null value is signed as an empty one.</param>
    /// <exception cref="ArgumentException">The URL or the signature is null or empty.</exception>
    public bool Validate(string url, IDictionary<string, string>? parameters, string expected)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        ArgumentException.ThrowIfNullOrEmpty(expected);
        var tail = string.Concat((parameters ?? new Dictionary<string, string>()).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key + one.Value));
        return Signed(url + tail, expected) | Signed(OtherForm(url) + tail, expected);
    }

    private bool Signed(string text, string expected) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Convert.ToBase64String(HMACSHA1.HashData(_secret, Encoding.UTF8.GetBytes(text)))),
            Encoding.UTF8.GetBytes(expected));

    /// <summary>The same URL without its port, or with the standard port of its scheme; one that names the standard port stays, as with the vendor.</summary>
    private static string OtherForm(string url)
    {
        var host = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (host < 3) return url;
        var end = url.IndexOfAny(['/', '?', '#'], host) is var at and >= 0 ? at : url.Length;
        var (colon, bracket) = (url.LastIndexOf(':', end - 1), url.LastIndexOf(']', end - 1));      // An IPv6 host has colons of its own.
        var standard = url.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        if (colon > host && colon > bracket) return url[colon..end] == standard ? url : url[..colon] + url[end..];
        return url[..end] + standard + url[end..];
    }
}
