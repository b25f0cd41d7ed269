using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Privacy.SubjectAccess;

/// <summary>Finds all that is held about a person, beginning at one of her references.</summary>
public sealed class SubjectAccessReader(
    StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, StreamHandler<CaseRecord, CaseEvent, CaseCommand> assistance, StaffDirectory directory, BlindIndex index, TimeProvider time)
{
    /// <summary>One person has a few; what is more is a loop that somebody made.</summary>
    private const int MostReferrals = 20;

    /// <summary>Writes with each of her referrals that it was read and by whom, and only then puts it together.</summary>
    /// <returns>Null: storage did not say, and nothing is given.</returns>
    public async Task<PersonFile?> Make(CaseReference reference, string by, string second, string approval, CancellationToken stop)
    {
        var found = new Dictionary<CaseReference, StreamId>();
        var look = new Queue<CaseReference>([reference]);
        while (look.TryDequeue(out var next) && found.Count < MostReferrals)
        {
            var id = ReferralHandler.IdOf(index, next);
            if (found.ContainsKey(next) || (await referrals.Read(id, stop)).State is not { Exists: true } referral) continue;
            found.Add(next, id);
            foreach (var other in SubjectAccessBuilder.Linked(referral)) if (CaseReference.Parse(other) is { } linked) look.Enqueue(linked);
        }
        foreach (var id in found.Values)
            if (await referrals.Handle(id, new ReferralCommand.GiveFile(by, second), $"person-file|{approval}", by, stop) is not Outcome<Referral>.Done) return null;
        var held = ImmutableArray.CreateBuilder<Held>();
        foreach (var id in found.Values)
        {
            var record = new StreamId(CaseRules.Kind, id.Key);
            held.Add(new Held((await referrals.Read(id, stop)).State, await referrals.History(id, stop) ?? [], (await assistance.Read(record, stop)).State, await assistance.History(record, stop) ?? []));
        }
        return SubjectAccessBuilder.Of(reference.ToString(), held, new AuthorLabels(await directory.Cached(stop)), time.GetUtcNow());
    }
}
