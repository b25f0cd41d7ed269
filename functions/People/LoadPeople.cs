using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Requests;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.People;

/// <summary>An operator brings the people file: all of it is taken, or nothing.</summary>
public sealed class LoadPeople(StaffDirectory directory, Phrases phrases, OperationLog log)
{
    [Function(nameof(LoadPeople))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "put", Route = "operations/people")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Load(request, stop));

    private async Task<IResult> Load(HttpRequest request, CancellationToken stop)
    {
        try
        {
            var (asked, refused) = OperatorRequest.Read(request);
            if (asked is null) return refused!;
            var (form, bytes, problem) = await JsonRequest.Read(request, stop);
            if (form is null) return problem!;
            if (PeopleFile.Read(form, [.. phrases.Languages.Select(language => language.Tag)]) is not { } seed) return Problem.Fields(form.Faults());
            return await log.Note(request, asked, "people.load", null, () => Take(request, asked.Mode, seed, bytes, stop), stop);
        }
        catch (StreamLimitException)
        {
            return Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-many-people", "The people file is more than one stream holds (about 700 KiB). Nothing was taken.");
        }
    }

    private async Task<OperationLog.Outcome> Take(HttpRequest request, Mode mode, Seed seed, byte[] bytes, CancellationToken stop)
    {
        var change = PeopleChange.Between((await directory.Now(stop)).Seed, seed);
        if (mode == Mode.Change)
        {
            var id = $"people|{Convert.ToHexStringLower(SHA256.HashData(bytes))}|{Guid.NewGuid()}";
            if (await directory.Handle(new DirectoryCommand.Load(seed), id, "operator", stop) is Outcome<Directory>.Unsettled) return new OperationLog.Outcome(Problem.TryAgain(request.HttpContext.Response), ("unsettled", 1));
        }
        var answer = Results.Json(new
        {
            dryRun = mode == Mode.DryRun, organisations = seed.Organisations.Length, regions = seed.Regions.Length, staff = seed.Staff.Length, left = change.Goes.Length,
            comes = change.Comes, goes = change.Goes, changes = change.Changes,
        });
        return new OperationLog.Outcome(answer, ("staff", seed.Staff.Length), ("comes", change.Comes.Length), ("goes", change.Goes.Length), ("changes", change.Changes.Length));
    }
}
