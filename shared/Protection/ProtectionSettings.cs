using System.Globalization;

namespace ServerlessAssist.Shared.Protection;

/// <summary>The keys, from settings <c>Protection__…</c> (Key Vault references in Azure). Each is 32 random bytes in Base64.</summary>
public sealed class ProtectionSettings
{
    /// <summary>By version; old versions stay until nothing is wrapped under them.</summary>
    public Dictionary<string, string> KeyEncryptionKeys { get; init; } = [];

    /// <summary>The version that new keys are wrapped under; the highest when not set.</summary>
    public string? CurrentKey { get; init; }

    public Dictionary<string, string> IndexKeys { get; init; } = [];

    public string? ChainKey { get; init; }

    /// <summary>What is wrong, in sentences that name the setting and how to make one; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        var all = new List<(string Name, string? Value)> { ("Protection__ChainKey", ChainKey) };
        if (KeyEncryptionKeys.Count == 0) all.Add(("Protection__KeyEncryptionKeys__1", null));
        if (IndexKeys.Count == 0) all.Add(("Protection__IndexKeys__1", null));
        all.AddRange(KeyEncryptionKeys.Select(key => ($"Protection__KeyEncryptionKeys__{key.Key}", (string?)key.Value)));
        all.AddRange(IndexKeys.Select(key => ($"Protection__IndexKeys__{key.Key}", (string?)key.Value)));
        const string Make = "Make one with: openssl rand -base64 32";
        foreach (var (name, value) in all)
        {
            if (string.IsNullOrWhiteSpace(value)) yield return $"{name} is missing. {Make}";
            else if (!TryDecode(value, out var bytes)) yield return $"{name} is not 32 bytes in Base64. {Make}";
            else if (bytes.Distinct().Count() < 12) yield return $"{name} is weak: its bytes repeat. {Make}";
        }
        foreach (var twice in all.Where(key => key.Value is not null).GroupBy(key => key.Value).Where(group => group.Count() > 1))
            yield return $"{string.Join(" and ", twice.Select(key => key.Name))} are the same key; each purpose needs its own. {Make}";
        foreach (var version in KeyEncryptionKeys.Keys.Concat(IndexKeys.Keys).Where(version => !byte.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            yield return $"Key version '{version}' is not a number from 0 to 255.";
        if (CurrentKey is { Length: > 0 } current && !KeyEncryptionKeys.ContainsKey(current))
            yield return $"Protection__CurrentKey names version {current}, but Protection__KeyEncryptionKeys__{current} is not there.";
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[32];
        return text.Length == 44 && Convert.TryFromBase64String(text, bytes, out var count) && count == 32;
    }
}
