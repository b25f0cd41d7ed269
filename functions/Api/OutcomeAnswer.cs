using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Api;

/// <summary>What a caller is told of what became of a command.</summary>
internal static class OutcomeAnswer
{
    /// <param name="knows">Whether the caller may know that there is such a thing; if not, it looks like nothing.</param>
    /// <param name="refusals">The problems of the module's refusals.</param>
    /// <param name="detail">What the problem says instead of its usual sentence; null: that.</param>
    public static IResult Of<TState>(
        HttpResponse response, Outcome<TState> outcome, Func<TState, bool> knows, ApiProblem nothing, Func<Outcome<TState>.Done, IResult> done,
        RefusalProblems refusals, Func<Refusal, string?>? detail = null)
    {
        switch (outcome)
        {
            case Outcome<TState>.Done stored:
                response.Headers.ETag = ApiHeaders.ETag(stored.Version);
                return done(stored);
            case Outcome<TState>.IdempotencyKeyReused: return ApiProblem.KeyReused.Answer();
            case Outcome<TState>.VersionConflict moved: return knows(moved.State) ? ApiProblem.Moved.Answer() : nothing.Answer();
            case Outcome<TState>.Refused not: return knows(not.State) ? refusals.Of(not.Why).Answer(detail?.Invoke(not.Why)) : nothing.Answer();
            case Outcome<TState>.NoChange none: return knows(none.State) ? ApiProblem.NotNow.Answer() : nothing.Answer();
            default: return Problem.TryAgain(response);
        }
    }
}
