using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Given;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;
using Places = ServerlessAssist.Functions.Referrals.Providers.Provider;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>The streams that a referral has to do with, and what is on its way between them.</summary>
internal sealed partial class LifeWorld
{
    public const int Kinds = 40, Beginnings = 5;

    public static readonly string[] Services = ["shelter", "medical", "legal"];

    private static readonly PersonId West = new("west"), OtherCase = new("case-2");
    private static readonly Actor There = new(West, Role.RegionalCoordinator, "west-org", ["west"]);

    /// <summary>Those with a right somewhere, then those with none: of another region, of another organisation, in another role.</summary>
    public static readonly Actor[] Everybody =
    [
        Actor(Duty), Actor(Backup), Actor(Authority) with { Role = Role.ResponsibleAuthority }, Provider(LakeOne), Provider(LakeTwo), Provider(HillOne), Met(Social), Met(Officer), Met(OtherOfficer), Caseworker(Case), Caseworker(OtherCase), There,
        new(Ngo, Role.Referrer, "ngo", ["north"]), Actor(new("abroad")) with { Regions = ["elsewhere"] }, Provider(new("other-1")), Provider(LakeOne) with { Role = Role.Referrer, Organisation = "other" }, Met(Officer, "elsewhere"),
        Caseworker(new("case-3")), Actor(Admin) with { Role = Role.Administrator, Regions = [] }, Actor(Duty) with { Role = Role.Translator }, Actor(Duty) with { Regions = [] },
    ];

    private readonly Dictionary<string, Referral> _referrals = [];
    private readonly Dictionary<string, Places> _providers = new() { ["provider~lake"] = Places.None, ["provider~hill"] = Places.None };
    private readonly Dictionary<string, CaseRecord> _assisted = [];
    private readonly List<(string Id, Effect Effect)> _onTheirWay = [];
    private readonly HashSet<string> _arrived = [];
    private readonly HashSet<string> _takenBack = [];
    private readonly Action<ReferralEvent> _seen;
    private DateTimeOffset _now = Start;
    private int _effects, _texts;

    public LifeWorld(Action<ReferralEvent> seen)
    {
        _seen = seen;
        var whole = Facts(Urgency.Urgent, AgeGroup.Adult) with { Point = "marker-point", Contact = "marker-contact", Name = "marker-name", ExternalReference = "marker-elsewhere" };
        Opened("referral~0", Open(whole, Levels));
        Opened("referral~1", Open(whole with { Urgency = Urgency.Immediate }, Levels) with { AlikeList = "list", Alike = [NameOf(0)] });
        Opened("referral~2", Open(whole, Levels) with { By = Social, Counterparts = [Officer, OtherOfficer], AlikeList = "list", Alike = [NameOf(0), NameOf(1)] });

        void Opened(string name, ReferralCommand.Open open) => Command(name, open with { Reference = RefOf(name[^1] - '0') }, null);
    }

    /// <summary>Some of the way is gone already, so that what comes late in a life is played as often as what comes early.</summary>
    public void Begin(int beginning)
    {
        if (beginning == 0) return;
        Now(Take(Duty));
        if (beginning is 1 or 4)
        {
            Now(HandOver(Actor(Duty), 0));
            ArriveAll();
            Now(TakeBy(There), "referral~w0");
            if (beginning == 1) return;
            Now(new ReferralCommand.Accept(There), "referral~w0");
            ArriveAll();
            return;
        }
        Now(new ReferralCommand.Assign(Actor(Duty), "shelter", [Lake, Hill], Case));
        Now(new ReferralCommand.RecordDelivery(_referrals["referral~0"].Offers[0].Asked.Alerts[0].Id, new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms)));
        Now(Yes(LakeOne));
        ArriveAll();
        Now(Say(Caseworker(Case), NewText()));
        if (beginning == 2) return;
        Now(Merge(Actor(Backup), 1));
        ArriveAll();
        Now(new ReferralCommand.Unmerge(Actor(Backup), "referral~1"));
        ArriveAll();
        Now(new ReferralCommand.MarkNotDuplicate(Actor(Backup), NameOf(0)), "referral~2");
        Now(Take(Duty));
        Now(GiveBack(Duty));
        Now(Merge(Actor(Backup), 1));

