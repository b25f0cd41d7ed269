using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>.Commit;

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
        CaseReference.From("0123456789abcdef"), "ngo", new Opening("key", "same body"), facts,
        new Ladder(levels, ImmutableSortedDictionary<string, TimeSpan>.Empty.Add("immediate", TimeSpan.FromMinutes(10)).Add("urgent", TimeSpan.FromMinutes(30)).Add("routine", TimeSpan.FromHours(4)), [Admin]),
        "secret", [Ngo], ImmutableSortedDictionary<string, string>.Empty.Add("en", "North"));

    public static ReferralFacts Facts(Urgency urgency, AgeGroup age) => new("north", null, null, urgency, age, "female", ["sq"], ["shelter"], true, null, null, null);

    public static ReferralCommand Take(PersonId person, ChannelKind channel = ChannelKind.Telegram) => new ReferralCommand.Take(Actor(person), Digits(person), $"Desk {person.Value}", channel);

    public static Actor Actor(PersonId person) => new(person, Role.RegionalCoordinator, "org", ["north"]);

    public static string Digits(PersonId person) => AlertCode.DigitsFor("secret", person);

    public static string WrongFor(PersonId person) => Digits(person) == "0000" ? "0001" : "0000";

    public static readonly PersonId LakeOne = new("lake-1"), LakeTwo = new("lake-2"), HillOne = new("hill-1");

    public static Candidate Lake => new("lake", "provider~lake", "Lake", [LakeOne, LakeTwo], 2, ["near"]) { Free = 2 };

    public static Candidate Hill => new("hill", "provider~hill", "Hill", [HillOne], 1, []) { Free = 1 };

    /// <summary>A provider in whose organisation nobody can be asked.</summary>
    public static Candidate Vale => new("vale", "provider~vale", "Vale", [], 1, []) { Free = 1 };

    public static Actor Provider(PersonId person) => new(person, Role.ServiceProvider, person.Value.Split('-')[0], ["north"]);

    public static ReferralCommand Yes(PersonId person, ChannelKind channel = ChannelKind.Telegram) => new ReferralCommand.Take(Provider(person), Digits(person), "Desk", channel);

    public static ReferralCommand No(PersonId person, ChannelKind channel = ChannelKind.Telegram) => new ReferralCommand.PassOn(Provider(person), Digits(person), channel);

    public static ReferralCommand GiveBack(PersonId person) => new ReferralCommand.PassOn(Actor(person), Digits(person), ChannelKind.Telegram);

    public static ReferralCommand Assign(string service, params ImmutableArray<Candidate> candidates) => new ReferralCommand.Assign(Actor(Duty), service, candidates);

    public static ReferralCommand Close(PersonId by) => new ReferralCommand.Close(Actor(by), "completed");

    /// <summary>Those that <see cref="In"/> knows: from the first alert on.</summary>
    public static readonly Stage[] Stages = [Stage.Referred, Stage.Acknowledged, Stage.Accepted, Stage.Assigned, Stage.InAssistance, Stage.Reintegration, Stage.Closed];

    /// <summary>A referral that has come so far, all of it at <see cref="Start"/>: the one on duty has it, Lake is asked before Hill.</summary>
    public static Referral In(Stage stage)
    {
        var steps = new[] { Take(Duty), new ReferralCommand.Accept(Actor(Duty)), Assign("shelter", Lake, Hill), Yes(LakeOne), null, new ReferralCommand.BeginReintegration(Actor(Duty)), Close(Duty) };
        var last = stage switch { Stage.Referred => 0, Stage.Acknowledged => 1, Stage.Accepted => 2, Stage.Assigned => 3, Stage.InAssistance => 5, Stage.Reintegration => 6, _ => 7 };
        return steps[..last].Aggregate(Opened().Referral, (referral, step) => Do(referral, step ?? Place(referral, PlaceAnswer.Held), Start).Referral);
    }

    public static readonly PersonId Social = new("social-1"), Officer = new("officer-1"), OtherOfficer = new("officer-2"), Case = new("case");

    /// <summary>Who met her too; the region is where they work.</summary>
    public static Actor Met(PersonId person, string region = "north") => new(person, person == Social ? Role.SocialWorker : Role.PoliceOfficer, "centre", [region]);

    public static ReferralCommand Agree(PersonId person, ChannelKind channel = ChannelKind.Telegram) => new ReferralCommand.Take(Met(person), Digits(person), "Desk", channel);

    public static ReferralCommand Disagree(PersonId person, ChannelKind channel = ChannelKind.Telegram) => new ReferralCommand.PassOn(Met(person), Digits(person), channel);

    /// <summary>A social worker has referred; two police officers are asked whether it is so.</summary>
    public static (Referral Referral, ImmutableArray<OutboundMessage> Messages) Identified(Urgency urgency = Urgency.Urgent)
    {
        var open = Open(Facts(urgency, AgeGroup.Adult), Levels) with { By = Social, Counterparts = [Officer, OtherOfficer, Social], Tell = [Social] };
        var (referral, messages, _) = Do(Referral.None, open, Start);
        return (referral, messages);
    }

    public static Actor Caseworker(PersonId person) => new(person, Role.Caseworker, "org", ["north"]);

    /// <summary>As <see cref="In"/>, with somebody who accompanies the person.</summary>
    public static Referral Accompanied(Stage stage) => In(stage) with { Caseworker = Case };

    public static ReferralCommand Say(Actor actor, string text) => new ReferralCommand.AddNote(actor, $"Desk {actor.Person.Value}", text);

    /// <summary>What leaves for other streams.</summary>
    public static ImmutableArray<Effect> Sent(Referral referral, ReferralCommand command, DateTimeOffset now) => Assert.IsType<Accepted>(ReferralRules.Decide(referral, command, now)).Effects;

    public static ImmutableArray<ReferralEvent> Events(Referral referral, ReferralCommand command, DateTimeOffset now) => Stored.By(ReferralRules.Decide(referral, command, now)).Events;

    /// <summary>What a provider's stream says of the last place that was asked for.</summary>
    public static ReferralCommand Place(Referral referral, PlaceAnswer answer) => new ReferralCommand.RecordPlaceAnswer(referral.Offers[^1].Id, answer);

    /// <summary>Which providers' streams are told what, e.g. <c>hold provider~lake</c>.</summary>
    public static IEnumerable<string> Effects(Referral referral, ReferralCommand command, DateTimeOffset now) =>
        Stored.By(ReferralRules.Decide(referral, command, now)).Effects.Select(effect => $"{effect.Command.GetProperty("$type").GetString()} {effect.To}");

    public static ReferralRefusal Refused(Referral referral, ReferralCommand command, DateTimeOffset now) =>
        Assert.IsAssignableFrom<ReferralRefusal>(Assert.IsType<Decision<ReferralEvent>.Refused>(ReferralRules.Decide(referral, command, now)).Why);

    public static void Nothing(Referral referral, ReferralCommand command, DateTimeOffset now) => Assert.IsType<Decision<ReferralEvent>.NoChange>(ReferralRules.Decide(referral, command, now));

    public static (Referral Referral, ImmutableArray<OutboundMessage> Messages, Reply? Reply) Do(Referral referral, ReferralCommand command, DateTimeOffset now)
    {
        var accepted = Stored.By(ReferralRules.Decide(referral, command, now));
        return (accepted.Events.Aggregate(referral, ReferralEvolution.Evolve), accepted.Messages, accepted.Reply);
    }
}
