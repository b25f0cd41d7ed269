using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Shared.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>What a caller is told of what became of a command.</summary>
internal static class OutcomeAnswer
{
    /// <param name="knows">Whether the caller may know that there is such a thing; if not, it looks like nothing.</param>
    /// <param name="refused">A refusal's problem.</param>
    public static IResult Of<TState>(HttpResponse response, Outcome<TState> outcome, Func<TState, bool> knows, ApiProblem nothing,
        Func<Outcome<TState>.Done, IResult> done, Func<Refusal, IResult> refused)
    {
        switch (outcome)
        {
            case Outcome<TState>.Done stored:
                response.Headers.ETag = ApiHeaders.ETag(stored.Version);
                return done(stored);
            case Outcome<TState>.OtherContent: return ApiProblem.KeyReused.Answer();
            case Outcome<TState>.Moved moved: return knows(moved.State) ? ApiProblem.Moved.Answer() : nothing.Answer();
            case Outcome<TState>.Refused not: return knows(not.State) ? refused(not.Why) : nothing.Answer();
            case Outcome<TState>.Nothing none: return knows(none.State) ? ApiProblem.NotNow.Answer() : nothing.Answer();
            default: return Problem.TryAgain(response);
        }
    }

    /// <summary>A refusal's code is the problem's.</summary>
    /// <param name="own">The module's own problems, beside the generic ones.</param>
    public static IResult Of(Refusal why, IEnumerable<ApiProblem> own) =>
        (own.Concat(ApiProblem.Generic).FirstOrDefault(one => one.Code == why.Code) ?? ApiProblem.NotNow).Answer();
}
