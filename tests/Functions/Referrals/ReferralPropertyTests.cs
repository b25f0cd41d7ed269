using System.Text.Json;
using CsCheck;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>Whatever people, carriers and the clock do, in whatever order: what always holds.</summary>
public sealed class ReferralPropertyTests
{
    private static readonly PersonId Outsider = new("outsider");
    private static readonly PersonId[] People = [Duty, Backup, Committee, Authority, Outsider];

    // Mostly the one on duty, mostly with a wrong code: five of those come together often enough.
    private static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Int[0, 4], Gen.OneOf(Gen.Const(0), Gen.Int[0, People.Length - 1]), Gen.Int[0, 3].Select(at => at == 0), Gen.Bool, Gen.Int[0, 12], Gen.Int[0, 90],
        (kind, who, isRight, bySms, which, minutes) => new Step(kind, who, isRight, bySms, which, minutes));

    [Fact]
    public void Nobody_is_robbed_of_a_referral_no_open_one_is_without_a_clock_and_no_outsider_gets_anything() => AnyStep.Array[1, 60].Sample(steps =>
    {
        var (referral, now, told) = (Opened().Referral, Start, new HashSet<PersonId>());
        foreach (var step in steps)
        {
            now = now.AddMinutes(step.Minutes);
            if (Stored.Of(ReferralRules.Decide(referral, step.On(referral), now)) is not { } accepted) continue;
            var before = referral;
            referral = accepted.Events.Aggregate(referral, ReferralEvolution.Evolve);
            told.UnionWith(accepted.Messages.Select(one => one.To.Person!.Value));

            // From one to another it goes only by being given back.
            Assert.True(before.TakenBy is null || referral.TakenBy is null || before.TakenBy == referral.TakenBy);
            if (before.TakenBy is not null && referral.TakenBy is null) Assert.Equal(before.TakenBy, People[step.Who]);
            // Open means that a moment is set at which somebody else is alerted; taken means that none is.
            Assert.Equal(referral.TakenBy is null, referral.EscalatesAt is not null);
            if (accepted.Events.Any(one => one is ReferralEvent.Escalated)) Assert.True(referral.EscalatesAt > now);
            Assert.InRange(referral.Level, before.Level, referral.Ladder!.Top);
            // A text takes nothing after five wrong codes.
            if (before.TakenBy is null && referral.TakenBy is { } taker && step.BySms) Assert.True(!before.Escalation.IsClosedToSms(taker));
            Assert.NotEqual(Outsider, referral.TakenBy);
            // What is stored is what is read.
            var stored = JsonSerializer.Serialize(referral);
            Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<Referral>(stored)));
        }
        Assert.DoesNotContain(Outsider, told);
    });

    [Fact]
    public void Nobody_answers_for_a_month_and_the_state_stays_small()
    {
        var referral = Opened(Facts(Urgency.Immediate, AgeGroup.Adult)).Referral;
        for (var at = 1; at <= 6 * 24 * 30; at++) referral = Do(referral, new ReferralCommand.Escalate(), Start.AddMinutes(10 * at)).Referral;
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(referral).Length, 1, 8_000);
        Assert.NotNull(referral.EscalatesAt);
        Assert.Equal(Authority, Do(referral, Take(Authority), Start.AddDays(31)).Referral.TakenBy);
    }

    /// <summary>Something that somebody, a carrier or the clock does.</summary>
    private sealed record Step(int Kind, int Who, bool IsRight, bool BySms, int Which, int Minutes)
    {
        public ReferralCommand On(Referral referral)
        {
            var (person, channel) = (People[Who], BySms ? ChannelKind.Sms : ChannelKind.Telegram);
            var actor = person == Outsider ? Actor(person) with { Regions = ["elsewhere"] } : Actor(person);
            var digits = IsRight ? Digits(person) : WrongFor(person);
            return Kind switch
            {
                0 => new ReferralCommand.Take(actor, digits, $"Desk {person.Value}", channel),
                1 => new ReferralCommand.PassOn(actor, digits, channel),
                2 => new ReferralCommand.Escalate(),
                _ => new ReferralCommand.RecordDelivery(FormattableString.Invariant($"a{Which}"), (Kind, IsRight) switch
                {
                    (3, true) => new DeliveryOutcome.Delivered(),
                    (3, false) => new DeliveryOutcome.Undelivered(SendFailure.Undelivered, channel),
                    (_, true) => new DeliveryOutcome.Failed("no-channel-left"),
                    _ => new DeliveryOutcome.Dropped(),
                }),
            };
        }
    }
}
