using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>Hours of the caller's own day in which routine messages wait, or none.</summary>
public sealed class SetQuiet(ApiDoor door, StaffDirectory directory, Random random)
{
    private const string Hours = "HH:mm";

    [Function(nameof(SetQuiet))]
    [Operation("Hours of the caller's own day in which routine messages wait; both null: none. What is urgent comes all the same.", Scopes.SignedIn, Body = "Quiet", Answer = "Quiet")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/me/quiet")] HttpRequest request, CancellationToken stop) =>
        door.Open(request, Scopes.SignedIn, async caller =>
        {
            var (form, _, problem) = await JsonRequest.Read(request, stop);
            if (form is null) return problem!;
            var (from, until) = (Time(form, "from"), Time(form, "until"));
            if (from is null != until is null || (from is not null && from == until)) form.Fault("until", "and from must both be there and differ, or both be null");
            if (form.Faults() is { Count: > 0 } faults) return Problem.Fields(faults);
            var shown = new QuietShown(from?.ToString(Hours, CultureInfo.InvariantCulture), until?.ToString(Hours, CultureInfo.InvariantCulture));
            var command = from is { } begins && until is { } ends
                ? new DirectoryCommand.KeepQuiet(caller.Actor.Person, new Quiet(begins, ends), new Reply(StaffPhrases.QuietFrom.With(("from", shown.From!), ("until", shown.Until!))))
                : new DirectoryCommand.KeepQuiet(caller.Actor.Person, null, new Reply(StaffPhrases.QuietOff));
            return await directory.Handle(command, $"api|{caller.Name}|quiet|{Unique.From(random)}", caller.Actor.Person.Value, stop) is Outcome<Directory>.Done
                ? Results.Json(shown, StaffApiJson.Default.QuietShown) : Problem.TryAgain(request.HttpContext.Response);
        }, stop);

    private static TimeOnly? Time(Form form, string name)
    {
        if (form.OptionalText(name, 5) is not { } text) return null;
        if (TimeOnly.TryParseExact(text, Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        form.Fault(name, "must be a time of day, e.g. 22:00");
        return null;
    }
}
