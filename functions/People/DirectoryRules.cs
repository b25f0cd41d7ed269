using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Duty;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.DirectoryEvent>.Accepted;

namespace ServerlessAssist.Functions.People;

/// <summary>Which rules decide a command. Pure: no clock, no storage.</summary>
[PureRules]
public static class DirectoryRules
{
    public const string Kind = "staff";

    /// <summary>Purpose of the wake-up at which a request for approval expires.</summary>
    public const string ApprovalExpires = "approval-expires";

    public static readonly StreamId Id = new(Kind, "all");

    public static readonly RuleBook<Directory, DirectoryEvent, DirectoryCommand> Book = new(
        Kind, Directory.Empty, Decide, Evolve, DirectoryJson.Default.Directory, DirectoryJson.Default.DirectoryEvent)
    {
        WakeUps = directory => directory.Pending.Select(pending => new WakeUp(ApprovalExpires, pending.Until)).Distinct(),
        Woken = _ => new DirectoryCommand.Expire(),
        StillWanted = SwapRules.StillWanted,
        // What another stream wants the administrators to know.
        Affected = effect => new DirectoryCommand.Page(effect.Command.Deserialize(DirectoryJson.Default.Wording) ?? throw new JsonException("Nothing to tell.")),
    };

    public static Decision<DirectoryEvent> Decide(Directory directory, DirectoryCommand command, DateTimeOffset now) => command switch
    {
        DirectoryCommand.Load load => ApprovalRules.Load(directory, load, now),
        DirectoryCommand.ChooseLanguage choose => new Accepted(new DirectoryEvent.LanguageChosen(choose.Person, choose.Language), choose.Reply),
        DirectoryCommand.Page page => Tell(directory, page.Words),
        _ => ChannelRules.Decide(directory, command) ?? EnrolmentRules.Decide(directory, command, now) ?? SwapRules.Decide(directory, command, now)
            ?? AbsenceRules.Decide(directory, command, now) ?? ApprovalRules.Decide(directory, command, now) ?? throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    public static Directory Evolve(Directory directory, DirectoryEvent happened) =>
        happened is DirectoryEvent.Paged ? directory with { Pages = directory.Pages + 1 } : PeopleEvolution.Evolve(DutyEvolution.Evolve(directory, happened), happened);

    /// <summary>For another stream's decision: the administrators are told, once.</summary>
    public static Effect Paging(Wording words) => new(Id, JsonSerializer.SerializeToElement(words, DirectoryJson.Default.Wording));

    internal static Accepted Tell(Directory directory, Wording words, params ImmutableArray<DirectoryEvent> also) =>
        Tell(directory, directory.Administrators, words, [], also);

    /// <summary>Events, and a message to some; ids of messages count up.</summary>
    internal static Accepted Tell(Directory directory, ImmutableArray<PersonId> whom, Wording words, ImmutableArray<Choice> choices, ImmutableArray<DirectoryEvent> also, Reply? reply = null) => new(
        [.. also, new DirectoryEvent.Paged(words.Key, whom.Length)], reply,
        [.. whom.Select((who, at) => new OutboundMessage(
            FormattableString.Invariant($"notice-{directory.Pages}-{at}"), MessagePurpose.Notice, who, words, choices, Priority.Urgent, null, []))]);
}

[JsonSerializable(typeof(Directory))]
[JsonSerializable(typeof(DirectoryEvent))]
[JsonSerializable(typeof(Wording))]
internal sealed partial class DirectoryJson : JsonSerializerContext;
