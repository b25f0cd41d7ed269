using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations;

/// <summary>Every minute: the open work of whoever has left, or is away, goes to whoever is on duty now. Without news it costs one read.</summary>
public sealed class HandOverWork(
    StaffDirectory directory, WorkLists lists, ReferralHandler desk, StreamHandler<CaseRecord, CaseEvent, CaseCommand> records, Views views, BlindIndex index, TimeProvider time)
{
    [Function(nameof(HandOverWork))]
    public async Task Run([TimerTrigger("50 * * * * *")] TimerInfo timer, CancellationToken stop)
    {
        var people = await directory.Cached(stop);
        foreach (var leaving in people.ToHandOver)
            if (await Move(people, leaving, stop)) await directory.Handle(new StaffCommand.HandedOver(leaving.Person), Named(leaving, "all"), Actors.System, stop);
    }

    /// <returns>False while storage has not said: the next minute begins again, and what is done already does nothing.</returns>
    private async Task<bool> Move(StaffRegister people, HandOver leaving, CancellationToken stop)
    {
        var isSettled = true;
        foreach (var line in await lists.Of(leaving.Person, stop))
        {
            if (CaseReference.Parse(line.Reference) is not { } reference || await desk.Find(reference, stop) is not { Facts: { } facts } || people.Region(facts.Region) is not { } region) continue;
            var ladder = new Ladder(people.LadderOf(region, time.GetUtcNow()), region.EscalateAfter, people.Administrators);
            isSettled &= await desk.Do(reference, new ReferralCommand.ReleaseByAbsence(leaving.Person, ladder), Named(leaving, line.Reference), Actors.System, stop) is not Outcome<Referral>.Unknown;
        }
        foreach (var name in await views.Read(CaseRules.View, ViewRow.Of(leaving.Person), stop))
        {
            if (CaseReference.Parse(name) is not { } reference || await desk.Find(reference, stop) is not { Facts: { } facts }) continue;
            if (people.CaseworkerFor(facts.Region, name, leaving.Person) is not { } other) continue;
            var id = new StreamId(CaseRules.Kind, ReferralHandler.IdOf(index, reference).Key);
            // First the referral, who writes in it and is written to: the record takes the line off her list, by which this is found again if the process dies in between.
            if (await desk.Do(reference, new ReferralCommand.PassCaseTo(leaving.Person, other), Named(leaving, $"case|{name}"), Actors.System, stop) is Outcome<Referral>.Unknown) isSettled = false;
            else isSettled &= await records.Handle(id, new CaseCommand.PassTo(leaving.Person, other), Named(leaving, name), Actors.System, stop) is not Outcome<CaseRecord>.Unknown;
        }
        return isSettled;
    }

    private static string Named(HandOver leaving, string what) => FormattableString.Invariant($"hand-over|{leaving.Person.Value}|{leaving.Since.UtcTicks}|{what}");
}
