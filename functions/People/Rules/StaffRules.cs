using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Duty;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;

namespace ServerlessAssist.Functions.People.Rules;

/// <summary>Which rules decide a command. Pure: no clock, no storage.</summary>
[PureRules]
public static class StaffRules
{
    public const string Kind = "staff";

    /// <summary>Purpose of the wake-up at which a request for approval expires.</summary>
    public const string ApprovalExpires = "approval-expires";

    public static readonly StreamId Id = new(Kind, "all");

    public static readonly StreamDefinition<StaffRegister, StaffEvent, StaffCommand> Book = new(
        Kind, StaffRegister.Empty, Decide, Evolve, StaffJson.Default.StaffRegister, StaffJson.Default.StaffEvent)
    {
        Retention = RetentionRule.ByEvent(
            "To know who works here, how they are reached, and what they may.", "the house ends"),
        Ownership = Ownership.Staff,
        Views = [],
        WakeUps = directory => directory.Pending.Select(pending => new WakeUp(ApprovalExpires, pending.Until)).Distinct(),
        FromWakeUp = _ => new StaffCommand.Expire(),
        StillWanted = SwapRules.StillWanted,
        // What another stream wants the administrators to know.
        FromEffect = effect => new StaffCommand.NotifyAdministrators(effect.Command.Deserialize(StaffJson.Default.Wording) ?? throw new JsonException("Nothing to tell.")),
    };

    public static Decision<StaffEvent> Decide(StaffRegister directory, StaffCommand command, DateTimeOffset now) => command switch
    {
        StaffCommand.Load load => ApprovalRules.Load(directory, load, now),
        StaffCommand.ChooseLanguage choose => new Accepted(new StaffEvent.LanguageSet(choose.Person, choose.Language), choose.Reply),
        StaffCommand.NotifyAdministrators page => Tell(directory, page.Words),
        _ => ChannelRules.Decide(directory, command) ?? EnrolmentRules.Decide(directory, command, now) ?? SwapRules.Decide(directory, command, now)
            ?? AbsenceRules.Decide(directory, command, now) ?? ApprovalRules.Decide(directory, command, now) ?? throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    public static StaffRegister Evolve(StaffRegister directory, StaffEvent happened) =>
        happened is StaffEvent.StaffNotified ? directory with { Pages = directory.Pages + 1 } : StaffEvolution.Evolve(DutyEvolution.Evolve(directory, happened), happened);

    /// <summary>For another stream's decision: the administrators are told, once.</summary>
    public static Effect Paging(Wording words) => new(Id, JsonSerializer.SerializeToElement(words, StaffJson.Default.Wording));

    internal static Accepted Tell(StaffRegister directory, Wording words, params ImmutableArray<StaffEvent> also) =>
        Tell(directory, directory.Administrators, words, [], also);

    /// <summary>Events, and a message to some; ids of messages count up.</summary>
    internal static Accepted Tell(StaffRegister directory, ImmutableArray<PersonId> whom, Wording words, ImmutableArray<Choice> choices, ImmutableArray<StaffEvent> also, Reply? reply = null) => new(
        [.. also, new StaffEvent.StaffNotified(words.Key, whom.Length)], reply,
        [.. whom.Select((who, at) => new OutboundMessage(
            FormattableString.Invariant($"notice-{directory.Pages}-{at}"), MessagePurpose.Notice, who, words, choices, Priority.Urgent, null, []))]);
}

[JsonSerializable(typeof(StaffRegister))]
[JsonSerializable(typeof(StaffEvent))]
[JsonSerializable(typeof(Wording))]
internal sealed partial class StaffJson : JsonSerializerContext;
