using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>Whoever has a duty gives it to the colleague who asked, or keeps it.</summary>
public sealed class AnswerSwap(StaffDoor door)
{
    internal static readonly string[] Answers = ["agree", "keep"];

    [Function(nameof(AnswerSwap))]
    [Operation("Whoever has the duty gives it to the colleague who asked, or keeps it.", Scopes.SignedIn, Permission.SwapDuty, Body = "SwapAnswer", Answer = "Swap")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/swaps/{id}/answer")] HttpRequest request, string id, CancellationToken stop) =>
        door.Do(request, $"swaps/{id}/answer", (asked, people) => Read(asked, people, id), (_, done) => Answer(done, id), stop);

    private static DirectoryCommand? Read(Asked asked, Directory people, string id)
    {
        var answer = asked.Form.OneOf("answer", Answers);
        // Whose it is not, and what is over, look the same to her: the rules say so.
        if (!asked.Actor.Regions.Any(region => Permissions.May(asked.Actor, Permission.SwapDuty, new Subject(region, "")))) return null;
        return answer == "agree" ? new DirectoryCommand.AgreeToSwap(asked.Actor.Person, id) : new DirectoryCommand.KeepDuty(asked.Actor.Person, id);
    }

    private static IResult Answer(Outcome<Directory>.Done done, string id) =>
        Results.Json(SwapShown.Of(done.State, id), StaffApiJson.Default.SwapShown);
}
