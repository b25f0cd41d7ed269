using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Social worker or police officer of the point says whether she agrees with whoever referred.</summary>
public sealed class AnswerJointly(ReferralDoor door)
{
    internal static readonly string[] Answers = ["confirm", "dispute"];

    [Function(nameof(AnswerJointly))]
    [Operation("Whoever met the person too (social worker, police officer) agrees, or does not: then a coordinator decides, and nothing is dropped.", Scopes.SignedIn, Permission.ConfirmIdentification, Body = "Identification", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/identification")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "identification", Scopes.SignedIn, (caller, form) => form.OneOf("answer", Answers) is { } answer
            ? new ReferralCommand.AnswerJointly(caller.Actor, answer == "confirm" ? JointStatus.Confirmed : JointStatus.Disputed) : null, stop);
}
