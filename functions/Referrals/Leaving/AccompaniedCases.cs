using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Leaving;

/// <summary>Persons whom a caseworker accompanies get another caseworker of their region; while there is none, they stay.</summary>
public sealed class AccompaniedCases(
    ReferralHandler referrals, StreamHandler<CaseRecord, CaseEvent, CaseCommand> records, Views views, BlindIndex index) : IReassignable
{
    public ImmutableArray<string> Kinds { get; } = [CaseRules.Kind];

    public async Task<bool> Reassign(People.HandOver leaving, StaffRegister people, CancellationToken stop)
    {
        var isSettled = true;
        foreach (var name in await views.Read(CaseRules.View, ViewRow.Of(leaving.Person), stop))
        {
            if (CaseReference.Parse(name) is not { } reference || await referrals.Find(reference, stop) is not { Facts: { } facts }
                || people.CaseworkerFor(facts.Region, name, leaving.Person) is not { } other)
                continue;
            isSettled &= await Pass(leaving, reference, other, stop);
        }
        return isSettled;
    }

    /// <summary>
    /// First the referral, then the record: the record takes the line off the list by which this is found again if the process dies in between.
    /// </summary>
    private async Task<bool> Pass(People.HandOver leaving, CaseReference reference, Shared.Messaging.PersonId other, CancellationToken stop)
    {
        var pass = new ReferralCommand.PassCaseTo(leaving.Person, other);
        if (await referrals.Do(reference, pass, leaving.MessageIdFor($"case|{reference}"), Actors.System, stop) is Outcome<Referral>.Unknown) return false;
        var id = new StreamId(CaseRules.Kind, reference.KeyIn(index));
        return await records.Handle(id, new CaseCommand.PassTo(leaving.Person, other), leaving.MessageIdFor($"{reference}"), Actors.System, stop)
            is not Outcome<CaseRecord>.Unknown;
    }
}
