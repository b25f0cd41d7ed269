using Microsoft.AspNetCore.Http;

namespace ServerlessAssist.Bots;

/// <summary>Reads a body up to a limit and no byte further.</summary>
internal static class WebhookBody
{
    /// <returns>Null: over the limit.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, int max, CancellationToken stop)
    {
        if (request.ContentLength > max) return null;
        var all = new byte[max + 1];
        var count = 0;
        while (count < all.Length && await request.Body.ReadAsync(all.AsMemory(count), stop) is > 0 and var more) count += more;
        return count > max ? null : all[..count];
    }
}
