using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>
/// An organisation that works with another system refers people by its file: each row is a new referral. All of them are good or none is
/// opened, unless the sender asks for each row by itself.
/// </summary>
public sealed class CaseFileOpening(ReferralOpening desk, StaffDirectory directory, OpeningLimit limit, BlindIndex index, TimeProvider time)
{
    private const int MostFaults = 100;

    /// <summary>Answers the call.</summary>
    public async Task<IResult> Read(HttpRequest request, Caller caller, CancellationToken stop)
    {
        if (ApiHeaders.IdempotencyKey(request) is not { } key) return ApiProblem.IdempotencyKey.Answer();
        if (!Permissions.May(caller.Actor, Permission.OpenReferral, new Resource("", caller.Actor.Organisation)))
            return ApiProblem.NotAllowed.Answer();
        if (request.Headers.ContentEncoding.Count > 0) return ApiProblem.Encoded.Answer();
        if (FormatOf(request.ContentType) is not { } format) return ReferralProblems.NotTable.Answer();
        var (options, wrong) = CaseFileOptions.Read(request);
        if (options is null) return ApiProblem.Query.Answer(wrong!);
        if (await BodyBytes.Read(request, CaseTable.MaxBytes, stop) is not { } bytes)
            return ApiProblem.TooLarge.Answer(FormattableString.Invariant($"The file may have {CaseTable.MaxBytes} bytes."));
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
        var cases = table.Select(cells => CaseImport.Read(cells, options.Terms, people, today)).ToList();
        if (!options.EachRow && cases.Any(one => one.Facts is null))
            return Faults(cases.Select(one => new CaseRefused(one.Row, one.Faults)));
        if (options.DryRun) return Looked(cases, options.EachRow);
        var content = Convert.ToHexStringLower(SHA256.HashData([.. bytes, .. Encoding.UTF8.GetBytes($"\n{format}\n{options.Content}")]));
        var rows = new CaseRowOpening(desk, limit, index, new CaseFileCall(caller, key, content, options.EachRow));
        if (await rows.Open(cases, request.HttpContext.Response, stop) is { } problem) return problem;
        return Answer(rows.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, rows.Opened, rows.Refused, options.EachRow);
    }

    private static IResult Looked(List<CaseRead> cases, bool eachRow)
    {
        var refused = cases.Where(one => one.Facts is null).Select(one => new CaseRefused(one.Row, one.Faults)).ToList();
        var good = cases.Where(one => one.Facts is not null).Select(one => CaseOpened.Of(one, null));
        return Answer(StatusCodes.Status200OK, good, refused, eachRow);
    }

    /// <summary>Where no row is good there is nothing to open, however the rows are asked for.</summary>
    private static IResult Answer(int status, IEnumerable<CaseOpened> opened, IReadOnlyList<CaseRefused> refused, bool eachRow)
    {
        ImmutableArray<CaseOpened> cases = [.. opened];
        if (cases.IsEmpty) return Faults(refused);
        return Results.Json(new CasesOpened(cases, eachRow ? refused : null), CaseFileJson.Default.CasesOpened, statusCode: status);
    }

    private static IResult Faults(IEnumerable<CaseRefused> rows)
    {
        var faults = from row in rows
                     from fault in row.Faults
                     select (Where: FormattableString.Invariant($"row {row.Row}: {fault.Key}"), fault.Value);
        return Problem.Fields(faults.Take(MostFaults).ToDictionary(fault => fault.Where, fault => fault.Value));
    }

    private static string? FormatOf(string? type) => type?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        CaseTable.CsvType => CaseTable.CsvFormat,
        CaseTable.XlsxType => CaseTable.Xlsx,
        _ => null,
    };
}
