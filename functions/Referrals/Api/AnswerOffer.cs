using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>A provider accepts or declines what it was asked for; whether a place is free, is decided after that.</summary>
public sealed class AnswerOffer(ReferralDoor door)
{
    private static readonly string[] Answers = ["accept", "decline"];

    [Function(nameof(AnswerOffer))]
    [Operation("A provider accepts or declines what it was asked for. Whether a place is free is decided after that: read the referral.", Scopes.Offers, Permission.AnswerOffer, Body = "Answer", Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/answer")] HttpRequest request, string reference, CancellationToken stop) =>
        door.Do(request, reference, "answer", Scopes.Offers, Read, stop);

    private static ReferralCommand? Read(Caller caller, Form form) => form.OneOf("answer", Answers) switch
    {
        "accept" => new ReferralCommand.AcceptOffer(caller.Actor),
        "decline" => form.OneOf("reason", DeclineReasons.All) is { } why ? new ReferralCommand.DeclineOffer(caller.Actor, why) : null,
        _ => null,
    };
}
