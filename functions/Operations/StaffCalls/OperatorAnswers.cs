using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api.Requests;

namespace ServerlessAssist.Functions.Operations.StaffCalls;

/// <summary>Answers of operator calls that no other call has.</summary>
internal static class OperatorAnswers
{
    public static IResult InEarnestOnly() => Problem.Of(StatusCodes.Status400BadRequest, "dry-run", "This has no dry run; leave dryRun out.");
}
