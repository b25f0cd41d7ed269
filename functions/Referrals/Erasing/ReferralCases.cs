using System.Collections.Immutable;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Erasing;

/// <summary>A person's cases are the person's referrals: the one that was asked for, and those that were merged into it.</summary>
public sealed class ReferralCases(StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, BlindIndex index) : IPersonCases
{
    public string Kind => ReferralRules.Kind;

    public async Task<PersonCases?> Find(string key, CancellationToken stop)
    {
        var (main, _) = await referrals.Read(IdOf(key), stop);
        if (!main.Exists) return null;
        var keys = ImmutableArray.Create(key);
        var look = new Queue<Referral>([main]);
        while (look.TryDequeue(out var referral))
        {
            foreach (var absorbed in referral.Absorbed.Select(CaseReference.Parse).OfType<CaseReference>())
            {
                var other = ReferralHandler.IdOf(index, absorbed);
                if (keys.Contains(other.Key) || await MergedInto(referral, other, stop) is not { } merged) continue;
                keys = keys.Add(other.Key);
                look.Enqueue(merged);
            }
        }
        return new PersonCases(main.Reference, main.Facts!.Region, main.IsClosed, main.MergedInto, ElsewhereOf(main), keys);
    }

    public async Task<IReadOnlyList<string>> FindLinked(CaseReference reference, int most, CancellationToken stop)
    {
        var found = new List<string>();
        var look = new Queue<CaseReference>([reference]);
        while (look.TryDequeue(out var next) && found.Count < most)
        {
            var id = ReferralHandler.IdOf(index, next);
            if (found.Contains(id.Key) || (await referrals.Read(id, stop)).State is not { Exists: true } referral) continue;
            found.Add(id.Key);
            foreach (var other in Linked(referral).Select(CaseReference.Parse).OfType<CaseReference>()) look.Enqueue(other);
        }
        return found;
    }

    public async Task<bool> RecordFileGiven(IReadOnlyList<string> keys, string by, string second, string approval, CancellationToken stop)
    {
        foreach (var key in keys)
        {
            var given = new ReferralCommand.GiveFile(by, second);
            if (await referrals.Handle(IdOf(key), given, $"person-file|{approval}", by, stop) is not Outcome<Referral>.Done) return false;
        }
        return true;
    }

    public async Task<CaseMark> Mark(string key, CancellationToken stop)
    {
        if (await referrals.Mark(IdOf(key), referral => referral.IsClosed, stop)) return CaseMark.Marked;
        return (await referrals.Read(IdOf(key), stop)).State.IsClosed ? CaseMark.Busy : CaseMark.Open;
    }

    private static IEnumerable<string> Linked(Referral referral) =>
        new[] { referral.MergedInto, referral.HandedOver?.Reference, referral.CameFrom?.Reference }.OfType<string>().Concat(referral.Absorbed);

    internal static StreamId IdOf(string key) => new(ReferralRules.Kind, key);

    /// <returns>Null: it was merged into none, or into another one.</returns>
    private async Task<Referral?> MergedInto(Referral referral, StreamId other, CancellationToken stop) =>
        (await referrals.Read(other, stop)).State is { IsClosed: true, Exists: true } merged && merged.MergedInto == referral.Reference ? merged : null;

    /// <summary>A referral that was handed over is a case of its own there, and is erased there.</summary>
    private static Elsewhere? ElsewhereOf(Referral referral) => referral switch
    {
        { HandedOver: { Status: HandOverAnswer.Confirmed } over } => new Elsewhere(over.Region, over.Reference),
        { CameFrom: { } from } => new Elsewhere(null, from.Reference),
        _ => null,
    };
}
