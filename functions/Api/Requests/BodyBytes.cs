using Microsoft.AspNetCore.Http;

namespace ServerlessAssist.Functions.Api.Requests;

/// <summary>A body within a limit, whatever its headers say of its length.</summary>
public static class BodyBytes
{
    /// <returns>Null: it is longer.</returns>
    /// <exception cref="BrokenBodyException">It ended early, or its framing is broken.</exception>
    public static async Task<byte[]?> Read(HttpRequest request, int most, CancellationToken stop)
    {
        if (request.ContentLength > most) return null;
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await Part(request.Body, buffer, stop) is > 0 and var count)
        {
            if (all.Length + count > most) return null;
            all.Write(buffer, 0, count);
        }
        return all.ToArray();
    }

    private static async Task<int> Part(Stream body, byte[] buffer, CancellationToken stop)
    {
        try
        {
            return await body.ReadAsync(buffer, stop);
        }
        catch (IOException broken)
        {
            // Else it would be taken for silent storage, and its sender told to send the same again.
            throw new BrokenBodyException(broken);
        }
    }
}
