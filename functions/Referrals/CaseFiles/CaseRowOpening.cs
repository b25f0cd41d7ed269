using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>One call with a file.</summary>
/// <param name="Key">The call's own.</param>
/// <param name="Content">A hash of file and options: the same key with another content is refused.</param>
/// <param name="EachRow">Rows that cannot be opened are named, and the others opened.</param>
internal sealed record CaseFileCall(Caller Caller, string Key, string Content, bool EachRow);

/// <summary>Opens the rows of a file one after the other. Interrupted, the same call again finds what is open and goes on.</summary>
internal sealed class CaseRowOpening(ReferralOpening referrals, OpeningLimit limit, BlindIndex index, CaseFileCall call)
{
    private const string NotThere = "is no region where your organisation may refer";

    private readonly List<CaseOpened> _opened = [];
    private readonly List<CaseRefused> _refused = [];

    public IReadOnlyList<CaseOpened> Opened => _opened;

    public IReadOnlyList<CaseRefused> Refused => _refused;

    /// <summary>Whether any was opened now, and not by the same call before.</summary>
    public bool IsNew { get; private set; }

    /// <returns>Why it could not go on; null: all rows are opened or named.</returns>
    public async Task<IResult?> Open(IReadOnlyList<CaseRead> cases, HttpResponse response, CancellationToken stop)
    {
        foreach (var (one, at) in cases.Select((one, at) => (one, at)))
        {
            // By its place among all rows: which of them are good may change between two calls.
            var name = FormattableString.Invariant($"{call.Caller.Actor.Organisation}|{call.Key}|case|{at}");
            var key = index.Of(IndexPurposes.IdempotencyKey, name);
            var problem = one.Facts is { } facts ? await Open(one, facts, key, response, stop) : await Refuse(one, key, stop);
            if (problem is not null) return problem;
        }
        return null;
    }

    /// <summary>What the same call has opened stays opened, though on another day, or with other regions, its row would be bad.</summary>
    private async Task<IResult?> Refuse(CaseRead one, string key, CancellationToken stop)
    {
        var referral = await referrals.Find(key, stop);
        if (referral is null) _refused.Add(new CaseRefused(one.Row, one.Faults));
        else if (referral.Opening?.Body != call.Content) return ApiProblem.KeyReused.Answer();
        else _opened.Add(CaseOpened.Of(one, referral));
        return null;
    }

    private async Task<IResult?> Open(CaseRead one, ReferralFacts facts, string key, HttpResponse response, CancellationToken stop)
    {
        var actor = call.Caller.Actor;
        if (limit.Take(actor.Organisation, facts.Urgency) is { IsRefused: true, Wait: var wait }) return Problem.TooMany(response, wait);
        var isFirst = false;
        try
        {
            PersonId? also = call.Caller.Key is null ? actor.Person : null;
            switch (await referrals.Open(actor, new Opening(key, call.Content), facts, also, actor.Person.Value, stop))
            {
                case OpeningOutcome.Opened done:
                    IsNew |= isFirst = done.Repeat == Repeat.First;
                    _opened.Add(CaseOpened.Of(one, done.Referral));
                    return null;
                case OpeningOutcome.NotHere when call.EachRow:
                    _refused.Add(new CaseRefused(one.Row, ImmutableDictionary<string, string>.Empty.Add(CaseFields.Region, NotThere)));
                    return null;
                case OpeningOutcome.NotHere: return ApiProblem.NotAllowed.Answer("Your organisation may not refer there.");
                case OpeningOutcome.KeyReused: return ApiProblem.KeyReused.Answer();
                default: return Problem.TryAgain(response);
            }
        }
        finally
        {
            if (!isFirst) limit.GiveBack(actor.Organisation, facts.Urgency);
        }
    }
}
