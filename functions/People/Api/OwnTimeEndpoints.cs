using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>The caller's own absence and quiet hours.</summary>
public sealed class OwnTimeEndpoints(ApiPipeline door, StaffDirectory directory)
{
    private const string Hours = "HH:mm";

    [Function(nameof(SetAbsence))]
    [Operation<AbsenceShown, AbsenceShown>(
        "The caller is away until then (at most 92 days), and her work goes to those on duty; until null: she is back.", Scopes.SignedIn)]
    public Task<IResult> SetAbsence(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/me/absence")] HttpRequest request, CancellationToken stop) =>
        door.Set(request, StaffBodiesJson.Default.AbsenceShown, async call =>
        {
            var (people, person) = (await directory.Cached(stop), call.Actor.Person);
            StaffCommand command = call.Body.Until is { } until
                ? new StaffCommand.GoAway(person, until, Away(people, person, until))
                : new StaffCommand.ComeBack(person, new Reply(StaffPhrases.Back));
            return await directory.Handle(command, call.MessageId, person.Value, stop) switch
            {
                Outcome<StaffRegister>.Refused { Why.Code: StaffRefusal.AbsenceTime.Name } =>
                    Problem.Fields(new Dictionary<string, string> { ["until"] = "must be a time within the next 92 days" }),
                Outcome<StaffRegister>.Refused { Why: var why } => StaffProblems.Refusals.Of(why).Answer(),
                Outcome<StaffRegister>.Done => Results.Json(call.Body, StaffApiJson.Default.AbsenceShown),
                _ => Problem.TryAgain(request.HttpContext.Response),
            };
        }, stop);

    [Function(nameof(SetQuiet))]
    [Operation<QuietShown, QuietShown>(
        "Hours of the caller's own day in which routine messages wait; both null: none. What is urgent comes all the same.",
        Scopes.SignedIn)]
    public Task<IResult> SetQuiet(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/me/quiet")] HttpRequest request, CancellationToken stop) =>
        door.Set(request, StaffBodiesJson.Default.QuietShown, async call =>
        {
            var (from, until) = (Time(call.Form, "from", call.Body.From), Time(call.Form, "until", call.Body.Until));
            if (from is null != until is null || (from is not null && from == until))
                call.Form.Fault("until", "and from must both be there and differ, or both be null");
            if (call.Form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
            return await directory.Handle(Quiet(call.Actor.Person, from, until), call.MessageId, call.Actor.Person.Value,
                stop) is Outcome<StaffRegister>.Done
                ? Results.Json(call.Body, StaffApiJson.Default.QuietShown) : Problem.TryAgain(request.HttpContext.Response);
        }, stop);

    private static Reply Away(StaffRegister people, PersonId person, DateTimeOffset until)
    {
        var zone = people.Find(person) is { } staff ? people.ZoneOf(staff) : TimeZoneInfo.Utc;
        return new Reply(StaffPhrases.AwayUntil.With(("day", StaffPhrases.Day(LocalTime.DayOf(until, zone), zone.Id))));
    }

    private static StaffCommand.KeepQuiet Quiet(PersonId person, TimeOnly? from, TimeOnly? until) =>
        (from, until) is ({ } begins, { } ends)
        ? new(person, new Quiet(begins, ends), new Reply(StaffPhrases.QuietFrom.With(("from", Shown(begins)), ("until", Shown(ends)))))
        : new(person, null, new Reply(StaffPhrases.QuietOff));

    private static string Shown(TimeOnly time) => time.ToString(Hours, CultureInfo.InvariantCulture);

    private static TimeOnly? Time(Form form, string name, string? text)
    {
        if (text is null) return null;
        if (TimeOnly.TryParseExact(text, Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        form.Fault(name, "must be a time of day, e.g. 22:00");
        return null;
    }
}
