using System.Buffers.Text;
using System.Text;

namespace ServerlessAssist.Shared.Streams.Upkeep;

/// <summary>How far a walk through storage has come, so that the next request goes on from there: row keys of ours, which are opaque.</summary>
/// <param name="Part">Which part of the walk.</param>
public sealed record Cursor(string Part, string PartitionKey, string RowKey = "")
{
    /// <summary>Longer than any two keys of ours.</summary>
    private const int Longest = 2_000;

    /// <summary>Null where it is none of ours.</summary>
    public static Cursor? Parse(string text)
    {
        try
        {
            return text.Length <= Longest && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n') is [var part, var partition, var row]
                && !(part + partition + row).Any(unit => unit is < ' ' or > '~') ? new Cursor(part, partition, row) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Letters, digits, - and _ alone.</summary>
    public string Text => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Part}\n{PartitionKey}\n{RowKey}"));

    public override string ToString() => Part;
}
