using System.Security.Cryptography;
using System.Text;

namespace ServerlessAssist.Shared.Protection;

/// <summary>Looks things up without storing them: HMAC-SHA-256 under a key of its own, bound to a purpose. With the key known, all numbers of a country hash in minutes.</summary>
public sealed class BlindIndex(KeyRing keys)
{
    /// <summary>64 lower-case hex digits, safe in any storage key.</summary>
    public string Of(string purpose, string value) => Of(keys.Index[0], purpose, value);

    /// <summary>The same under every key version, newest first: for looking up what an older key wrote.</summary>
    public IReadOnlyList<string> All(string purpose, string value) => [.. keys.Index.Select(key => Of(key, purpose, value))];

    private static string Of(byte[] key, string purpose, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose.Length}|{purpose}|{value}")));
}
