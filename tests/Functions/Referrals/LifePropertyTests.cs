using System.Text.Json;
using CsCheck;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;
using Book = ServerlessAssist.Functions.Referrals.Wiring;
using Places = ServerlessAssist.Functions.Referrals.Providers.Provider;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>Two referrals and two providers with three places, played together: whoever does what, and whenever what one stream asks of another arrives.</summary>
public sealed class LifePropertyTests
{
    private static readonly string[] Services = ["shelter", "medical", "legal"];

    private static readonly string[] Concerned = ["duty", "backup", "committee", "authority", "ngo", "admin", "lake-1", "lake-2", "hill-1"];

    // Those with a right, then those without one: of another region, of another organisation, in another role.
    private static readonly Actor[] Coordinators = [Actor(Duty), Actor(Backup), Actor(Authority) with { Role = Role.ResponsibleAuthority }, Actor(new PersonId("abroad")) with { Regions = ["elsewhere"] }, Actor(new PersonId("case")) with { Role = Role.Caseworker }];
    private static readonly Actor[] Providers = [Provider(LakeOne), Provider(LakeTwo), Provider(HillOne), Provider(new PersonId("other-1")), Provider(LakeOne) with { Role = Role.Referrer }];

    private static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Int[0, 17], Gen.Int[0, 1], Gen.Frequency((4, Gen.Const(0)), (3, Gen.Int[0, 4])), Gen.Int[0, 7], Gen.Frequency((6, Gen.Int[0, 40]), (1, Gen.Int[0, 40 * 24 * 60])),
        (kind, which, who, draw, minutes) => new Step(kind, which, who, draw, minutes));

    [Fact]
    public void Whatever_is_done_in_whatever_order_somebody_or_a_clock_has_it_and_places_add_up() => AnyStep.Array[1, 120].Sample(steps =>
    {
        var world = new World();
        foreach (var step in steps) world.Do(step);
        world.Settle();
    });

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
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(referral, Book.Book.StateJson).Length, 1, 16_000);
        Assert.InRange(referral.Offers.Length, 1, Referral.OffersKept + Services.Length);
        Assert.Equal(OfferStatus.Accepted, referral.Offers.Single(offer => offer.Status != OfferStatus.Ended).Status);
        Assert.NotEmpty(ReferralEvolution.WakeUps(referral));
    }

    private static Referral Try(Referral referral, ReferralCommand command, DateTimeOffset now) =>
        ReferralRules.Decide(referral, command, now) is Decision<ReferralEvent>.Accepted accepted ? accepted.Events.Aggregate(referral, ReferralEvolution.Evolve) : referral;

    private sealed record Step(int Kind, int Which, int Who, int Draw, int Minutes);

    private sealed class World
    {
        private readonly Referral[] _referrals = [Opened().Referral, Opened(Facts(Urgency.Immediate, AgeGroup.Adult)).Referral];
        private readonly Dictionary<string, Places> _providers = new() { ["provider~lake"] = Places.None, ["provider~hill"] = Places.None };
        private readonly List<(string Id, Effect Effect)> _onTheirWay = [];
        private readonly HashSet<string> _arrived = [];
        private DateTimeOffset _now = Start;
        private int _effects;

        public void Do(Step step)
        {
            _now = _now.AddMinutes(step.Minutes);
            if (step.Kind <= 13) Command(step.Which, CommandOf(step), step);
            else if (step.Kind == 14) Declare(step.Who % 2 == 0 ? "provider~lake" : "provider~hill", step.Draw);
            else Arrive(step.Draw);
            foreach (var referral in _referrals) Holds(referral);
        }

        /// <summary>Everything that was asked arrives; then who has what must be the same on both sides.</summary>
        public void Settle()
        {
            while (_onTheirWay.Any(one => !_arrived.Contains(one.Id))) Arrive(_onTheirWay.FindIndex(one => !_arrived.Contains(one.Id)));
            var accepted = _referrals.SelectMany((referral, at) => referral.Offers.Where(offer => offer.Status == OfferStatus.Accepted).Select(offer => $"{offer.Whom.Stream} referral~{at} {offer.Id}"));
            var held = _providers.SelectMany(provider => provider.Value.Held.Select(place => $"{provider.Key} {place.Referral} {place.Offer}"));
            Assert.Equal(accepted.Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
            Assert.DoesNotContain(_referrals, referral => referral.Offers.Any(offer => offer.Status == OfferStatus.Taken));
        }

        private ReferralCommand CommandOf(Step step)
        {
            var (referral, coordinator, provider, channel) = (_referrals[step.Which], Coordinators[step.Who], Providers[step.Who], step.Draw == 0 ? ChannelKind.Sms : ChannelKind.Telegram);
            string Code(Actor actor) => step.Draw == 1 ? WrongFor(actor.Person) : Digits(actor.Person);
            return step.Kind switch
            {
                0 or 1 => new ReferralCommand.Take(coordinator, Code(coordinator), "Desk", channel),
                2 => new ReferralCommand.PassOn(coordinator, Code(coordinator), channel),
                3 => new ReferralCommand.Escalate(),
                4 => new ReferralCommand.TimeUp(),
                5 => new ReferralCommand.Accept(coordinator),
                6 or 7 => new ReferralCommand.Assign(coordinator, Services[step.Draw % 3], step.Draw % 4 == 3 ? [Vale, Hill] : step.Draw % 2 == 0 ? [Lake, Hill] : [Hill, Vale, Lake]),
                8 or 9 => new ReferralCommand.Take(provider, Code(provider), "Desk", channel),
                10 => new ReferralCommand.PassOn(provider, Code(provider), channel),
                11 => step.Draw == 7 ? new ReferralCommand.Close(coordinator, "completed") : new ReferralCommand.BeginReintegration(coordinator),
                12 => new ReferralCommand.GiveReason(coordinator, "full"),
                _ => new ReferralCommand.Learn(
                    referral.Offers.SelectMany(offer => offer.Messages.Keys).Concat(referral.Alerts.Select(alert => alert.Id)).ElementAtOrDefault(step.Draw) ?? "a99",
                    (step.Who % 3) switch { 0 => new Fate.Failed("no-channel-left"), 1 => new Fate.Undelivered(SendFailure.Undelivered, channel), _ => new Fate.Delivered() }),
            };
        }

        private void Command(int which, ReferralCommand command, Step step)
        {
            var before = _referrals[which];
            if (ReferralRules.Decide(before, command, _now) is not Decision<ReferralEvent>.Accepted accepted) return;
            var after = _referrals[which] = accepted.Events.Aggregate(before, ReferralEvolution.Evolve);
            foreach (var effect in accepted.Effects) _onTheirWay.Add((FormattableString.Invariant($"e{++_effects}"), effect with { From = FormattableString.Invariant($"referral~{which}") }));

            // Whoever has no right changes nothing, and nobody without one is told anything.
            if (step.Kind is 0 or 1 or 2 or 5 or 6 or 7 or 11 && step.Who >= 3) Assert.Same(before, after);
            if (step.Kind is 8 or 9 or 10 && step.Who >= 3) Assert.Equal(Written(before), Written(after with { Guesses = before.Guesses }));
            Assert.All(accepted.Messages, message => Assert.Contains(message.To.Value, Concerned));
            // One has it, until giving it back or giving no sign.
            if (before.TakenBy is { } had && after.TakenBy != had) Assert.True(after.TakenBy is null && (command is ReferralCommand.TimeUp || (command is ReferralCommand.PassOn pass && pass.Actor.Person == had)));
            if (before.IsClosed) Assert.True(after.IsClosed);
        }

        private void Declare(string provider, int places) => Change(provider, new ProviderCommand.Declare(provider[9..], places, Capacity(provider)));

        private void Arrive(int at)
        {
            if (_onTheirWay.Count == 0) return;
            var (id, effect) = _onTheirWay[at % _onTheirWay.Count];
            // Given again, it counts once: streams see to that.
            if (!_arrived.Add(id)) return;
            if (effect.To.StartsWith("provider~", StringComparison.Ordinal)) Change(effect.To, ProviderRules.Book.Affected!(effect));
            else if (effect.To.StartsWith("referral~", StringComparison.Ordinal)) Command(effect.To[^1] - '0', Book.Book.Affected!(effect), new Step(13, 0, 0, 0, 0));
        }

        private void Change(string name, ProviderCommand command)
        {
            var accepted = Assert.IsType<Decision<ProviderEvent>.Accepted>(ProviderRules.Decide(_providers[name], command, _now));
            var after = _providers[name] = accepted.Events.Aggregate(_providers[name], ProviderRules.Evolve);
            foreach (var effect in accepted.Effects) _onTheirWay.Add((FormattableString.Invariant($"e{++_effects}"), effect with { From = name }));
            Assert.InRange(after.Held.Length, 0, Capacity(name));
            Assert.InRange(after.Declared ?? 0, 0, Capacity(name));
            Assert.InRange(after.Free, 0, Capacity(name));
            var stored = JsonSerializer.Serialize(after, ProviderRules.Book.StateJson);
            Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, ProviderRules.Book.StateJson)!, ProviderRules.Book.StateJson));
        }

        private static int Capacity(string provider) => provider == "provider~lake" ? Lake.Capacity : Hill.Capacity;

        private void Holds(Referral referral)
        {
            var (isOpen, isTaken) = (!referral.IsClosed, referral.TakenBy is not null);
            // A clock, and one only: the ladder's as long as nobody has it, the stage's once somebody does.
            Assert.Equal(isOpen && !isTaken, referral.EscalatesAt is not null);
            Assert.Equal(isOpen && isTaken, referral.Due is not null);
            Assert.Equal(isOpen, ReferralEvolution.Lists(referral).Any(line => line.View != ReferralEvolution.OrganisationsView));
            Assert.Equal(isOpen, ReferralEvolution.WakeUps(referral).Any());
            // Once the clocks were looked at, none is behind.
            var looked = Try(Try(referral, new ReferralCommand.Escalate(), _now), new ReferralCommand.TimeUp(), _now);
            Assert.All(ReferralEvolution.WakeUps(looked), wake => Assert.True(wake.Due > _now, $"{wake.Purpose} is behind."));
            Assert.True(looked.IsClosed || ReferralEvolution.WakeUps(looked).Any());
            Assert.True(referral.Offers.Where(offer => offer.Status != OfferStatus.Ended).GroupBy(offer => offer.Service).All(group => group.Count() == 1));
            Assert.Equal(Written(referral), Written(JsonSerializer.Deserialize(Written(referral), Book.Book.StateJson)!));
            Assert.InRange(Written(referral).Length, 1, 16_000);
        }

        private static string Written(Referral referral) => JsonSerializer.Serialize(referral, Book.Book.StateJson);
    }
}
