using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>What moves a referral from one stage to the next.</summary>
public sealed class ReferralActions(ReferralPipeline referral, StaffDirectory directory)
{
    private const string One = "v1/referrals/{reference}/";

    [Function(nameof(TakeReferral))]
    [Operation<Done>(
        "A coordinator takes a referral. With a token of hers only: a person answers for it.",
        Scopes.SignedIn, Permission.TakeReferral)]
    public Task<IResult> TakeReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "take")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "take", async (caller, _) => new ReferralCommand.TakeSignedIn(
            caller.Actor, (await directory.Cached(stop)).Find(caller.Actor.Person)?.CallName is { } name ? name : ReferralPhrases.Colleague),
            stop);

    [Function(nameof(PassOnReferral))]
    [Operation<PassOnBody, Done>(
        "A coordinator passes on what she was alerted about, or gives back what she has: those who come next are alerted.",
        Scopes.SignedIn, Permission.TakeReferral)]
    public Task<IResult> PassOnReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "pass")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(
            request, reference, "pass", ReferralBodiesJson.Default.PassOnBody,
            call => new ReferralCommand.PassOnSignedIn(call.Actor, call.Body.Reason), stop);

    [Function(nameof(AcceptReferral))]
    [Operation<Done>(
        "Takes the person on, or goes on accompanying her: the clock of the stage begins anew. Needs a referral that somebody has taken.",
        Scopes.Manage, Permission.ManageReferral)]
    public Task<IResult> AcceptReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "accept")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "accept", caller => new ReferralCommand.Accept(caller.Actor), stop);

    /// <summary>Social worker or police officer of the point agrees with whoever referred, or does not.</summary>
    [Function(nameof(AnswerJointly))]
    [Operation<IdentificationBody, Done>(
        "Whoever met the person too (social worker, police officer) agrees, or does not: then a coordinator decides, and nothing is "
        + "dropped.",
        Scopes.SignedIn, Permission.ConfirmIdentification)]
    public Task<IResult> AnswerJointly(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "identification")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(
            request, reference, "identification", ReferralBodiesJson.Default.IdentificationBody,
            call => new ReferralCommand.AnswerJointly(
                call.Actor, call.Body.Answer == IdentificationBody.Confirm ? JointStatus.Confirmed : JointStatus.Disputed), stop);

    [Function(nameof(AddNeed))]
    [Operation<NeedBody, Done>("Something else is needed.", Scopes.Manage, Permission.ManageReferral, Permission.ConfirmIdentification)]
    public Task<IResult> AddNeed(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "needs")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(
            request, reference, "needs", ReferralBodiesJson.Default.NeedBody,
            call => new ReferralCommand.AddNeed(call.Actor, call.Body.Need), stop);

    [Function(nameof(BeginReintegration))]
    [Operation<Done>("Assistance becomes reintegration.", Scopes.Manage, Permission.ManageReferral)]
    public Task<IResult> BeginReintegration(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "reintegration")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(request, reference, "reintegration", caller => new ReferralCommand.BeginReintegration(caller.Actor), stop);

    [Function(nameof(CloseReferral))]
    [Operation<CloseBody, Done>(
        "Ends a referral for everybody: places are free again, who referred is told.",
        Scopes.Manage, Permission.ManageReferral)]
    public Task<IResult> CloseReferral(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = One + "close")] HttpRequest request,
        string reference, CancellationToken stop) =>
        referral.Do(
            request, reference, "close", ReferralBodiesJson.Default.CloseBody,
            call => new ReferralCommand.Close(call.Actor, call.Body.Reason), stop);
}
