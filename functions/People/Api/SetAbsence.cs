using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>The caller is away until then, or back: off the ladder, and her work goes to those on duty.</summary>
public sealed class SetAbsence(ApiDoor door, StaffDirectory directory, Random random)
{
    [Function(nameof(SetAbsence))]
    [Operation("The caller is away until then (at most 92 days), and her work goes to those on duty; until null: she is back.", Scopes.SignedIn, Body = "Absence", Answer = "Absence")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/me/absence")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.SignedIn, async caller =>
        {
            var (form, _, problem) = await JsonRequest.Read(request, stop);
            if (form is null) return problem!;
            var until = form.OptionalText("until", 40) is null ? null : form.Time("until");
            if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
            var people = await directory.Now(stop);
            var person = caller.Actor.Person;
            DirectoryCommand command = until is { } end ? new DirectoryCommand.GoAway(person, end, Away(people, person, end)) : new DirectoryCommand.ComeBack(person, new Reply(StaffPhrases.Back));
            // The same again is no repeat: it was said anew.
            return await directory.Handle(command, $"api|{caller.Name}|absence|{Unique.From(random)}", person.Value, stop) switch
            {
                Outcome<Directory>.Refused { Why.Code: DirectoryRefusal.AbsenceTime.Name } => Problem.Fields(BadTime),
                Outcome<Directory>.Refused { Why: var why } => RefusalProblems.Of(why).Answer(),
                Outcome<Directory>.Done => Results.Json(new AbsenceShown(until), StaffApiJson.Default.AbsenceShown),
                _ => Problem.TryAgain(request.HttpContext.Response),
            };
        }, stop);

    private static readonly Dictionary<string, string> BadTime = new() { ["until"] = "must be a time within the next 92 days" };

    private static Reply Away(Directory people, PersonId person, DateTimeOffset until)
    {
        var zone = people.Find(person) is { } staff ? people.ZoneOf(staff) : TimeZoneInfo.Utc;
        return new Reply(StaffPhrases.AwayUntil.With(("day", StaffPhrases.Day(LocalTime.DayOf(until, zone), zone.Id))));
    }
}
