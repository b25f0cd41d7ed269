using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

[JsonPolymorphic]
[JsonDerivedType(typeof(PeopleFileLoaded), "people-file-loaded")]
[JsonDerivedType(typeof(LanguageSet), "language-set")]
[JsonDerivedType(typeof(ChannelSuspended), "channel-suspended")]
[JsonDerivedType(typeof(ChannelResumed), "channel-resumed")]
[JsonDerivedType(typeof(InvitationAccepted), "invitation-accepted")]
[JsonDerivedType(typeof(StaffNotified), "staff-notified")]
[JsonDerivedType(typeof(StaffInvited), "staff-invited")]
[JsonDerivedType(typeof(EnrolmentCodeIssued), "enrolment-code-issued")]
[JsonDerivedType(typeof(ConfirmationRequested), "confirmation-requested")]
[JsonDerivedType(typeof(ConfirmationFailed), "confirmation-failed")]
[JsonDerivedType(typeof(ChannelAdded), "channel-added")]
[JsonDerivedType(typeof(ChannelRemoved), "channel-removed")]
[JsonDerivedType(typeof(ChannelOrderSet), "channel-order-set")]
[JsonDerivedType(typeof(ContactedOn), "contacted-on")]
[JsonDerivedType(typeof(StaffLeft), "staff-left")]
[JsonDerivedType(typeof(WorkHandedOver), "work-handed-over")]
[JsonDerivedType(typeof(SwapRequested), "swap-requested")]
[JsonDerivedType(typeof(SwapAgreed), "swap-agreed")]
[JsonDerivedType(typeof(SwapDeclined), "swap-declined")]
[JsonDerivedType(typeof(DutyGapReported), "duty-gap-reported")]
[JsonDerivedType(typeof(AbsenceStarted), "absence-started")]
[JsonDerivedType(typeof(AbsenceEnded), "absence-ended")]
[JsonDerivedType(typeof(QuietHoursSet), "quiet-hours-set")]
[JsonDerivedType(typeof(ApprovalRequested), "approval-requested")]
[JsonDerivedType(typeof(ApprovalGiven), "approval-given")]
[JsonDerivedType(typeof(ApprovalRefused), "approval-refused")]
[JsonDerivedType(typeof(ApprovalExpired), "approval-expired")]
[JsonDerivedType(typeof(ApprovalUsed), "approval-used")]
[JsonDerivedType(typeof(RequestRefused), "request-refused")]
public abstract record StaffEvent
{
    public sealed record PeopleFileLoaded(PeopleConfiguration Seed) : StaffEvent;

    public sealed record LanguageSet(PersonId Person, Language Language) : StaffEvent;

    public sealed record ChannelSuspended(PersonId Person, string Address, string Why) : StaffEvent;

    public sealed record ChannelResumed(PersonId Person, string Address) : StaffEvent;

    public sealed record InvitationAccepted(PersonId Person, string Invite, string Chat) : StaffEvent;

    public sealed record StaffNotified(string Phrase, int Persons) : StaffEvent;

    public sealed record StaffInvited(Staff Staff, string By) : StaffEvent;

    public sealed record EnrolmentCodeIssued(PersonId Person, string Hash, DateTimeOffset At, DateTimeOffset Until) : StaffEvent;

    public sealed record ConfirmationRequested(PersonId Person, Proof Proof) : StaffEvent;

    public sealed record ConfirmationFailed(PersonId Person) : StaffEvent;

    /// <summary>By a code, which is used up.</summary>
    public sealed record ChannelAdded(PersonId Person, Address Address) : StaffEvent;

    public sealed record ChannelRemoved(PersonId Person, Address Address) : StaffEvent;

    public sealed record ChannelOrderSet(PersonId Person, ImmutableArray<ChannelKind> Kinds) : StaffEvent;

    public sealed record ContactedOn(PersonId Person, ChannelKind Kind) : StaffEvent;

    public sealed record StaffLeft(PersonId Person, string By, DateTimeOffset At) : StaffEvent;

    public sealed record WorkHandedOver(PersonId Person) : StaffEvent;

    public sealed record SwapRequested(Swap Swap) : StaffEvent;

    /// <param name="Today">What is long over is forgotten.</param>
    public sealed record SwapAgreed(Swap Swap, DateOnly Today) : StaffEvent;

    public sealed record SwapDeclined(string Id) : StaffEvent;

    /// <param name="Keys">All gaps that there are and were told.</param>
    public sealed record DutyGapReported(ImmutableArray<string> Keys) : StaffEvent;

    public sealed record AbsenceStarted(PersonId Person, DateTimeOffset At, DateTimeOffset Until) : StaffEvent;

    public sealed record AbsenceEnded(PersonId Person) : StaffEvent;

    public sealed record QuietHoursSet(PersonId Person, Quiet? Hours) : StaffEvent;

    public sealed record ApprovalRequested(Pending Pending) : StaffEvent;

    public sealed record ApprovalGiven(string Id, string Second, DateTimeOffset Until) : StaffEvent;

    public sealed record ApprovalRefused(string Id, string Second) : StaffEvent;

    public sealed record ApprovalExpired(string Id) : StaffEvent;

    public sealed record ApprovalUsed(string Id) : StaffEvent;

    /// <summary>Refused, and recorded: it can be seen who tried.</summary>
    /// <param name="Why">The code of the <see cref="StaffRefusal"/>.</param>
    public sealed record RequestRefused(string By, string Why) : StaffEvent;
}
