using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>What each event makes of a referral, and what is derived from it: wake-ups and lines on the board.</summary>
[PureRules]
public static class ReferralEvolution
{
    public const string BoardView = "referralboard";
    public const string MineView = "referralworklists";
    public const string AlikeView = "referralduplicates";

    /// <summary>What an organisation has referred, also when it is closed, and what it is asked for or holds a place for.</summary>
    public const string OrganisationsView = "referralorganisations";

    /// <summary>What lists show of a referral. A closed one stays on the organisations' lists alone.</summary>
    public static ImmutableArray<ViewDefinition<Referral>> Views { get; } =
        [new(BoardView, Board), new(AlikeView, Duplicates), new(MineView, WorkLists), new(OrganisationsView, Organisations)];

    public static Referral Evolve(Referral referral, ReferralEvent happened) => happened switch
    {
        Opened e => referral with
        {
            Reference = e.Reference, Organisation = e.Organisation, Opening = e.Opening, Facts = e.Facts, Secret = e.Secret, Tell = e.Tell,
            Escalation = referral.Escalation with { Ladder = e.Ladder }, RegionLabels = e.RegionLabels, OpenedAt = e.At, Subscription = e.Subscription,
        },
        Alerted e => referral with
        {
            Escalation = referral.Escalation.Alerted(e.Message, e.To, e.Level, e.GivenUp), Messages = referral.Messages + 1,
        },
        Escalated e when referral.Stage == Stage.Identified => referral with
        {
            Escalation = referral.Escalation.Reached(e.Level, e.Next), Stage = Stage.Referred, Due = null,
        },
        Escalated e => referral with { Escalation = referral.Escalation.Reached(e.Level, e.Next) },
        Taken e => referral with
        {
            Escalation = referral.Escalation.Taken(e.By), TakerCallName = e.CallName, Due = e.Next == default ? null : e.Next, Nudges = 0,
            Stage = AtLeast(referral, Stage.Acknowledged),
        },
        Released e => Reopen(referral, e.Next),
        Lapsed e => Reopen(referral, e.Next),
        // Alerted from the first level on, by those who are on duty now.
        ReleasedByAbsence e => Reopen(referral, e.Next) with
        {
            Escalation = referral.Escalation.Restarted().Reopened(e.Next) with { Ladder = e.Ladder },
        },
        Accepted e => referral with { Stage = AtLeast(referral, Stage.Accepted), Due = e.Next, Nudges = 0 },
        Reminded e => referral with { Nudges = referral.Nudges + 1, Due = e.Next },
        Offered e => referral with { Offers = Keep(referral.Offers, e.Offer), Messages = referral.Messages + 1, Stage = AtLeast(referral, Stage.Assigned) },
        OfferResent e => Change(referral, e.Offer, offer => offer with { Asked = AskedAgain(offer.Asked, e) }) with { Messages = referral.Messages + 1 },
        OfferTaken e => Change(referral, e.Offer, offer => offer with { Status = OfferStatus.Taken }),
        OfferAccepted e => Change(referral, e.Offer, offer => offer with { Status = OfferStatus.Accepted, Waiting = [] }),
        OfferEnded e => Change(referral, e.Offer, offer => offer with { Status = OfferStatus.Ended, Waiting = [] }),
        NoProviderAvailable => referral with { Stage = referral.Stage == Stage.Assigned && !referral.Offers.Any(offer => offer.IsOpen) ? Stage.Accepted : referral.Stage },
        JointConfirmationRequested { Due: { } due } e => referral with { Joint = e.Joint, Due = due, Stage = Stage.Identified, Messages = referral.Messages + 1 },
        JointConfirmationRequested e => referral with { Joint = e.Joint, Messages = referral.Messages + 1 },
        JointConfirmationAnswered e => referral with { Joint = referral.Joint! with { Status = e.Status } },
        NeedAdded e => referral with { Facts = referral.Facts! with { Needs = referral.Facts.Needs.Add(e.Need) } },
        SharedAcrossBorder e => referral with { Shares = [.. referral.Shares.Add(e.What).TakeLast(Referral.SharesKept)] },
        HandOverStarted e => referral with { HandedOver = new HandedOver(e.Region, e.Reference, HandOverAnswer.Asked) },
        Received e => referral with { CameFrom = new CameFrom(e.Stream, e.Reference, HandOverAnswer.Asked) },
        HandOverReplySent e => referral with { CameFrom = referral.CameFrom! with { Status = e.Answer } },
        HandOverAnswered e => referral with { HandedOver = referral.HandedOver! with { Status = e.Answer } },
        PossibleDuplicate e => referral with { Alike = e.References, AlikeList = e.List, SameReferenceList = e.SameReferenceList },
        NotADuplicate e => referral with { Alike = referral.Alike.Remove(e.Reference) },
        Merged e => referral with { MergedInto = e.Into },
        Unmerged => referral with
        {
            MergedInto = null, ClosedBecause = null, Stage = Stage.Referred, TakerCallName = null, Escalation = referral.Escalation.Restarted(),
        },
        AbsorbedDuplicate e => referral with { Absorbed = referral.Absorbed.Add(e.Reference), Alike = referral.Alike.Remove(e.Reference) },
        ReleasedDuplicate e => referral with { Absorbed = referral.Absorbed.Remove(e.Reference) },
        NoteAdded e => referral with { Notes = [.. referral.Notes.Add(e.Note).TakeLast(Referral.NotesKept)], NotesWritten = e.Note.Number, Messages = referral.Messages + 1 },
        NoteRemoved e => referral with { Notes = [.. referral.Notes.Select(note => note.Number == e.Number ? note with { Text = null } : note)] },
        CaseworkerChosen e => referral with { Caseworker = e.Caseworker, CaseworkersChosen = referral.CaseworkersChosen + 1 },
        // Given back meanwhile, nobody would answer a clock of the stage: the ladder's runs.
        AssistanceStarted e => referral with { Stage = Stage.InAssistance, Due = referral.TakenBy is null ? null : e.Next, Nudges = 0, Assisted = referral.Assisted + 1 },
        ReintegrationStarted e => referral with { Stage = Stage.Reintegration, Due = e.Next, Nudges = 0 },
        Closed e => referral with
        {
            Stage = Stage.Closed, ClosedBecause = e.Why, Due = null, Escalation = referral.Escalation.Stopped(),
            Offers = [.. referral.Offers.Select(offer => offer with { Status = OfferStatus.Ended, Waiting = [] })],
        },
        PassedOn e => referral with { Escalation = referral.Escalation.PassedOn(e.By) },
        WrongCode e => referral with { Escalation = referral.Escalation.Guessed(e.From) },
        NotReached => referral with { Escalation = referral.Escalation.NobodyReached(), Messages = referral.Messages + 1 },
        AlertDelivered e => referral with { Escalation = referral.Escalation.Reported(e.Message, AlertStatus.Delivered) },
        AlertUndelivered e => referral with { Escalation = referral.Escalation.Reported(e.Message, AlertStatus.Failed) },
        AlertFailed e => AlertNotDelivered(referral, e.Message),
        ReferrerNotified or ColleagueNotified => referral with { Messages = referral.Messages + 1 },
        _ => referral,
    };

