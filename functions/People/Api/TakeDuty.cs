using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Api;

/// <summary>Somebody wants to take the duty of a day: whoever has it is asked; if nobody has, it is hers.</summary>
public sealed class TakeDuty(StaffDoor door, EnrolmentCodes codes)
{
    [Function(nameof(TakeDuty))]
    [Operation("The caller takes the duty of a day: whoever has it is asked on her phone (status asked); where nobody has it, it is the caller's at once (agreed).", Scopes.SignedIn, Permission.SwapDuty, Body = "Duty", Answer = "Swap")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/swaps")] HttpRequest request, CancellationToken stop) =>
        door.Do(request, "swaps", Read, Answer, stop);

    private DirectoryCommand.TakeDuty? Read(Asked asked, Directory people)
    {
        var (region, day) = (asked.Form.Text("region", 40) ?? "", Day(asked.Form));
        return Permissions.May(asked.Actor, Permission.SwapDuty, new Subject(region, "")) ? new DirectoryCommand.TakeDuty(asked.Actor.Person, region, day, IdOf(asked)) : null;
    }

    private IResult Answer(Asked asked, Outcome<Directory>.Done done) =>
        Results.Json(SwapShown.Of(done.State, IdOf(asked)), StaffApiJson.Default.SwapShown);

    private string IdOf(Asked asked) => codes.Hash(asked.MessageId)[..10];

    private static DateOnly Day(Form form)
    {
        if (form.Text("day", 10) is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        form.Fault("day", "must be a date, e.g. 2026-03-02");
        return default;
    }
}
