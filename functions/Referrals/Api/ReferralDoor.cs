using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Reads one referral, or does one thing with it, for whoever calls. A new command is a class with a line that calls <see cref="Do(HttpRequest,string,string,string,Func{Caller,Form,ReferralCommand?},CancellationToken)"/>.</summary>
public sealed class ReferralDoor(ApiDoor door, Streams<Referral, ReferralEvent, ReferralCommand> referrals, BlindIndex index)
{
    /// <summary>A command that follows from the body alone.</summary>
    /// <param name="what">Its name, as the answer says it; the last part of the route.</param>
    /// <param name="read">Null: the form has faults, which are answered.</param>
    public Task<IResult> Do(HttpRequest request, string reference, string what, string scope, Func<Caller, Form, ReferralCommand?> read, CancellationToken stop) =>
        Do(request, reference, what, scope, (caller, form, _) => Task.FromResult(read(caller, form)), stop);

    /// <summary>As above, for a command that has to look something up.</summary>
    /// <param name="read">Given the referral's reference; null with a good form: there is no referral that the caller may see.</param>
    public Task<IResult> Do(HttpRequest request, string reference, string what, string scope, Func<Caller, Form, Reference, Task<ReferralCommand?>> read, CancellationToken stop) =>
        door.Open(request, scope, async caller =>
        {
            if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
            if (!ApiHeaders.TryIfMatch(request, out var version)) return ApiProblem.IfMatch.Answer();
            var (form, bytes, problem) = await ApiBody.Read(request, stop);
            if (form is null) return problem!;
            if (Known(reference) is not { } known) return ApiProblem.Reference.Answer();
            var command = await read(caller, form, known);
            if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
            if (command is null) return ApiProblem.Reference.Answer();
            var terms = new Terms(version, Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{what}\n"), .. bytes])));
            var outcome = await referrals.Handle(ReferralDesk.IdOf(index, known), command, $"api|{caller.Name}|{key}", caller.Actor.Person.Value, terms, stop);
            return Answer(request.HttpContext.Response, outcome, caller, known, what);
        }, stop);

    /// <summary>Shows something of a referral that the caller may see.</summary>
    public Task<IResult> Show(HttpRequest request, string reference, string scope, Func<Caller, Seen, Task<IResult>> show, CancellationToken stop) =>
        door.Open(request, scope, async caller => await Find(caller, reference, stop) is { } seen ? await show(caller, seen) : ApiProblem.Reference.Answer(), stop);

    /// <returns>Null: there is none, or none that the caller may see; the two look the same.</returns>
    public async Task<Seen?> Find(Caller caller, string reference, CancellationToken stop)
    {
        if (Known(reference) is not { } known) return null;
        var id = ReferralDesk.IdOf(index, known);
        var (referral, version) = await referrals.Read(id, stop);
        return ReferralDesk.MaySee(caller.Actor, referral) ? new Seen(id, known, referral, version) : null;
    }

    private static IResult Answer(HttpResponse response, Outcome<Referral> outcome, Caller caller, Reference reference, string what)
    {
        switch (outcome)
        {
            case Outcome<Referral>.Done done:
                response.Headers.ETag = ApiHeaders.ETag(done.Version);
                return Results.Json(new Done(reference.ToString(), what), ApiJson.Default.Done);
            case Outcome<Referral>.OtherContent: return ApiProblem.KeyReused.Answer();
            case Outcome<Referral>.Moved moved: return ReferralDesk.MaySee(caller.Actor, moved.State) ? ApiProblem.Moved.Answer() : ApiProblem.Reference.Answer();
            case Outcome<Referral>.Refused refused: return ReferralDesk.MaySee(caller.Actor, refused.State) ? Problems(refused.Why) : ApiProblem.Reference.Answer();
            case Outcome<Referral>.Nothing nothing: return ReferralDesk.MaySee(caller.Actor, nothing.State) ? ApiProblem.NotNow.Answer() : ApiProblem.Reference.Answer();
            default: return Problem.TryAgain(response);
        }
    }

    /// <summary>A refusal's code is the problem's.</summary>
    private static IResult Problems(Refusal why) => why is ReferralRefusal.NotNow now
        ? ApiProblem.NotNow.Answer(now.Possible.Count > 0 ? $"This cannot be done in this stage. What can: {string.Join(", ", now.Possible)}." : null)
        : (ApiProblem.All.FirstOrDefault(one => one.Code == why.Code) ?? ApiProblem.NotNow).Answer();

    private static Reference? Known(string reference) => reference.Length <= 20 ? Reference.Parse(reference) : null;
}

/// <summary>A referral as a caller has found it.</summary>
public sealed record Seen(StreamId Id, Reference Reference, Referral Referral, long Version);
