using System.Collections.Frozen;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Api;

/// <summary>The problem that each refusal is over HTTP, for organisations, staff and operators alike.</summary>
public static class RefusalProblems
{
    private static readonly FrozenDictionary<string, ApiProblem> ByCode = new Dictionary<string, ApiProblem>(StringComparer.Ordinal)
    {
        ["not-allowed"] = ApiProblem.NotAllowed,
        ["not-open"] = ApiProblem.NotOpen,
        ["not-now"] = ApiProblem.NotNow,

        // The staff directory.
        ["by-operator"] = ApiProblem.ByOperator,
        ["name-taken"] = ApiProblem.NameTaken,
        ["too-many-people"] = ApiProblem.Full,
        ["nobody"] = ApiProblem.Nobody,
        ["last-administrator"] = ApiProblem.LastAdministrator,
        ["no-such-channel"] = ApiProblem.NoChannel,
        ["wrong-proof"] = ApiProblem.NotAllowed,
        ["absence-time"] = ApiProblem.Fields,
        ["too-many-open"] = ApiProblem.TooManyOpen,
        ["day"] = ApiProblem.Day,
        ["own-duty"] = ApiProblem.OwnDuty,
        ["call-holder"] = ApiProblem.CallHolder,
        ["same-person"] = ApiProblem.SamePerson,
        ["not-enrolled"] = ApiProblem.NotEnrolled,
        ["no-second"] = ApiProblem.NoSecond,

        // Referrals, and drafts of them.
        ["idempotency-key-reused"] = ApiProblem.KeyReused,
        ["reference-taken"] = ApiProblem.TryAgain,
        ["taken-by-other"] = ApiProblem.TakenByOther,
        ["wrong-code"] = ApiProblem.NotAllowed,
        ["closed-to-sms"] = ApiProblem.NotAllowed,
        ["being-sent"] = ApiProblem.NotNow,
        ["no-draft"] = ApiProblem.NotOpen,
        ["full"] = ApiProblem.NotNow,

        // Webhooks.
        ["webhook"] = ApiProblem.NoHook,
        ["delivery"] = ApiProblem.NoDelivery,
        ["webhook-stopped"] = ApiProblem.HookStopped,

        // Enrolment codes of people who are not known yet.
        ["too-soon"] = ApiProblem.TooMany,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes that have a problem.</summary>
    public static IReadOnlyCollection<string> Codes => ByCode.Keys;

    /// <summary>A code without a problem is a defect that a test finds; at run time it is answered as something that cannot be done now.</summary>
    public static ApiProblem Of(Refusal why) => ByCode.GetValueOrDefault(why.Code, ApiProblem.NotNow);
}
