using System.Globalization;

namespace ServerlessAssist.Shared.Protection;

/// <summary>The house's keys, checked.</summary>
public sealed class KeyRing
{
    private readonly Dictionary<byte, byte[]> _wrapping;

    /// <exception cref="InvalidOperationException">A key is missing or weak; the text names the setting and how to make one.</exception>
    public KeyRing(ProtectionSettings settings)
    {
        if (settings.Faults().ToList() is { Count: > 0 } faults) throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
        _wrapping = settings.KeyEncryptionKeys.ToDictionary(key => Version(key.Key), key => Convert.FromBase64String(key.Value));
        Current = settings.CurrentKey is { Length: > 0 } current ? Version(current) : _wrapping.Keys.Max();
        Index = [.. settings.IndexKeys.OrderByDescending(key => Version(key.Key)).Select(key => Convert.FromBase64String(key.Value))];
        Chain = Convert.FromBase64String(settings.ChainKey!);
    }

    public byte Current { get; }

    /// <summary>Newest first.</summary>
    internal IReadOnlyList<byte[]> Index { get; }

    internal byte[] Chain { get; }

    internal byte[] Wrapping(byte version) => _wrapping.TryGetValue(version, out var key)
        ? key
        : throw new TamperedException($"key version {version} is not in the settings");

    private static byte Version(string text) => byte.Parse(text, CultureInfo.InvariantCulture);
}
