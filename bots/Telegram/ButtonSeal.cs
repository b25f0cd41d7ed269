using System.Security.Cryptography;
using System.Text;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>Seals what a button sends back to the chat that it was made for: elsewhere, or made up, it is worth nothing.</summary>
public sealed class ButtonSeal(BlindIndex index)
{
    /// <summary>In bytes; Telegram's limit of callback_data: https://core.telegram.org/bots/api#inlinekeyboardbutton</summary>
    public const int MaxBytes = 64;

    private const string Purpose = "telegram-button";
    private const char Mark = '~';
    private const int TagLength = 16;      // hex digits: 64 bits, guessed through Telegram only

    /// <exception cref="ArgumentException">The data would not fit: a defect of the caller.</exception>
    public string Seal(long chat, string data)
    {
        var @sealed = $"{data}{Mark}{index.Of(Purpose, Bound(chat, data))[..TagLength]}";
        return Encoding.UTF8.GetByteCount(@sealed) <= MaxBytes
            ? @sealed
            : throw new ArgumentException($"A button's data may have {MaxBytes - TagLength - 1} bytes.", nameof(data));
    }

    /// <summary>The data, if it was sealed for this chat under any key that is still in the settings; else null.</summary>
    public string? Unseal(long chat, string callbackData)
    {
        if (Encoding.UTF8.GetByteCount(callbackData) > MaxBytes) return null;
        var at = callbackData.LastIndexOf(Mark);
        if (at < 0 || callbackData.Length - at - 1 != TagLength) return null;
        var data = callbackData[..at];
        var given = Encoding.UTF8.GetBytes(callbackData[(at + 1)..]);
        var right = false;
        foreach (var tag in index.All(Purpose, Bound(chat, data)))
            right |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(tag[..TagLength]));
        return right ? data : null;
    }

    private static string Bound(long chat, string data) => FormattableString.Invariant($"{chat}|{data}");
}
