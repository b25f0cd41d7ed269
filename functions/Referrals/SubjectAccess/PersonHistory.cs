using System.Reflection;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals.SubjectAccess;

/// <summary>Every event as a line. What an event says is shown where it is hers: what is not named here shows only that it happened.</summary>
public static class PersonHistory
{
    public static IEnumerable<PersonLine> Of(IReadOnlyList<Happened<ReferralEvent>> history, AuthorLabels posts) =>
        from commit in history
        from happened in commit.Events
        let who = Actor(happened) is { } person ? posts.Of(person) : posts.Of(commit.By)
        select new PersonLine(commit.At, NameOf(happened), who, Detail(happened, posts));

    public static IEnumerable<PersonLine> Of(IReadOnlyList<Happened<CaseEvent>> history, AuthorLabels posts) =>
        from commit in history from happened in commit.Events select new PersonLine(commit.At, NameOf(happened), posts.Of(commit.By), Detail(happened, posts));

    /// <summary>As it is written down, e.g. <c>alert-delivered</c>.</summary>
    public static string NameOf(object happened) => Names[happened.GetType()];

    private static readonly Dictionary<Type, string> Names = new[] { typeof(ReferralEvent), typeof(CaseEvent) }
        .SelectMany(type => type.GetCustomAttributes<JsonDerivedTypeAttribute>()).ToDictionary(one => one.DerivedType, one => (string)one.TypeDiscriminator!);

    private static PersonId? Actor(ReferralEvent happened) => happened switch
    {
        Taken e => e.By, Accepted e => e.By, PassedOn e => e.By, Released e => e.By, Closed e => e.By, NoteAdded e => e.Note.By, SharedAcrossBorder e => e.What.By, _ => null,
    };

    /// <summary>Other referrals that were only compared with hers are not hers, and are not named.</summary>
    private static string? Detail(ReferralEvent happened, AuthorLabels posts) => happened switch
    {
        Alerted e => posts.Of(e.To),
        Taken { Channel: { } channel } => Word(channel),
        Lapsed e => posts.Of(e.By),
        ReleasedByAbsence e => posts.Of(e.From),
        ReasonGiven e => e.Why,
        AlertUndelivered e => Word(e.Channel),
        ReferrerNotified e => posts.Of(e.To),
        ColleagueNotified e => posts.Of(e.To),
        Offered e => $"{e.Offer.Service}: {e.Offer.Whom.Label}",
        OfferEnded e => e.Why,
        NoProviderAvailable e => e.Service,
        CaseworkerChosen e => posts.Of(e.Caseworker),
        Closed e => e.Why,
        JointConfirmationAnswered e => Word(e.Status),
        NeedAdded e => e.Need,
        SharedAcrossBorder e => $"{e.What.With}, {e.What.Basis}: {string.Join(", ", e.What.Fields)}",
        HandOverStarted e => $"{e.Region} {e.Reference}",
        Received e => e.Reference,
        HandOverReplySent e => Word(e.Answer),
        HandOverAnswered e => Word(e.Answer),
        Merged e => e.Into,
        AbsorbedDuplicate e => e.Reference,
        NoteAdded e => e.Note.Text,
        _ => null,
    };

    private static string? Detail(CaseEvent happened, AuthorLabels posts) => happened switch
    {
        CaseEvent.CaseworkerAssigned e => posts.Of(e.Caseworker), CaseEvent.ConsentGiven e => e.Purpose, CaseEvent.ConsentRevoked e => e.Purpose, CaseEvent.Ended e => e.Why, _ => null,
    };

    private static string Word<T>(T code) where T : struct, Enum => code.ToString().ToLowerInvariant();
}