        void Now(ReferralCommand command, string name = "referral~0") => Command(name, command, null);
    }

    public void Do(LifeStep step)
    {
        _now = _now.AddMinutes(step.Minutes);
        var name = Referrals[step.Which % Referrals.Length];
        if (step.Kind >= 34) Arrive(step.Draw);
        else if (step.Kind == 33) Change(step.Who % 2 == 0 ? "provider~lake" : "provider~hill", new ProviderCommand.Declare(step.Who % 2 == 0 ? "lake" : "hill", step.Draw, Capacity(step.Who % 2 == 0 ? "provider~lake" : "provider~hill")));
        else
        {
            var (command, actor) = CommandOf(step, _referrals[name]);
            Command(name, command, actor);
        }
        foreach (var referral in _referrals.Values) Holds(referral);
    }

    private string[] Referrals => [.. _referrals.Keys.Order(StringComparer.Ordinal)];

    private (ReferralCommand Command, Actor? By) CommandOf(LifeStep step, Referral referral)
    {
        var isThere = referral.Facts!.Region == "west";
        var coordinator = step.Who > 2 ? Everybody[step.Who] : isThere ? There : Everybody[step.Who];
        var provider = Everybody[step.Who > 2 ? step.Who : step.Who + 3];
        var met = Everybody[step.Who > 2 ? step.Who : step.Who + 6];
        var writer = step.Who > 2 ? Everybody[step.Who] : new[] { coordinator, Provider(LakeOne), Caseworker(Case) }[step.Who];
        var channel = step.Draw == 0 ? ChannelKind.Sms : ChannelKind.Telegram;
        string Code(Actor actor) => step.Draw == 1 ? WrongFor(actor.Person) : Digits(actor.Person);
        (ReferralCommand, Actor?) By(Actor actor, Func<Actor, ReferralCommand> command) => (command(actor), actor);
        return step.Kind switch
        {
            0 or 1 => By(coordinator, who => new ReferralCommand.Take(who, Code(who), "Desk", channel)),
            2 => By(coordinator, who => new ReferralCommand.PassOn(who, Code(who), channel)),
            3 => (new ReferralCommand.Escalate(), null),
            4 => (new ReferralCommand.TimeUp(), null),
            5 => By(coordinator, who => step.Draw % 2 == 0 ? new ReferralCommand.TakeSignedIn(who, "Desk") : new ReferralCommand.Accept(who)),
            6 => By(coordinator, who => new ReferralCommand.Accept(who)),
            7 or 8 => By(coordinator, who => new ReferralCommand.Assign(who, Services[step.Draw % 3], step.Draw % 4 == 3 ? [Vale, Hill] : step.Draw % 2 == 0 ? [Lake, Hill] : [Hill, Vale, Lake], isThere ? null : Case)),
            9 or 10 => By(provider, who => new ReferralCommand.Take(who, Code(who), "Desk", channel)),
            11 => By(provider, who => new ReferralCommand.PassOn(who, Code(who), channel)),
            12 => By(provider, who => step.Draw % 2 == 0 ? new ReferralCommand.AcceptOffer(who) : new ReferralCommand.DeclineOffer(who, "full")),
            13 => By(coordinator, who => step.Draw == 7 ? new ReferralCommand.Close(who, "completed") : new ReferralCommand.BeginReintegration(who)),
            14 => By(Everybody[step.Who], who => new ReferralCommand.GiveReason(who, "full")),
            15 or 16 => By(met, who => new ReferralCommand.Take(who, Code(who), "Desk", channel)),
            17 => By(met, who => new ReferralCommand.PassOn(who, Code(who), channel)),
            18 => By(step.Draw % 2 == 0 ? met : coordinator, who => new ReferralCommand.AddNeed(who, PeopleFile.Needs[step.Draw])),
            19 or 20 => By(coordinator, who => HandOver(who, step.Draw % 4)),
            21 or 22 => By(coordinator, who => Merge(who, step.Draw % 3)),
            23 => By(coordinator, who => new ReferralCommand.Unmerge(who, StreamOf(referral.MergedInto))),
            24 => By(coordinator, who => new ReferralCommand.MarkNotDuplicate(who, NameOf(step.Draw % 3))),
            25 or 26 => By(writer, who => Say(who, NewText())),
            27 => By(writer, who => new ReferralCommand.RemoveNote(who, referral.Notes.Length == 0 ? 1 : referral.Notes[step.Draw % referral.Notes.Length].Number)),
            28 => (new ReferralCommand.ReleaseByAbsence(referral.TakenBy is { } taker && step.Draw > 3 ? taker : Everybody[step.Who].Person, referral.Ladder!), null),
            29 => (step.Draw % 2 == 0 ? new ReferralCommand.PassCaseTo(Case, OtherCase) : new ReferralCommand.PassCaseTo(OtherCase, Case), null),
            _ => (new ReferralCommand.RecordDelivery(
                referral.Offers.SelectMany(offer => offer.Asked.Alerts).Concat(referral.Joint?.Asked.Alerts ?? []).Concat(referral.Alerts).Select(alert => alert.Id).ElementAtOrDefault(step.Draw) ?? "alert-99",
                (step.Who % 4) switch { 0 => new DeliveryOutcome.Failed("no-channel-left"), 1 => new DeliveryOutcome.Undelivered(SendFailure.Undelivered, channel), 2 => new DeliveryOutcome.Dropped(), _ => new DeliveryOutcome.Delivered() }), null),
        };
    }

    private static ReferralCommand TakeBy(Actor actor) => new ReferralCommand.Take(actor, Digits(actor.Person), "Desk", ChannelKind.Telegram);

    private ReferralCommand HandOver(Actor by, int which) => new ReferralCommand.HandOver(
        by, new ReferralCommand.Receive(
            CaseReference.From($"{which + 10:x16}").ToString(), by.Organisation, CrossBorderRules.Subset(_referrals["referral~0"].Facts!, "west", "AL", ShareBases.Consent), new Ladder([[West], [], [], [West]], _referrals["referral~0"].Ladder!.EscalateAfter, [Admin]),
            "secret", [by.Person], ImmutableSortedDictionary<string, string>.Empty.Add("en", "West"), NameOf(0), ""),
        $"referral~w{which}", ShareBases.Consent);

    private static ReferralCommand Merge(Actor by, int into) => new ReferralCommand.Merge(by, NameOf(into), $"referral~{into}");

    private static CaseReference RefOf(int which) => CaseReference.From($"{which + 1:x16}");

    private static string NameOf(int which) => RefOf(which).ToString();

    private static string StreamOf(string? reference) => Enumerable.Range(0, 3).Where(which => NameOf(which) == reference).Select(which => $"referral~{which}").FirstOrDefault("referral~0");

    private string NewText() => $"text#{++_texts}#";

    private static int Capacity(string provider) => provider == "provider~lake" ? Lake.Capacity : Hill.Capacity;
}
