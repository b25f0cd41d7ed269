using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ServerlessAssist.Shared.Protection;

/// <summary>Makes, wraps and unwraps data keys, and seals what belongs to no stream. The first byte of a wrapped or shared value is its key's version.</summary>
public sealed class Protector(KeyRing keys)
{
    /// <summary>What was derived once. As secret as the keys that it comes from, which are in memory as well; purposes are the house's own, a handful.</summary>
    private readonly ConcurrentDictionary<(byte Version, string Purpose), byte[]> _shared = new();

    /// <summary>The version that is sealed and wrapped under.</summary>
    public byte Newest => keys.Current;

    /// <param name="owner">The stream; a wrapped key opens for no other.</param>
    public DataKey NewKey(string owner)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new DataKey(key, Wrap(key, owner));
    }

    /// <exception cref="TamperedException">Changed, of another owner, or of a key version that is not in the settings.</exception>
    public DataKey Unwrap(ReadOnlySpan<byte> wrapped, string owner)
    {
        if (wrapped.IsEmpty) throw new TamperedException("no key");
        return new DataKey(Box.Open(keys.Wrapping(wrapped[0]), wrapped[1..], $"key|{wrapped[0]}|{owner}"), wrapped.ToArray());
    }

    /// <summary>The same key under the current version: how keys rotate while running, with every next commit.</summary>
    public DataKey Renew(DataKey key, string owner) => key.Wrapped[0] == keys.Current ? key : new DataKey(key.Bytes, Wrap(key.Bytes, owner));

    /// <summary>Seals a view row or a queue body under a key of its purpose.</summary>
    public byte[] SealShared(string purpose, ReadOnlySpan<byte> plain, string place) => Box.Seal(Shared(keys.Current, purpose), plain, place, [keys.Current]);

    /// <exception cref="TamperedException">Changed, moved, or of another purpose.</exception>
    public byte[] OpenShared(string purpose, ReadOnlySpan<byte> box, string place)
    {
        if (box.IsEmpty) throw new TamperedException("too short");
        return Box.Open(Shared(box[0], purpose), box[1..], place);
    }

    private byte[] Wrap(byte[] key, string owner) => Box.Seal(keys.Wrapping(keys.Current), key, $"key|{keys.Current}|{owner}", [keys.Current]);

    private byte[] Shared(byte version, string purpose) => _shared.GetOrAdd((version, purpose), static (key, keys) => Derive(keys, key.Version, key.Purpose), keys);

    private static byte[] Derive(KeyRing keys, byte version, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Wrapping(version), 32, info: Encoding.UTF8.GetBytes($"shared|{purpose}"));
}
