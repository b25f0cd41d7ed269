using Microsoft.AspNetCore.Http;

namespace ServerlessAssist.Shared.Requests;

/// <summary>A body within a limit, whatever its headers say of its length.</summary>
public static class BodyBytes
{
    /// <returns>Null: it is longer.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, int most, CancellationToken stop)
    {
        if (request.ContentLength > most) return null;
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, stop) is > 0 and var count)
        {
            if (all.Length + count > most) return null;
            all.Write(buffer, 0, count);
        }
        return all.ToArray();
    }
}
