using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ServerlessAssist.Functions.Api;

/// <summary>The headers that the API reads: which version was seen, which call this is.</summary>
internal static class ApiHeaders
{
    /// <summary>A strong ETag: the version of the referral's stream.</summary>
    public static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <returns>Null: none that is good.</returns>
    public static string? IdempotencyKey(HttpRequest request) =>
        request.Headers["Idempotency-Key"] is [{ Length: >= 8 and <= 64 } key] && key.All(unit => unit is > ' ' and < '\x7f') ? key : null;

    /// <summary>The version that the caller has seen; null with no header, or any (<c>*</c>).</summary>
    /// <returns>False: what was sent is no ETag of ours.</returns>
    public static bool TryIfMatch(HttpRequest request, out long? version)
    {
        version = null;
        if (request.Headers.IfMatch is [] or ["*"]) return true;
        if (request.Headers.IfMatch is not [{ Length: >= 3 and <= 21 } tag] || tag[0] != '"' || tag[^1] != '"') return false;
        if (!long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return false;
        version = seen;
        return true;
    }

    /// <summary>Whether what the caller holds is what stands (<c>If-None-Match</c>).</summary>
    public static bool IsKnown(HttpRequest request, long version) => request.Headers.IfNoneMatch is [{ } tag] && tag == ETag(version);

    /// <summary>One value of the query; null: it is not there, or empty.</summary>
    public static string? Query(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 and <= 200 } value] ? value : null;
}
