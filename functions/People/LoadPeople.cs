using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Requests;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People;

/// <summary>An operator brings the people file: all of it is taken, or nothing.</summary>
public sealed class LoadPeople(StaffDirectory directory, Phrases phrases)
{
    [Function(nameof(LoadPeople))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "put", Route = "operations/people")] HttpRequest request, CancellationToken stop) =>
        Problem.OrTryAgain(request, () => Load(request, stop));

    private async Task<IResult> Load(HttpRequest request, CancellationToken stop)
    {
        try
        {
            var (form, bytes, problem) = await JsonRequest.Read(request, stop);
            if (form is null) return problem!;
            if (PeopleFile.Read(form, [.. phrases.Languages.Select(language => language.Tag)]) is not { } seed) return Problem.Fields(form.Faults());
            var before = (await directory.Now(stop)).Seed;
            var id = $"people|{Convert.ToHexStringLower(SHA256.HashData(bytes))}|{Guid.NewGuid()}";
            return await directory.Handle(new DirectoryCommand.Load(seed), id, "operator", stop) is Outcome<Directory>.Unsettled
                ? Problem.TryAgain(request.HttpContext.Response)
                : Results.Json(new { organisations = seed.Organisations.Length, regions = seed.Regions.Length, staff = seed.Staff.Length, left = before.Staff.Count(one => seed.Staff.All(now => now.Id != one.Id)) });
        }
        catch (StreamLimitException)
        {
            return Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-many-people", "The people file is more than one stream holds (about 700 KiB). Nothing was taken.");
        }
    }
}
