using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Reads one referral, or does one thing with it, for an operation.</summary>
public sealed class ReferralPipeline(ApiPipeline door, StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, BlindIndex index)
{
    /// <summary>A command that needs no body.</summary>
    /// <param name="what">Its name, as the answer says it; the last part of the route.</param>
    /// <param name="function">The operation; filled in by the compiler.</param>
    public Task<IResult> Do(
        HttpRequest request, string reference, string what, Func<Caller, ReferralCommand> command, CancellationToken stop,
        [CallerMemberName] string function = "") =>
        Do(request, reference, what, (caller, _) => Task.FromResult<ReferralCommand?>(command(caller)), stop, function);

    /// <summary>A command that needs no body, and a look at other things.</summary>
    /// <param name="read">Null: there is no referral that the caller may see.</param>
    public Task<IResult> Do(
        HttpRequest request, string reference, string what, Func<Caller, CaseReference, Task<ReferralCommand?>> read, CancellationToken stop,
        [CallerMemberName] string function = "") =>
        Handle(request, reference, what, (asked, known) => read(asked.Caller, known), null, function, stop);

    /// <summary>A command that follows from its body.</summary>
    /// <param name="read">Null: it has noted a fault.</param>
    public Task<IResult> Do<TBody>(
        HttpRequest request, string reference, string what, JsonTypeInfo<TBody> type, Func<ApiCall<TBody>, ReferralCommand?> read,
        CancellationToken stop, [CallerMemberName] string function = "")
        where TBody : class =>
        Do(request, reference, what, type, (call, _) => Task.FromResult(read(call)), stop, null, function);

    /// <summary>A command that follows from its body and a look at other things.</summary>
    /// <param name="read">Null: it has noted a fault, or there is no referral that the caller may see.</param>
    /// <param name="limit">How often a caller may do it; null: the referral's own stages limit it.</param>
    public Task<IResult> Do<TBody>(
        HttpRequest request, string reference, string what, JsonTypeInfo<TBody> type,
        Func<ApiCall<TBody>, CaseReference, Task<ReferralCommand?>> read, CancellationToken stop,
        Func<Caller, Taken>? limit = null, [CallerMemberName] string function = "")
        where TBody : class =>
        Handle(request, reference, what, async (asked, known) => BodyReader.Read(asked.Form, type) is { } body
            ? await read(new ApiCall<TBody>(asked.Caller, body, asked.Form, asked.MessageId), known) : null, limit, function, stop);

    private Task<IResult> Handle(
        HttpRequest request, string reference, string what, Func<ApiRequest, CaseReference, Task<ReferralCommand?>> read,
        Func<Caller, Taken>? limit, string function, CancellationToken stop) =>
        door.Change(request, what, async asked =>
        {
            if (CaseReference.Read(reference) is not { } known) return NotFound(asked.Form);
            var (id, command) = (ReferralHandler.IdOf(index, known), await read(asked, known));
            var response = request.HttpContext.Response;
            var isGood = command is not null && asked.Form.Faults().Count == 0;
            var taken = isGood ? limit?.Invoke(asked.Caller) : null;
            if (isGood && taken is not { IsRefused: true })
                return Answer(await referrals.Handle(id, command!, asked.MessageId, asked.Actor.Person.Value, asked.Terms, stop));
            // What was looked up may have gone with what this very call did: the same again is answered the same.
            if (await referrals.Earlier(id, asked.MessageId, asked.Terms, stop) is { } again) return Answer(again);
            if (taken is { } refused) return Problem.TooMany(response, refused.Wait);
            return NotFound(asked.Form);

            IResult Answer(Outcome<Referral> outcome) => ReferralPipeline.Answer(response, outcome, asked.Actor, known, what);
        }, stop, function);

    /// <summary>What is wrong with the form is said first.</summary>
    private static IResult NotFound(Form form) =>
        form.Faults() is { Count: > 0 } faults ? Problem.Fields(faults) : CaseProblems.Reference.Answer();

    /// <summary>Shows something of a referral that the caller may see.</summary>
    public Task<IResult> Show(
        HttpRequest request, string reference, Func<Caller, Seen, Task<IResult>> show, CancellationToken stop,
        [CallerMemberName] string function = "") =>
        door.Open(request, async caller => await Find(caller, reference, stop) is { } seen ? await show(caller, seen)
            : CaseProblems.Reference.Answer(), stop, function);

    /// <returns>Null: there is none, or none that the caller may see; the two look the same.</returns>
    public async Task<Seen?> Find(Caller caller, string reference, CancellationToken stop)
    {
        if (CaseReference.Read(reference) is not { } known) return null;
        var id = ReferralHandler.IdOf(index, known);
        var (referral, version) = await referrals.Read(id, stop);
        return ReferralHandler.MaySee(caller.Actor, referral) ? new Seen(id, known, referral, version) : null;
    }

    /// <summary>Whoever was asked to confirm knows of it, and may not see it.</summary>
    private static IResult Answer(HttpResponse response, Outcome<Referral> outcome, People.Actor actor, CaseReference reference, string what) =>
        OutcomeAnswer.Of(
            response, outcome, referral => Knows(actor, referral), CaseProblems.Reference,
            done => Results.Json(new Done(reference.ToString(), what) { Number = NoteRules.NumberIn(done.Reply) }, CasesApiJson.Default.Done),
            ReferralProblems.Refusals, DetailOf);

    private static bool Knows(People.Actor actor, Referral referral) =>
        ReferralHandler.MaySee(actor, referral) || (referral.Exists && JointIdentificationRules.IsConcerned(referral, actor));

    private static string? DetailOf(Refusal why) => why is ReferralRefusal.NotNow { Possible: { Count: > 0 } possible }
        ? $"This cannot be done in this stage, or has been done. What can: {string.Join(", ", possible.Select(PossibleCalls.Named))}."
        : null;
}

/// <summary>A referral as a caller has found it.</summary>
public sealed record Seen(StreamId Id, CaseReference Reference, Referral Referral, long Version);
