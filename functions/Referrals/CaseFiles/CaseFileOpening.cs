using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Spreadsheets;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>
/// An organisation that works with another system refers people by its file: each row is a new referral, all of them are good or none is
/// opened.
/// </summary>
public sealed class CaseFileOpening(ReferralOpening desk, StaffDirectory directory, OpeningLimit limit, BlindIndex index, TimeProvider time)
{
    /// <summary>Answers the call.</summary>
    public async Task<IResult> Read(HttpRequest request, Caller caller, CancellationToken stop)
    {
        if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
        if (!Permissions.May(caller.Actor, Permission.OpenReferral, new Resource("", caller.Actor.Organisation)))
            return ApiProblem.NotAllowed.Answer();
        if (request.Headers.ContentEncoding.Count > 0) return ApiProblem.Encoded.Answer();
        if (FormatOf(request.ContentType) is not { } format) return ReferralProblems.NotTable.Answer();
        var dryRun = ApiHeaders.Query(request, "dryRun");
        if (dryRun is not (null or "true" or "false")) return ApiProblem.Query.Answer("dryRun must be true or false");
        if (await BodyBytes.Read(request, CaseTable.MaxBytes, stop) is not { } bytes)
            return ApiProblem.TooLarge.Answer(FormattableString.Invariant($"The file may have {CaseTable.MaxBytes} bytes."));
        var terms = new CaseTerms(ApiHeaders.Query(request, "region"), ApiHeaders.Query(request, "urgency"),
            ApiHeaders.Query(request, "needs"));
        IReadOnlyList<CaseCells> table;
        try
        {
            table = CaseTable.Read(bytes, format);
        }
        catch (SheetException unread)
        {
            return ReferralProblems.Table.Answer(unread.Message);
        }
        var (people, today) = (await directory.Cached(stop), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var cases = table.Select(cells => CaseImport.Read(cells, terms, people, today)).ToList();
        var rows = from one in cases from fault in one.Faults select (Where: FormattableString.Invariant($"row {one.Row}: {fault.Key}"), fault.Value);
        var faults = rows.Take(MostFaults).ToDictionary(fault => fault.Where, fault => fault.Value);
        if (faults.Count > 0) return Problem.Fields(faults);
        if (dryRun == "true") return Shown(StatusCodes.Status200OK, cases.Select(one => CaseOpened.Of(one, null)));
        var content = Convert.ToHexStringLower(SHA256.HashData([.. bytes, .. Encoding.UTF8.GetBytes($"\n{format}\n{terms}")]));
        return await Open(request, caller, cases, key, content, stop);
    }

    /// <summary>One after the other. Interrupted, the same again finds what is open and goes on.</summary>
    private async Task<IResult> Open(HttpRequest request, Caller caller, List<CaseRead> cases, string key, string content,
        CancellationToken stop)
    {
        var (opened, isNew) = (new List<CaseOpened>(), false);
        foreach (var (one, at) in cases.Select((one, at) => (one, at)))
        {
            if (limit.Take(caller.Actor.Organisation, one.Facts!.Urgency) is { IsRefused: true, Wait: var wait })
                return Problem.TooMany(request.HttpContext.Response, wait);
            var isFirst = false;
            try
            {
                var person = caller.Actor.Person;
                var name = FormattableString.Invariant($"{caller.Actor.Organisation}|{key}|case|{at}");
                var opening = new Opening(index.Of(IndexPurposes.IdempotencyKey, name), content);
                switch (await desk.Open(caller.Actor, opening, one.Facts, caller.Key is null ? person : null, person.Value, stop))
                {
                    case OpeningOutcome.Opened done:
                        isFirst = done.Repeat == Repeat.First;
                        opened.Add(CaseOpened.Of(one, done.Referral));
                        break;
                    case OpeningOutcome.KeyReused: return ApiProblem.KeyReused.Answer();
                    case OpeningOutcome.NotHere: return ApiProblem.NotAllowed.Answer("Your organisation may not refer there.");
                    default: return Problem.TryAgain(request.HttpContext.Response);
                }
            }
            finally
            {
                if (!isFirst) limit.GiveBack(caller.Actor.Organisation, one.Facts.Urgency);
            }
            isNew |= isFirst;
        }
        return Shown(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, opened);
    }

    private const int MostFaults = 100;

    private static IResult Shown(int status, IEnumerable<CaseOpened> cases) =>
        Results.Json(new CasesOpened([.. cases]), CaseFileJson.Default.CasesOpened, statusCode: status);

    private static string? FormatOf(string? type) => type?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        CaseTable.CsvType => CaseTable.CsvFormat,
        CaseTable.XlsxType => CaseTable.Xlsx,
        _ => null,
    };
}

[Schema("CasesOpened", """
    { "cases": [{ "row": 2, "reference": "RA-7F3K-9", "status": "alerted", "near": { "prs_Birthdate": "kept as adult" },
      "notKept": ["vic_TypeOfExploitation"] }] }
    """)]
public sealed record CasesOpened(ImmutableArray<CaseOpened> Cases);

/// <param name="Row">In the file, from 1.</param>
/// <param name="Reference">Null: it was only looked at.</param>
/// <param name="Near">Fields that are kept in other words, and how.</param>
/// <param name="NotKept">Fields that say something and are not kept here: the file stays the place for them.</param>
public sealed record CaseOpened(int Row, string? Reference, string? Status, IReadOnlyDictionary<string, string> Near,
    ImmutableArray<string> NotKept)
{
    internal static CaseOpened Of(CaseRead read, Referral? referral) =>
        new(read.Row, referral?.Reference, referral is null ? null : ReferralEvolution.StatusOf(referral), read.Near, read.NotKept);

    public override string ToString() => "case";
}
