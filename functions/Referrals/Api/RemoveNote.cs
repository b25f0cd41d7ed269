using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Takes one message of one's own back; a mark stays.</summary>
public sealed class RemoveNote(ReferralDoor door)
{
    [Function(nameof(RemoveNote))]
    [Operation("Takes one message of the caller's own back. Where it stood a mark stays; on phones that have it, it stays too.", Scopes.Conversation, Permission.WriteInReferral, Answer = "Done")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/referrals/{reference}/notes/{number}")] HttpRequest request, string reference, string number, CancellationToken stop) =>
        door.Do(request, reference, $"notes/{number}", Scopes.Conversation, (caller, _) =>
            // None has the number 0: what is no number is nobody's message.
            new ReferralCommand.Unsay(caller.Actor, int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0), stop);
}
