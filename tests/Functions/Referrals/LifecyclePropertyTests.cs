using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Tests.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>Three referrals at home, what another country receives, two providers with three places and whom they assist, played together: whoever does what, and whenever what one stream asks of another arrives.</summary>
public sealed class LifecyclePropertyTests
{
    private static readonly Gen<LifeStep> AnyStep = Gen.Select(
        Gen.Int[0, LifeWorld.Kinds - 1], Gen.Frequency((2, Gen.Const(0)), (3, Gen.Int[0, 5])), Gen.Frequency((5, Gen.Int[0, 2]), (3, Gen.Int[0, LifeWorld.Everybody.Length - 1])), Gen.Int[0, 7],
        Gen.Frequency((6, Gen.Int[0, 40]), (1, Gen.Int[0, 40 * 24 * 60])),
        (kind, which, who, draw, minutes) => new LifeStep(kind, which, who, draw, minutes));

    /// <summary>What has to come about in a run for it to say something of all the rules.</summary>
    private static readonly Type[] Expected =
    [
        typeof(Taken), typeof(Released), typeof(ReleasedByAbsence), typeof(OfferAccepted), typeof(OfferEnded), typeof(OfferResent), typeof(AssistanceStarted), typeof(CaseworkerChosen), typeof(JointConfirmationAnswered), typeof(NeedAdded), typeof(HandOverStarted),
        typeof(Received), typeof(HandOverReplySent), typeof(HandOverAnswered), typeof(Merged), typeof(Unmerged), typeof(AbsorbedDuplicate), typeof(ReleasedDuplicate), typeof(NotADuplicate), typeof(NoteAdded), typeof(NoteRemoved), typeof(RefusedNoRight), typeof(WrongCode), typeof(Closed),
    ];

    [Fact]
    public void Whatever_is_done_in_whatever_order_somebody_or_a_clock_has_it_nobody_without_a_right_changes_anything_and_places_add_up()
    {
        var seen = new ConcurrentDictionary<Type, int>();
        Gen.Select(Gen.Int[0, LifeWorld.Beginnings - 1], AnyStep.Array[1, 120]).Sample((beginning, steps) =>
        {
            var world = new LifeWorld(happened => seen[happened.GetType()] = 1);
            world.Begin(beginning);
            foreach (var step in steps) world.Do(step);
            world.Settle();
        });
        Assert.Empty(Expected.Except(seen.Keys).Select(type => type.Name));
    }

    [Fact]
    public void Over_a_year_of_nudges_and_declined_offers_the_state_stays_small()
    {
        var (referral, providers) = (In(Stage.InAssistance), new[] { Lake, Hill, Vale });
        for (var day = 1; day <= 365; day++)
        {
            var now = Start.AddDays(day);
            foreach (var clock in new ReferralCommand[] { new ReferralCommand.Escalate(), new ReferralCommand.TimeUp() }) referral = Try(referral, clock, now);
            if (day % 7 == 0) referral = Try(referral, Take(Duty), now);
            referral = Try(referral, Assign("medical", [.. providers]), now);
            foreach (var answer in new[] { No(LakeOne), No(HillOne) }) referral = Try(referral, answer, now);
        }
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(referral, ReferralRules.Book.StateJson).Length, 1, 16_000);
        Assert.InRange(referral.Offers.Length, 1, Referral.OffersKept + LifeWorld.Services.Length);
        Assert.Equal(OfferStatus.Accepted, referral.Offers.Single(offer => offer.Status != OfferStatus.Ended).Status);
        Assert.NotEmpty(ReferralEvolution.WakeUps(referral));
    }

    internal static Referral Try(Referral referral, ReferralCommand command, DateTimeOffset now) =>
        Stored.Of(ReferralRules.Decide(referral, command, now)) is { } accepted ? accepted.Events.Aggregate(referral, ReferralEvolution.Evolve) : referral;
}

/// <param name="Which">Of the referrals.</param>
/// <param name="Who">The first three: somebody who may; else anybody of the house and around it.</param>
internal sealed record LifeStep(int Kind, int Which, int Who, int Draw, int Minutes);