    public static IEnumerable<WakeUp> WakeUps(Referral referral)
    {
        if (referral.EscalatesAt is { } escalates) yield return new WakeUp(ReferralRules.EscalationDue, escalates);
        foreach (var due in referral.Offers.Where(offer => offer.Status == OfferStatus.Open).Select(offer => (DateTimeOffset?)offer.Due).Append(referral.Due).OfType<DateTimeOffset>().Distinct())
            yield return new WakeUp(ReferralRules.StageOverdue, due);
    }

    /// <summary>A line for the region, for each person whose work it is, and for each organisation that has to do with it. A closed one stands with the organisation that referred, and nowhere else.</summary>
    public static IEnumerable<ViewRow> Lists(Referral referral) => Views.SelectMany(view => view.Rows(referral));

    private static IEnumerable<ViewLine> Board(Referral referral) =>
        referral is { Facts: { } facts, IsClosed: false } ? [new ViewLine(facts.Region, LineOf(referral, facts))] : [];

    private static IEnumerable<ViewLine> Duplicates(Referral referral) => referral is { Facts: not null, IsClosed: false }
        ? new[] { referral.AlikeList, referral.SameReferenceList }.OfType<string>().Select(list => new ViewLine(list, referral.Reference))
        : [];

    /// <summary>Of who has it, and of those whose answer to an offer it waits for.</summary>
    private static IEnumerable<ViewLine> WorkLists(Referral referral)
    {
        if (referral is not { Facts: { } facts, IsClosed: false }) return [];
        var whose = referral.Offers.Where(offer => offer.Status is not OfferStatus.Ended).SelectMany(offer => offer.Whom.People)
            .Append(referral.TakenBy ?? default).Where(person => person.Value is not null).Distinct().ToList();
        if (whose.Count == 0) return [];
        var line = LineOf(referral, facts);
        return whose.Select(person => new ViewLine(ViewRow.Of(person), line));
    }

