namespace ServerlessAssist.Functions.People.Rules;

internal static class Unique
{
    /// <summary>128 bits in hex: unique, not secret.</summary>
    public static string From(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
