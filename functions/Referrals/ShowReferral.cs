using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Requests;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>The history of a referral, for the organisation that referred.</summary>
public sealed class ShowReferral(Streams<Referral, ReferralEvent, ReferralCommand> referrals, Callers callers, BlindIndex index)
{
    [Function(nameof(ShowReferral))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "referrals/{reference}")] HttpRequest request, string reference, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Show(request, reference, stop));

    private async Task<IResult> Show(HttpRequest request, string reference, CancellationToken stop)
    {
        if (await callers.Who(request, stop) is not { } organisation) return Problem.Of(StatusCodes.Status401Unauthorized, "organisation-key", "Send the key of your organisation in X-Api-Key.");
        if (reference.Length > 20 || Reference.Parse(reference) is not { } known) return Problem.Of(StatusCodes.Status404NotFound, "reference", "This is no reference: look at it again, its last character checks the others.");
        var id = ReferralDesk.IdOf(index, known);
        var (referral, _) = await referrals.Read(id, stop);
        // Somebody else's referral looks exactly like none.
        if (!referral.IsOpen || !Permissions.May(Actor.Of(organisation), Permission.ReadReferral, new Subject(referral.Facts!.Region, referral.Organisation))) return Problem.Of(StatusCodes.Status404NotFound, "reference", "There is no referral of yours with this reference.");
        var history = await referrals.History(id, stop) ?? [];
        var lines = history.SelectMany(commit => commit.Events.Select(happened => Line(commit.At, happened))).OfType<HistoryLine>().ToList();
        return Results.Json(
            new ReferralHistory(referral.Reference, ReferralEvolution.StatusOf(referral), referral.Facts!.Urgency.ToString().ToLowerInvariant(), lines), ReferralAnswerJson.Default.ReferralHistory);
    }

    /// <summary>What the organisation may know: steps and posts, never who.</summary>
    private static HistoryLine? Line(DateTimeOffset at, ReferralEvent happened) => happened switch
    {
        Opened => new(at, "referred", "your organisation"),
        Alerted e => new(at, "alerted", Post(e.Level)),
        AlertDelivered => new(at, "alert-delivered", null),
        AlertUndelivered e => new(at, "alert-undelivered", e.Channel.ToString().ToLowerInvariant()),
        AlertFailed => new(at, "alert-failed", null),
        Escalated { Level: > 0 } e => new(at, "escalated", Post(e.Level)),
        PassedOn => new(at, "passed-on", null),
        Released => new(at, "given-back", null),
        Taken => new(at, "taken", "coordinator"),
        NobodyReached => new(at, "nobody-reached", null),
        WrongCode => new(at, "wrong-code", null),
        _ => null,
    };

    private static string Post(int level) => level switch { 0 => "on duty", 1 => "backup", 2 => "regional committee", _ => "Responsible Authority" };
}

public sealed record ReferralAnswer(string Reference, string Status);

/// <param name="By">Which post, where that says something.</param>
public sealed record HistoryLine(DateTimeOffset At, string What, string? By);

public sealed record ReferralHistory(string Reference, string Status, string Urgency, IReadOnlyList<HistoryLine> History);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReferralAnswer))]
[JsonSerializable(typeof(ReferralHistory))]
internal sealed partial class ReferralAnswerJson : JsonSerializerContext;
