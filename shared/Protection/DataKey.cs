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
}
