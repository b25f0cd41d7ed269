using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.SubjectAccess;

/// <summary>The person's referrals, each with the case that came of it.</summary>
public sealed class ReferralFilePart(
    StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, StreamHandler<CaseRecord, CaseEvent, CaseCommand> records) : IPersonFilePart
{
    public string Name => "referrals";

    public ImmutableArray<string> Kinds { get; } = [ReferralRules.Kind, CaseRules.Kind];

    public ImmutableArray<string> ReadFirst { get; } =
    [
        "Messages of staff stand here as they were written, also those that were taken back. They may speak of other people: read them, and black out what is not hers, before you hand this over.",
        "Where she is looked after may be known to few. Think of who could read this over her shoulder, and whether she should take it with her.",
    ];

    public ImmutableArray<string> LeftOut { get; } =
    [
        "contact: it may be a way to reach whoever referred her. If it is hers, she is told by whoever has her case.",
        "Other people's referrals that were compared with hers.",
    ];

    public IJsonTypeInfoResolver Json => PersonReferralJson.Default;

    public async Task<object?> Read(IReadOnlyList<string> keys, AuthorLabels authors, CancellationToken stop)
    {
        var held = ImmutableArray.CreateBuilder<PersonReferral>();
        foreach (var key in keys)
        {
            var (id, record) = (new StreamId(ReferralRules.Kind, key), new StreamId(CaseRules.Kind, key));
            var (referral, history) = ((await referrals.Read(id, stop)).State, await referrals.History(id, stop) ?? []);
            var (state, past) = ((await records.Read(record, stop)).State, await records.History(record, stop) ?? []);
            held.Add(PersonReferralBuilder.Of(new Held(referral, history, state, past), authors));
        }
        return held.ToImmutable();
    }
}
