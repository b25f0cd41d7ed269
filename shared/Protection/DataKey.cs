using System.Security.Cryptography;

namespace ServerlessAssist.Shared.Protection;

/// <summary>The key of one stream, and the same key wrapped for storage. Without its wrapped form nothing of the stream can be read: deleting it erases.</summary>
public sealed class DataKey
{
    private readonly byte[] _key;

    internal DataKey(byte[] key, byte[] wrapped) => (_key, Wrapped) = (key, wrapped);

    public byte[] Wrapped { get; }

    /// <param name="place">Table, partition, row and version: a value opens nowhere else.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, string place) => Box.Seal(_key, plain, place);

    /// <exception cref="TamperedException">Changed, cut or moved.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string place) => Box.Open(_key, box, place);

    internal byte[] Bytes => _key;

    /// <summary>Tells this key from any other, however both are wrapped; the key is not found from it. 16 hexadecimal digits.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData([.. _key, .. "id"u8])[..8]);
}
