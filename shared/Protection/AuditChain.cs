using System.Security.Cryptography;
using System.Text;

namespace ServerlessAssist.Shared.Protection;

/// <summary>Each event's MAC covers the one before it, so that a removed or edited event shows.</summary>
public sealed class AuditChain(KeyRing keys)
{
    /// <param name="before">The head so far; empty for the first event.</param>
    /// <param name="place">Where the event stands.</param>
    public byte[] Next(ReadOnlySpan<byte> before, string place, ReadOnlySpan<byte> sealedEvent)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Chain);
        Span<byte> lengths = stackalloc byte[8];
        var where = Encoding.UTF8.GetBytes(place);
        BitConverter.TryWriteBytes(lengths, before.Length);
        BitConverter.TryWriteBytes(lengths[4..], where.Length);
        mac.AppendData(lengths);
        mac.AppendData(before);
        mac.AppendData(where);
        mac.AppendData(sealedEvent);
        return mac.GetHashAndReset();
    }

    public static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => CryptographicOperations.FixedTimeEquals(left, right);
}
