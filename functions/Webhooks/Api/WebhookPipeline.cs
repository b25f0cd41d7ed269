using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Webhooks.Api;

/// <summary>What an organisation's own system does with its subscription: nobody else's can be named.</summary>
public sealed class WebhookPipeline(ApiPipeline door, StreamHandler<Subscription, SubscriptionEvent, SubscriptionCommand> subscriptions, BlindIndex index, Random random)
{
    /// <param name="function">The operation; filled in by the compiler.</param>
    public Task<IResult> Show(
        HttpRequest request, Func<Subscription, IResult> show, CancellationToken stop, [CallerMemberName] string function = "") =>
        door.Open(request, Allowed(async caller =>
            (await subscriptions.Read(IdOf(caller), stop)).State is { To: not null } subscription ? show(subscription) : WebhookProblems.NoWebhook.Answer()),
            stop, function);

    /// <summary>A call that says all anew each time.</summary>
    /// <param name="read">Given the body and something unique, 12 hex digits; null: it has noted a fault.</param>
    public Task<IResult> Set<TBody>(
        HttpRequest request, JsonTypeInfo<TBody> type, Func<ApiCall<TBody>, string, SubscriptionCommand?> read, Func<Subscription, IResult> answer,
        CancellationToken stop, [CallerMemberName] string function = "")
        where TBody : class =>
        door.Set(request, type, async call =>
        {
            if (!MayHear(call.Caller)) return NotAllowed();
            if (read(call, Unique.From(random)[..12]) is not { } command) return Problem.Fields(call.Form.Faults());
            var outcome = await subscriptions.Handle(IdOf(call.Caller), command, call.MessageId, call.Actor.Person.Value, stop);
            return Answer(request, outcome, done => answer(done.State));
        }, stop, function);

    /// <summary>A call that counts once, however often it comes.</summary>
    /// <param name="what">What exactly is asked for: another thing under the same key is refused.</param>
    /// <param name="command">Given the call's key.</param>
    /// <param name="answer">Given the state and the call's key.</param>
    public Task<IResult> Do(
        HttpRequest request, string what, Func<string, SubscriptionCommand> command, Func<Subscription, string, IResult> answer, CancellationToken stop,
        [CallerMemberName] string function = "") =>
        door.Open(request, Allowed(async caller =>
        {
            if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
            var (form, _, problem) = await ApiPipeline.BodyOf(request, stop);
            if (form is null) return problem!;
            if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
            var terms = new Preconditions(null, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what))));
            var outcome = await subscriptions.Handle(IdOf(caller), command(key), $"api|{caller.Name}|{key}", caller.Actor.Person.Value, terms,
                stop);
            return Answer(request, outcome, done => answer(done.State, key));
        }), stop, function);

    private static Func<Caller, Task<IResult>> Allowed(Func<Caller, Task<IResult>> answer) =>
        caller => MayHear(caller) ? answer(caller) : Task.FromResult(NotAllowed());

    /// <summary>An organisation's system hears only of what it may read.</summary>
    private static bool MayHear(Caller caller) =>
        Permissions.May(caller.Actor, Permission.ReadReferral, new Resource("", caller.Actor.Organisation));

    private static IResult NotAllowed() =>
        ApiProblem.NotAllowed.Answer("An organisation hears of what it has referred, and your key does not read that.");

    private StreamId IdOf(Caller caller) => Subscriptions.IdOf(caller.Actor.Organisation, index);

    private static IResult Answer(HttpRequest request, Outcome<Subscription> outcome, Func<Outcome<Subscription>.Done, IResult> answer) => outcome switch
    {
        Outcome<Subscription>.Done done => answer(done),
        Outcome<Subscription>.IdempotencyKeyReused => ApiProblem.KeyReused.Answer(),
        Outcome<Subscription>.Refused refused => WebhookProblems.Refusals.Of(refused.Why).Answer(),
        _ => Problem.TryAgain(request.HttpContext.Response),
    };
}
