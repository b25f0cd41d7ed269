#pragma warning disable CA5350 // The carrier signs with HMAC-SHA1; there is no other.
using System.Security.Cryptography;
using System.Text;

namespace Twilio.Security;

/// <summary>Checks X-Twilio-Signature: HMAC-SHA1 over the URL and the sorted parameters. https://www.twilio.com/docs/usage/webhooks/webhooks-security</summary>
public class RequestValidator(string secret)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <param name="url">As the carrier was told it. With and without the port are both tried, for the carrier signs either.</param>
    public bool Validate(string url, IDictionary<string, string> parameters, string expected)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        ArgumentException.ThrowIfNullOrEmpty(expected);
        var tail = string.Concat(parameters.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key + one.Value));
        return Signed(url + tail, expected) | Signed(OtherForm(url) + tail, expected);
    }

    private bool Signed(string text, string expected) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Convert.ToBase64String(HMACSHA1.HashData(_secret, Encoding.UTF8.GetBytes(text)))),
            Encoding.UTF8.GetBytes(expected));

    /// <summary>The same URL without its port, or with the standard port of its scheme.</summary>
    private static string OtherForm(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (scheme < 3) return url;
        var end = url.IndexOfAny(['/', '?', '#'], scheme) is var at and >= 0 ? at : url.Length;
        var port = url.LastIndexOf(':', end - 1) is var colon && colon > scheme ? colon : -1;
        return port > 0 ? url[..port] + url[end..] : url[..end] + (url.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80") + url[end..];
    }
}
