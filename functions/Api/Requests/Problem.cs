using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Api.Requests;

/// <summary>An answer that says what to do: problem+json (RFC 9457) with a stable code.</summary>
public static class Problem
{
    public static IResult Of(int status, string code, string what) =>
        Results.Problem(what, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>400 with each bad field by its path and what it must be.</summary>
    public static IResult Fields(IReadOnlyDictionary<string, string> faults) =>
        Results.ValidationProblem(
            faults.ToDictionary(fault => fault.Key, fault => new[] { fault.Value }), "Correct the fields that are named and send it again. Nothing was stored.",
            statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?> { ["code"] = "fields" });

    /// <summary>400: the body ended early, or its framing is broken.</summary>
    public static IResult BrokenBody() =>
        Of(StatusCodes.Status400BadRequest, "broken-body", "The body ended early. Nothing was stored; send it again, whole.");

    /// <summary>The answer; or, where storage is silent, that the same request may be sent again.</summary>
    public static async Task<IResult> OrTryAgain(HttpRequest request, Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (BrokenBodyException)
        {
            return BrokenBody();
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            return TryAgain(request.HttpContext.Response);
        }
    }

    /// <summary>429: nothing was stored; the same request may be sent again after a while.</summary>
    public static IResult TooMany(HttpResponse response, TimeSpan wait)
    {
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Of(StatusCodes.Status429TooManyRequests, "too-many", "Too many requests. Nothing was stored; send the same request again after the seconds in Retry-After.");
    }

    /// <summary>503: storage has not answered; the same request may be sent again.</summary>
    public static IResult TryAgain(HttpResponse response)
    {
        response.Headers.RetryAfter = "5";
        return Of(StatusCodes.Status503ServiceUnavailable, "try-again", "Storage does not answer. Send the same request again; it counts once.");
    }
}
