using System.Collections.Immutable;
using ServerlessAssist.Functions.Api;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>Why what is done with referrals, providers and files of cases can fail.</summary>
public static class ReferralProblems
{
    public static readonly ApiProblem NoProvider = new(404, "provider", "Your organisation provides nothing here.");
    public static readonly ApiProblem TakenByOther = new(409, "taken-by-other", "A colleague has taken it.");

    public static readonly ApiProblem NotTable = new(415, "not-a-table",
        "Send the file as Content-Type: text/csv, or application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.");

    public static readonly ApiProblem Table = new(400, "table", "The file cannot be read; detail says why.");

    public static ImmutableArray<ApiProblem> All { get; } = [NoProvider, TakenByOther, NotTable, Table];

    /// <summary>The problems of refusals.</summary>
    public static RefusalProblems Refusals { get; } = new(
        ("reference-taken", ApiProblem.TryAgain),
        (TakenByOther.Code, TakenByOther),
        ("wrong-code", ApiProblem.NotAllowed),
        ("closed-to-sms", ApiProblem.NotAllowed),
        ("being-sent", ApiProblem.NotNow),
        ("already-sent", ApiProblem.NotNow),
        ("too-many-waiting", ApiProblem.NotNow),
        ("no-draft", ApiProblem.NotOpen),
        ("thrown-away", ApiProblem.NotOpen),
        ("full", ApiProblem.NotNow));
}
