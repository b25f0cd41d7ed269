using System.Security.Cryptography;
using System.Text;

namespace ServerlessAssist.Shared.Protection;

/// <summary>AES-256-GCM: nonce (12 bytes), ciphertext, tag (16 bytes). The place that a value stands in is bound to it.</summary>
internal static class Box
{
    private const int Nonce = 12;
    private const int Tag = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string place, ReadOnlySpan<byte> prefix = default)
    {
        var box = new byte[prefix.Length + Nonce + plain.Length + Tag];
        prefix.CopyTo(box);
        var nonce = box.AsSpan(prefix.Length, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(nonce, plain, box.AsSpan(prefix.Length + Nonce, plain.Length), box.AsSpan(box.Length - Tag), Encoding.UTF8.GetBytes(place));
        return box;
    }

    /// <exception cref="TamperedException">Changed, cut, moved, or under another key.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, string place)
    {
        if (box.Length < Nonce + Tag) throw new TamperedException("too short");
        var plain = new byte[box.Length - Nonce - Tag];
        try
        {
            using var aes = new AesGcm(key, Tag);
            aes.Decrypt(box[..Nonce], box[Nonce..^Tag], box[^Tag..], plain, Encoding.UTF8.GetBytes(place));
            return plain;
        }
        catch (CryptographicException)
        {
            throw new TamperedException("changed, moved or under another key");
        }
    }
}
