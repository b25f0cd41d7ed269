using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api.Requests;

namespace ServerlessAssist.Functions.Api;

/// <summary>Every way in which a call can fail, with a code that stays: the whole list of the API, which its document shows.</summary>
/// <param name="What">Says what to do; for technicians.</param>
public sealed record ApiProblem(int Status, string Code, string What)
{
    public static readonly ApiProblem Key = new(401, "organisation-key", "Send the key of your organisation in X-Api-Key, or a token of one of the staff in Authorization.");
    public static readonly ApiProblem Scope = new(403, "scope", "Your key does not have the scope that this call needs (what only a person decides needs a person's token); GET v1/me says which it has.");
    public static readonly ApiProblem NotAllowed = new(403, "not-allowed", "You may see it, and may not do this with it.");
    public static readonly ApiProblem Reference = new(404, "reference", "There is no such referral, or none that you may see.");
    public static readonly ApiProblem NoProvider = new(404, "provider", "Your organisation provides nothing here.");
    public static readonly ApiProblem NoHook = new(404, "webhook", "Your organisation has no webhook; set one with PUT v1/webhook.");
    public static readonly ApiProblem NoDelivery = new(404, "delivery", "There is no such delivery, or it is forgotten; GET v1/webhook/deliveries shows those that there are.");
    public static readonly ApiProblem HookStopped = new(409, "webhook-stopped", "Your webhook is paused or gone: say first where it is called, with PUT v1/webhook.");
    public static readonly ApiProblem IdempotencyKey = new(400, "idempotency-key", "Send Idempotency-Key with 8 to 64 characters that you choose once for this call, and the same again when you repeat it.");
    public static readonly ApiProblem KeyReused = new(409, "idempotency-key-reused", "This Idempotency-Key was used for another call. Repeat the first one as it was, or choose a new key.");
    public static readonly ApiProblem IfMatch = new(400, "if-match", "Send one ETag in If-Match, as the referral was answered with, or leave it out.");
    public static readonly ApiProblem Moved = new(412, "version", "The referral has changed since you read it. Nothing was stored: read it again, and send If-Match with its new ETag.");
    public static readonly ApiProblem NotNow = new(409, "not-now", "This cannot be done in the stage that it is in, or has been done; read the referral: 'possible' says what can.");
    public static readonly ApiProblem NotOpen = new(409, "not-open", "It is over, or nothing of this waits for an answer.");
    public static readonly ApiProblem TakenByOther = new(409, "taken-by-other", "A colleague has taken it.");
    public static readonly ApiProblem NameTaken = new(409, "name-taken", "Somebody has this call name already. Choose another callName; or, to give that person a new code, send person alone (an operator: id alone).");
    public static readonly ApiProblem Nobody = new(404, "nobody", "There is nobody with this id or name.");
    public static readonly ApiProblem LastAdministrator = new(409, "last-administrator", "This is the last administrator. Invite another one first.");
    public static readonly ApiProblem ByOperator = new(403, "by-operator", "An operator alone can do this: it is about an administrator, or the top of a region.");
    public static readonly ApiProblem SamePerson = new(403, "same-person", "Whoever asked for it cannot be the second person. It is noted.");
    public static readonly ApiProblem Day = new(409, "day", "The day must be today or one of the next 60 of the region's own calendar.");
    public static readonly ApiProblem OwnDuty = new(409, "own-duty", "She has this duty already.");
    public static readonly ApiProblem CallHolder = new(409, "call-holder", "Whoever has this duty has no phone on which she could be asked: call her.");
    public static readonly ApiProblem Full = new(413, "too-many-people", "The directory is full. Nobody was invited.");
    public static readonly ApiProblem Query = new(400, "query", "A part of the query is not as it should be; detail says which.");
    public static readonly ApiProblem Fields = new(400, "fields", "Fields of the body are not as they should be; errors names each by its path and says what it must be.");
    public static readonly ApiProblem BrokenJson = new(400, "broken-json", "The body is not JSON in UTF-8, is nested too deep, or names a field twice.");
    public static readonly ApiProblem NotAnObject = new(400, "not-an-object", "The body must be one JSON object.");
    public static readonly ApiProblem BrokenBody = new(400, "broken-body", "The body ended early. Nothing was stored; send it again, whole.");
    public static readonly ApiProblem TooLarge = new(413, "too-large", "The body may have 256 KiB, a file of cases 128 KiB.");
    public static readonly ApiProblem Encoded = new(415, "encoded", "Send the body without Content-Encoding.");
    public static readonly ApiProblem NotJson = new(415, "not-json", "Send Content-Type: application/json.");
    public static readonly ApiProblem NotTable = new(415, "not-a-table", "Send the file as Content-Type: text/csv, or application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.");
    public static readonly ApiProblem Table = new(400, "table", "The file cannot be read; detail says why.");
    public static readonly ApiProblem NoSecond = new(403, "no-second", "Nobody else has agreed to this, or it was done already. Ask again without approval, and let an administrator agree on the phone. It is noted.");
    public static readonly ApiProblem NotEnrolled = new(403, "not-enrolled", "What is done to a case, an enrolled administrator agrees to, on the phone.");
    public static readonly ApiProblem TooManyOpen = new(403, "too-many-open", "Too many of these wait for an answer already. Have some of them answered first.");
    public static readonly ApiProblem NoChannel = new(409, "no-such-channel", "There is no other channel of this kind.");
    public static readonly ApiProblem TooMany = new(429, "too-many", "Too many requests. Nothing was stored; send the same request again after the seconds in Retry-After.");
    public static readonly ApiProblem TryAgain = new(503, "try-again", "Storage does not answer. Send the same request again; it counts once.");

    public static IReadOnlyList<ApiProblem> All { get; } =
    [
        Key, Scope, NotAllowed, Reference, NoProvider, NoHook, NoDelivery, IdempotencyKey, KeyReused, IfMatch, Moved, NotNow, NotOpen, TakenByOther, HookStopped,
        NameTaken, Nobody, LastAdministrator, ByOperator, SamePerson, Day, OwnDuty, CallHolder, Full, Query, Fields, BrokenJson, NotAnObject, BrokenBody, TooLarge, Encoded, NotJson, NotTable, Table, NoSecond, NotEnrolled, TooManyOpen, NoChannel, TooMany, TryAgain,
    ];

    public IResult Answer(string? what = null) => Problem.Of(Status, Code, what ?? What);
}
