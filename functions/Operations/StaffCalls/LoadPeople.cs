using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Operations.StaffCalls;

/// <summary>An operator brings the people file: all of it is taken, or nothing. 202: it changes the top of a region, and waits for a second person.</summary>
public sealed class LoadPeople(StaffDirectory directory, Phrases phrases, OperationLog log, AddressChecks addresses, Random random)
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
            if (PeopleFile.Read(form, [.. phrases.Languages.Select(language => language.Tag)], [.. (await directory.Cached(stop)).Invited.Values], addresses) is not { } seed) return Problem.Fields(form.Faults());
            return await log.Note(request, asked, "people.load", null, () => Take(request, asked, seed, bytes, stop), stop);
        }
        catch (StreamLimitException)
        {
            return Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-many-people", "The people file is more than one stream holds (about 700 KiB). Nothing was taken.");
        }
    }

    private async Task<OperationLog.Outcome> Take(HttpRequest request, OperatorRequest asked, PeopleConfiguration seed, byte[] bytes, CancellationToken stop)
    {
        var before = await directory.Cached(stop);
        var change = PeopleChange.Between(before.Configuration, seed);
        if (asked.Mode == Mode.Change)
        {
            var (unique, by) = (Unique.From(random), Requester.Operator(asked.By));
            var id = $"people|{Convert.ToHexStringLower(SHA256.HashData(bytes))}|{unique}";
            var outcome = await directory.Handle(new StaffCommand.Load(seed, by.Name, unique[..12]), id, by.Name, stop);
            if (outcome is Outcome<StaffRegister>.Refused { Why: var why }) return new OperationLog.Outcome(StaffProblems.Refusals.Of(why).Answer(), ("refused", 1));
            if (outcome is not Outcome<StaffRegister>.Done done) return new OperationLog.Outcome(Problem.TryAgain(request.HttpContext.Response), ("unsettled", 1));
            if (done.State.Pending.FirstOrDefault(one => one.Id == unique[..12]) is { } pending)
                return new OperationLog.Outcome(Results.Json(new { pending = pending.Id, changes = pending.Subject, until = pending.Until }, statusCode: StatusCodes.Status202Accepted), ("pending", 1));
        }
        var warnings = addresses.Unreachable(seed, before.Chats.ContainsKey);
        var answer = Results.Json(new
        {
            dryRun = asked.Mode == Mode.DryRun, organisations = seed.Organisations.Length, regions = seed.Regions.Length, staff = seed.Staff.Length, left = change.Goes.Length,
            comes = change.Comes, goes = change.Goes, changes = change.Changes, warnings,
        });
        return new OperationLog.Outcome(answer, ("staff", seed.Staff.Length), ("comes", change.Comes.Length), ("goes", change.Goes.Length), ("changes", change.Changes.Length));
    }
}