    private static IEnumerable<ViewLine> Organisations(Referral referral)
    {
        if (referral.Facts is not { } facts) return [];
        var line = LineOf(referral, facts);
        return referral.Subject.Providers.Append(referral.Organisation).Distinct().Select(one => new ViewLine(ViewRow.OfOrganisation(one), line));
    }

    private static string LineOf(Referral referral, ReferralFacts facts)
    {
        var next = WakeUps(referral).Select(wake => (DateTimeOffset?)wake.Due).Min();
        var line = new BoardLine(referral.Reference, facts.Urgency, StatusOf(referral), referral.OpenedAt, next);
        return JsonSerializer.Serialize(line, BoardJson.Default.BoardLine);
    }

    /// <summary>In one word: as long as nobody has it, how far the alert has got; then the stage.</summary>
    public static string StatusOf(Referral referral) => referral switch
    {
        { IsClosed: true } => "closed",
        { Stage: Stage.Identified } => "identified",
        { TakenBy: null, Unreached: true } => "nobody-reached",
        { TakenBy: null, Level: > 0 } => "escalated",
        { TakenBy: null } => "alerted",
        { Stage: Stage.InAssistance } => "in-assistance",
        { Stage: Stage.Referred or Stage.Acknowledged } => "taken",
        _ => referral.Stage.ToString().ToLowerInvariant(),
    };

    private static Stage AtLeast(Referral referral, Stage stage) => referral.Stage < stage ? stage : referral.Stage;

    /// <summary>Nobody has it any more; what providers hold stays held.</summary>
    private static Referral Reopen(Referral referral, DateTimeOffset next) => referral with
    {
        Escalation = referral.Escalation.Reopened(next), TakerCallName = null, Due = null, Nudges = 0,
        Stage = referral.Stage is Stage.Acknowledged or Stage.Accepted ? Stage.Referred : referral.Stage,
    };

    private static Referral Change(Referral referral, string id, Func<Offer, Offer> change) => referral with { Offers = [.. referral.Offers.Select(offer => offer.Id == id ? change(offer) : offer)] };

    /// <summary>Of those that are over the last few say all that matters.</summary>
    private static ImmutableArray<Offer> Keep(ImmutableArray<Offer> offers, Offer offer)
    {
        var over = offers.Where(one => one.Status == OfferStatus.Ended).ToList();
        return (over.Count < Referral.OffersKept ? offers : offers.Remove(over[0])).Add(offer);
    }

    private static AskedPeople AskedAgain(AskedPeople asked, OfferResent again) =>
        asked.With(again.Message, AlertStatus.Failed).With(new Alert(again.Instead, again.To, 0, AlertStatus.Sent, [again.GivenUp]));

    /// <summary>A message of an alert, an offer or a joint confirmation did not reach its recipient.</summary>
    private static Referral AlertNotDelivered(Referral referral, string message) => referral with
    {
        Escalation = referral.Escalation.Reported(message, AlertStatus.Failed),
        Offers = [.. referral.Offers.Select(offer => offer with { Asked = offer.Asked.With(message, AlertStatus.Failed) })],
        Joint = referral.Joint is { } joint ? joint with { Asked = joint.Asked.With(message, AlertStatus.Failed) } : null,
    };
}

/// <summary>One line of a list.</summary>
/// <param name="Next">When its clock runs out.</param>
public sealed record BoardLine(string Reference, Urgency Urgency, string Status, DateTimeOffset Since, DateTimeOffset? Next)
{
    /// <summary>Nobody has it.</summary>
    [JsonIgnore]
    public bool IsWaiting => Status is "alerted" or "escalated" or "nobody-reached";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BoardLine))]
internal sealed partial class BoardJson : JsonSerializerContext;
