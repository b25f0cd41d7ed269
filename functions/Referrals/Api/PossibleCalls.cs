using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Which calls a caller could make on a referral now, by the last part of their routes. What only a person decides, a key is not offered.</summary>
internal static class PossibleCalls
{
    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal) { ["hand"] = "hand-over", ["reintegrate"] = "reintegration" };

    /// <summary>What the rules call something, as a call.</summary>
    public static string Named(string what) => Calls.GetValueOrDefault(what, what);

    public static IEnumerable<string> Of(Referral referral, Caller caller)
    {
        var (actor, isPerson) = (caller.Actor, caller.Key is null);
        var manages = Permissions.May(actor, Permission.ManageReferral, referral.Subject);
        if (referral.IsClosed) return manages && isPerson && referral.MergedInto is not null ? ["unmerge"] : [];
        var isAsked = referral.Offers.Any(offer => offer.Status == OfferStatus.Open && offer.Provider == actor.Organisation) && Permissions.May(actor, Permission.AnswerOffer, referral.Subject);
        return [
            .. isAsked ? ["answer"] : Array.Empty<string>(),
            .. manages && referral.TakenBy is not null ? LifecycleRules.Possible(referral.Stage).Select(Named).Where(call => isPerson || call != "hand-over") : [],
            .. isPerson ? OfPersons(referral, actor, manages) : [],
            .. manages && referral.Stage >= Stage.Acknowledged ? ["caseworker"] : Array.Empty<string>(),
            .. Permissions.May(actor, Permission.WriteInReferral, referral.Subject) ? ["notes"] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> OfPersons(Referral referral, Actor actor, bool manages)
    {
        var mayTake = Permissions.May(actor, Permission.TakeReferral, referral.Subject);
        if (mayTake && referral.TakenBy is null && referral.Stage != Stage.Identified) yield return "take";
        if (mayTake && (referral.TakenBy == actor.Person || (referral.TakenBy is null && referral.Alerts.Any(alert => alert.To == actor.Person && alert.IsPending)))) yield return "pass";
        if (manages) yield return "merge";
        if (manages && referral.Alike.Length > 0) yield return "tell-apart";
    }
}
