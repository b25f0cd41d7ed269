using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Protection;
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
    /// <param name="limit">How often a caller may do it; null: the referral's own stages limit it.</param>
    public Task<IResult> Do(HttpRequest request, string reference, string what, string scope, Func<Caller, Form, Reference, Task<ReferralCommand?>> read, CancellationToken stop, Func<Caller, Taken>? limit = null) =>
        door.Change(request, what, scope, async asked =>
        {
            if (Known(reference) is not { } known) return asked.Form.Faults() is { Count: > 0 } ? Problem.Fields(asked.Form.Faults()) : ApiProblem.Reference.Answer();
            var (id, command) = (ReferralDesk.IdOf(index, known), await read(asked.Caller, asked.Form, known));
            var response = request.HttpContext.Response;
            var isGood = command is not null && asked.Form.Faults().Count == 0;
            var taken = isGood ? limit?.Invoke(asked.Caller) : null;
            if (isGood && taken is not { IsRefused: true })
                return Answer(response, await referrals.Handle(id, command!, asked.MessageId, asked.Actor.Person.Value, asked.Terms, stop), asked.Actor, known, what);
            // What was looked up may have gone with what this very call did: the same again is answered the same.
            if (await referrals.Earlier(id, asked.MessageId, asked.Terms, stop) is { } again) return Answer(response, again, asked.Actor, known, what);
            if (taken is { } refused) return Problem.TooMany(response, refused.Wait);
            return asked.Form.Faults() is { Count: > 0 } faults ? Problem.Fields(faults) : ApiProblem.Reference.Answer();
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

    /// <summary>Whoever was asked to confirm knows of it, and may not see it.</summary>
    private static IResult Answer(HttpResponse response, Outcome<Referral> outcome, People.Actor actor, Reference reference, string what) => OutcomeAnswer.Of(
        response, outcome, referral => ReferralDesk.MaySee(actor, referral) || (referral.Exists && JointRules.IsConcerned(referral, actor)), ApiProblem.Reference,
        done => Results.Json(new Done(reference.ToString(), what) { Number = TalkRules.NumberIn(done.Reply) }, ApiJson.Default.Done),
        DetailOf);

    private static string? DetailOf(Refusal why) => why is ReferralRefusal.NotNow { Possible: { Count: > 0 } possible }
        ? $"This cannot be done in this stage, or has been done. What can: {string.Join(", ", possible.Select(PossibleCalls.Named))}."
        : null;

    internal static Reference? Known(string reference) => reference.Length <= 20 ? Reference.Parse(reference) : null;
}

/// <summary>A referral as a caller has found it.</summary>
public sealed record Seen(StreamId Id, Reference Reference, Referral Referral, long Version);
