using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api.Requests;

namespace ServerlessAssist.Functions.Api;

/// <summary>
/// A way in which a call can fail, with a code that stays. Those of every call stand here, the others with the module that answers them.
/// </summary>
/// <param name="What">Says what to do; for technicians.</param>
public sealed record ApiProblem(int Status, string Code, string What)
{
    public static readonly ApiProblem Key =
        new(401, "organisation-key", "Send the key of your organisation in X-Api-Key, or a token of one of the staff in Authorization.");

    public static readonly ApiProblem Scope = new(403, "scope",
        "Your key does not have the scope that this call needs (what only a person decides needs a person's token); "
        + "GET v1/me says which it has.");

    public static readonly ApiProblem NotAllowed = new(403, "not-allowed", "You may see it, and may not do this with it.");

    public static readonly ApiProblem IdempotencyKey = new(400, "idempotency-key",
        "Send Idempotency-Key with 8 to 64 characters that you choose once for this call, and the same again when you repeat it.");

    public static readonly ApiProblem KeyReused = new(409, "idempotency-key-reused",
        "This Idempotency-Key was used for another call. Repeat the first one as it was, or choose a new key.");

    public static readonly ApiProblem IfMatch = new(400, "if-match",
        "Send one ETag in If-Match, as the referral was answered with, or leave it out.");

    public static readonly ApiProblem Moved = new(412, "version",
        "The referral has changed since you read it. Nothing was stored: read it again, and send If-Match with its new ETag.");

    public static readonly ApiProblem NotNow = new(409, "not-now",
        "This cannot be done in the stage that it is in, or has been done; read the referral: 'possible' says what can.");

    public static readonly ApiProblem NotOpen = new(409, "not-open", "It is over, or nothing of this waits for an answer.");

    public static readonly ApiProblem Query = new(400, "query", "A part of the query is not as it should be; detail says which.");

    public static readonly ApiProblem Fields = new(400, "fields",
        "Fields of the body are not as they should be; errors names each by its path and says what it must be.");

    public static readonly ApiProblem BrokenJson = new(400, "broken-json",
        "The body is not JSON in UTF-8, is nested too deep, or names a field twice.");
    public static readonly ApiProblem NotAnObject = new(400, "not-an-object", "The body must be one JSON object.");
    public static readonly ApiProblem BrokenBody = new(400, "broken-body",
        "The body ended early. Nothing was stored; send it again, whole.");
    public static readonly ApiProblem TooLarge = new(413, "too-large", "The body may have 256 KiB, a file of cases 128 KiB.");
    public static readonly ApiProblem Encoded = new(415, "encoded", "Send the body without Content-Encoding.");
    public static readonly ApiProblem NotJson = new(415, "not-json", "Send Content-Type: application/json.");

    public static readonly ApiProblem TooMany = new(429, "too-many",
        "Too many requests. Nothing was stored; send the same request again after the seconds in Retry-After.");

    public static readonly ApiProblem TryAgain = new(503, "try-again",
        "Storage does not answer. Send the same request again; it counts once.");

    /// <summary>What any body brings.</summary>
    internal static readonly ImmutableArray<ApiProblem> OfBodies = [Fields, BrokenBody, TooLarge, Encoded];

    /// <summary>What a body of JSON brings beside <see cref="OfBodies"/>.</summary>
    internal static readonly ImmutableArray<ApiProblem> OfJson = [BrokenJson, NotAnObject, NotJson];

    /// <summary>Those that no module brings.</summary>
    public static ImmutableArray<ApiProblem> Generic { get; } =
        [Key, Scope, NotAllowed, IdempotencyKey, KeyReused, IfMatch, Moved, NotNow, NotOpen, Query, .. OfBodies, .. OfJson, TooMany,
            TryAgain];

    public IResult Answer(string? what = null) => Problem.Of(Status, Code, what ?? What);
}
