using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Leaving;

/// <summary>Referrals that a coordinator has taken are alerted again, to those on duty now.</summary>
public sealed class OpenReferrals(WorkLists lists, ReferralHandler referrals, TimeProvider time) : IReassignable
{
    public ImmutableArray<string> Kinds { get; } = [ReferralRules.Kind];

    public async Task<bool> Reassign(People.HandOver leaving, StaffRegister people, CancellationToken stop)
    {
        var isSettled = true;
        foreach (var line in await lists.Of(leaving.Person, stop))
        {
            if (CaseReference.Parse(line.Reference) is not { } reference || await referrals.Find(reference, stop) is not { Facts: { } facts }
                || people.Region(facts.Region) is not { } region)
                continue;
            var ladder = new Ladder(people.LadderOf(region, time.GetUtcNow()), region.EscalateAfter, people.Administrators);
            var release = new ReferralCommand.ReleaseByAbsence(leaving.Person, ladder);
            isSettled &= await referrals.Do(reference, release, leaving.MessageIdFor(line.Reference), Actors.System, stop) is not Outcome<Referral>.Unknown;
        }
        return isSettled;
    }
}
