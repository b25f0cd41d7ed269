using Microsoft.AspNetCore.Http;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Api.Requests;

/// <summary>What every operator's request says beside what it asks for: who (header <c>X-Operator</c>), in earnest or not (<c>?dryRun=true</c>), and where to go on (header <c>X-Cursor</c>). Names and keys stand in no address.</summary>
/// <param name="By">Empty only in a dry run.</param>
public sealed record OperatorRequest(string By, Mode Mode, Cursor? From)
{
    private const int LongestName = 60;

    /// <summary>The request of somebody who changes something, or asks what would change.</summary>
    public static (OperatorRequest? Asked, IResult? Problem) Read(HttpRequest request)
    {
        if (request.Query["dryRun"].ToString() is not ("" or "true" or "false")) return (null, Of("dry-run", "dryRun must be true or false."));
        var mode = request.Query["dryRun"] == "true" ? Mode.DryRun : Mode.Change;
        var by = Uri.UnescapeDataString(request.Headers["X-Operator"].ToString()).Trim();
        if (by.Length > LongestName || by.Any(unit => !(char.IsLetterOrDigit(unit) || unit is ' ' or '.' or '-' or '_' or '@' or '\''))) return (null, Of("operator", $"X-Operator must be your name: letters, digits, spaces and . - _ @ ', at most {LongestName}, percent-encoded."));
        if (mode == Mode.Change && by.Length == 0) return (null, Of("operator", "Say who you are in X-Operator: it is written down with what you change."));
        var (from, problem) = Going(request);
        return problem is null ? (new OperatorRequest(by, mode, from), null) : (null, problem);
    }

    /// <summary>Where a walk goes on, for requests that change nothing.</summary>
    public static (Cursor? From, IResult? Problem) Going(HttpRequest request)
    {
        if (request.Headers["X-Cursor"].ToString() is not { Length: > 0 } text) return (null, null);
        return Cursor.Parse(text) is { } cursor ? (cursor, null) : (null, Of("cursor", "X-Cursor must be what the answer before gave as next; leave it out to begin."));
    }

    private static IResult Of(string code, string what) => Problem.Of(StatusCodes.Status400BadRequest, code, what);

    public override string ToString() => $"{Mode}";
}
