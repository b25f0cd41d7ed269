using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Api;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>Cases as files of the Human Trafficking Case Data Standard, for organisations that work with another system.</summary>
public sealed class CaseFileEndpoints(ApiPipeline door, CaseFileOpening opening, CaseFileSharing sharing)
{
    [Function(nameof(OpenCaseFile))]
    [Operation<CaseFile, CasesOpened>(
        "Refers whom a file of the Human Trafficking Case Data Standard 2.0 holds, at most twenty: as POST v1/referrals does, row by "
        + "row, once all rows are good; with rows=each the good ones, and the others are named in refused (none good: 400). "
        + "What the standard has no field for stands in columns of ours (rfl_…), or is said for the whole file in the query. What is not "
        + "kept is named. With dryRun nothing is opened. "
        + "The same key, file and query again opens nothing twice, goes on where it was interrupted, and answers the same. "
        + "Rows that were refused go in a file of their own, once corrected, under another key. "
        + "Days of birth are read day first, as 15.06.2010, or as 2010-06-15; of a workbook the one visible sheet that holds cases.",
        Scopes.Write, Permission.OpenReferral, BodyTypes = [CaseTable.CsvType, CaseTable.XlsxType], Query = typeof(CaseFileQuery),
        Created = "Opened now.",
        Problems = ["too-many", "not-a-table", "table"])]
    public Task<IResult> OpenCaseFile(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/case-files")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, caller => opening.Read(request, caller, stop), stop);

    [Function(nameof(ShareCaseFile))]
    [Operation<ShareCaseBody, CaseFile>(
        "A case as a file of the Human Trafficking Case Data Standard 2.0, for one organisation, on one ground: the whole case with "
        + "consent, the stated subset where a life is at risk. "
        + "Without approval: 202, a second person is asked; with the approval that was answered, once she has agreed: the file, and with "
        + "the case it is written down what was shared with whom. "
        + "With a person's token only.",
        Scopes.SignedIn, Permission.ExportCase, AnswerTypes = [CaseTable.CsvType, CaseTable.XlsxType],
        Accepted = "A second person is asked; nothing has left.", AcceptedAnswer = typeof(SecondAwaited), Problems = ["no-second"])]
    public Task<IResult> ShareCaseFile(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/referrals/{reference}/case-file")] HttpRequest request,
        string reference, CancellationToken stop) =>
        door.Open(request, caller => sharing.Read(request, reference, caller, stop), stop);
}
