using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

[JsonPolymorphic]
[JsonDerivedType(typeof(Loaded), "people-file-loaded")]
[JsonDerivedType(typeof(LanguageChosen), "language-set")]
[JsonDerivedType(typeof(ChannelRefused), "channel-suspended")]
[JsonDerivedType(typeof(ChannelResumed), "channel-resumed")]
[JsonDerivedType(typeof(InviteAnswered), "invitation-accepted")]
[JsonDerivedType(typeof(Paged), "staff-notified")]
[JsonDerivedType(typeof(StaffInvited), "staff-invited")]
[JsonDerivedType(typeof(CodeGiven), "enrolment-code-issued")]
[JsonDerivedType(typeof(ProofAsked), "confirmation-requested")]
[JsonDerivedType(typeof(ProofWrong), "confirmation-failed")]
[JsonDerivedType(typeof(ChannelJoined), "channel-added")]
[JsonDerivedType(typeof(ChannelCut), "channel-removed")]
[JsonDerivedType(typeof(ChannelsOrdered), "channel-order-set")]
[JsonDerivedType(typeof(HeardOn), "contacted-on")]
[JsonDerivedType(typeof(Left), "staff-left")]
[JsonDerivedType(typeof(WorkHandedOver), "work-handed-over")]
[JsonDerivedType(typeof(SwapAsked), "swap-requested")]
[JsonDerivedType(typeof(SwapAgreed), "swap-agreed")]
[JsonDerivedType(typeof(SwapDeclined), "swap-declined")]
[JsonDerivedType(typeof(GapTold), "duty-gap-reported")]
[JsonDerivedType(typeof(WentAway), "absence-started")]
[JsonDerivedType(typeof(CameBack), "absence-ended")]
[JsonDerivedType(typeof(QuietChosen), "quiet-hours-set")]
[JsonDerivedType(typeof(SecondAsked), "approval-requested")]
[JsonDerivedType(typeof(Approved), "approval-given")]
[JsonDerivedType(typeof(TurnedDown), "approval-refused")]
[JsonDerivedType(typeof(Expired), "approval-expired")]
[JsonDerivedType(typeof(ApprovalUsed), "approval-used")]
[JsonDerivedType(typeof(Declined), "request-refused")]
public abstract record DirectoryEvent
{
    public sealed record Loaded(Seed Seed) : DirectoryEvent;

    public sealed record LanguageChosen(PersonId Person, Language Language) : DirectoryEvent;

    public sealed record ChannelRefused(PersonId Person, string Address, string Why) : DirectoryEvent;

    public sealed record ChannelResumed(PersonId Person, string Address) : DirectoryEvent;

    public sealed record InviteAnswered(PersonId Person, string Invite, string Chat) : DirectoryEvent;

    public sealed record Paged(string Phrase, int Persons) : DirectoryEvent;

    public sealed record StaffInvited(Staff Staff, string By) : DirectoryEvent;

    public sealed record CodeGiven(PersonId Person, string Hash, DateTimeOffset At, DateTimeOffset Until) : DirectoryEvent;

    public sealed record ProofAsked(PersonId Person, Proof Proof) : DirectoryEvent;

    public sealed record ProofWrong(PersonId Person) : DirectoryEvent;

    /// <summary>By a code, which is used up.</summary>
    public sealed record ChannelJoined(PersonId Person, Address Address) : DirectoryEvent;

    public sealed record ChannelCut(PersonId Person, Address Address) : DirectoryEvent;

    public sealed record ChannelsOrdered(PersonId Person, ImmutableArray<ChannelKind> Kinds) : DirectoryEvent;

    public sealed record HeardOn(PersonId Person, ChannelKind Kind) : DirectoryEvent;

    public sealed record Left(PersonId Person, string By, DateTimeOffset At) : DirectoryEvent;

    public sealed record WorkHandedOver(PersonId Person) : DirectoryEvent;

    public sealed record SwapAsked(Swap Swap) : DirectoryEvent;

    /// <param name="Today">What is long over is forgotten.</param>
    public sealed record SwapAgreed(Swap Swap, DateOnly Today) : DirectoryEvent;

    public sealed record SwapDeclined(string Id) : DirectoryEvent;

    /// <param name="Keys">All gaps that there are and were told.</param>
    public sealed record GapTold(ImmutableArray<string> Keys) : DirectoryEvent;

    public sealed record WentAway(PersonId Person, DateTimeOffset At, DateTimeOffset Until) : DirectoryEvent;

    public sealed record CameBack(PersonId Person) : DirectoryEvent;

    public sealed record QuietChosen(PersonId Person, Quiet? Hours) : DirectoryEvent;

    public sealed record SecondAsked(Pending Pending) : DirectoryEvent;

    public sealed record Approved(string Id, string Second, DateTimeOffset Until) : DirectoryEvent;

    public sealed record TurnedDown(string Id, string Second) : DirectoryEvent;

    public sealed record Expired(string Id) : DirectoryEvent;

    public sealed record ApprovalUsed(string Id) : DirectoryEvent;

    /// <summary>Refused, and recorded: it can be seen who tried.</summary>
    /// <param name="Why">The code of the <see cref="DirectoryRefusal"/>.</param>
    public sealed record Declined(string By, string Why) : DirectoryEvent;
}
