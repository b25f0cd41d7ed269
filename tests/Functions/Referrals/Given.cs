using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>.Accepted;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>What the tests of the rules have given: people, a ladder, a referral, and somebody who does something.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly PersonId Duty = new("duty"), Backup = new("backup"), Committee = new("committee"), Authority = new("authority"), Ngo = new("ngo"), Admin = new("admin");

    public static ImmutableArray<ImmutableArray<PersonId>> Levels => [[Duty], [Backup], [Committee], [Authority]];

    public static (Referral Referral, ImmutableArray<OutboundMessage> Messages) Opened(ReferralFacts? facts = null, ImmutableArray<ImmutableArray<PersonId>>? levels = null)
    {
        var (referral, messages, _) = Do(Referral.None, Open(facts ?? Facts(Urgency.Urgent, AgeGroup.Adult), levels ?? Levels), Start);
        return (referral, messages);
    }

    public static Referral Escalated() => Do(Opened().Referral, new ReferralCommand.Escalate(), Start.AddMinutes(30)).Referral;

    public static ReferralCommand.Open Open(ReferralFacts facts, ImmutableArray<ImmutableArray<PersonId>> levels) => new(
        Reference.From("0123456789abcdef"), "ngo", new Opening("key", "same body"), facts,
        new Ladder(levels, ImmutableSortedDictionary<string, TimeSpan>.Empty.Add("immediate", TimeSpan.FromMinutes(10)).Add("urgent", TimeSpan.FromMinutes(30)).Add("routine", TimeSpan.FromHours(4)), [Admin]),
        "secret", [Ngo], ImmutableSortedDictionary<string, string>.Empty.Add("en", "North"));

    public static ReferralFacts Facts(Urgency urgency, AgeGroup age) => new("north", null, null, urgency, age, "female", ["sq"], ["shelter"], true, null, null, null);

    public static ReferralCommand Take(PersonId person, ChannelKind channel = ChannelKind.Telegram) => new ReferralCommand.Take(Actor(person), Digits(person), $"Desk {person.Value}", channel);

    public static Actor Actor(PersonId person) => new(person, Role.RegionalCoordinator, "org", ["north"]);

    public static string Digits(PersonId person) => AlertCode.DigitsFor("secret", person);

    public static string WrongFor(PersonId person) => Digits(person) == "0000" ? "0001" : "0000";

    public static (Referral Referral, ImmutableArray<OutboundMessage> Messages, Reply? Reply) Do(Referral referral, ReferralCommand command, DateTimeOffset now)
    {
        var accepted = Assert.IsType<Accepted>(ReferralRules.Decide(referral, command, now));
        return (accepted.Events.Aggregate(referral, ReferralEvolution.Evolve), accepted.Messages, accepted.Reply);
    }
}
