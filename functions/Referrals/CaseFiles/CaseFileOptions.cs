using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Referrals.CaseFiles.Reading;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>What a call says beside its file.</summary>
/// <param name="DryRun">Only look.</param>
/// <param name="EachRow">Good rows are opened though others are bad; else all are good or none is opened.</param>
internal sealed record CaseFileOptions(bool DryRun, bool EachRow, CaseTerms Terms)
{
    public const string All = "all", Each = "each";

    /// <returns>The options, or which is wrong.</returns>
    public static (CaseFileOptions? Options, string? Wrong) Read(HttpRequest request)
    {
        var dryRun = ApiHeaders.Query(request, "dryRun");
        if (dryRun is not (null or "true" or "false")) return (null, "dryRun must be true or false");
        var rows = ApiHeaders.Query(request, "rows");
        if (rows is not (null or All or Each)) return (null, $"rows must be {All} or {Each}");
        var age = ApiHeaders.Query(request, "age");
        if (age is not (null or CaseAge.Adult or CaseAge.Child)) return (null, $"age must be {CaseAge.Adult} or {CaseAge.Child}");
        var languages = ApiHeaders.Query(request, "languages");
        if (languages is not null && !CaseCodes.AreLanguages(languages))
            return (null, "languages must be codes of ISO 639-2 or ISO 639-1 with semicolons between them, e.g. sqi;eng");
        var terms = new CaseTerms(
            ApiHeaders.Query(request, "region"), ApiHeaders.Query(request, "urgency"), ApiHeaders.Query(request, "needs"), languages, age);
        return (new CaseFileOptions(dryRun == "true", rows == Each, terms), null);
    }

    /// <summary>What is hashed with the file: the same key with other options is another call.</summary>
    public string Content => EachRow ? $"{Terms.Content}\nrows={Each}" : Terms.Content;
}
