using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.DirectoryEvent>.Accepted;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.DirectoryEvent>.Nothing;

namespace ServerlessAssist.Functions.People;

public abstract record DirectoryCommand
{
    /// <summary>The whole people file, or nothing of it.</summary>
    public sealed record Load(Seed Seed) : DirectoryCommand;

    public sealed record ChooseLanguage(PersonId Person, Language Language, Reply Reply) : DirectoryCommand;

    /// <summary>A channel will not work next time either: opted out, blocked, no such number.</summary>
    public sealed record Refuse(PersonId Person, Address Address, string Why) : DirectoryCommand;

    /// <summary>Somebody wants no more messages there. Stored each time: the same word, when it comes again after a START, does nothing.</summary>
    public sealed record Stop(PersonId Person, Address Address, Reply? Reply) : DirectoryCommand;

    public sealed record Resume(PersonId Person, Address Address, Reply Reply) : DirectoryCommand;

    public sealed record AnswerInvite(string Invite, string Chat, Reply Reply) : DirectoryCommand;

    /// <summary>Tells the administrators.</summary>
    public sealed record Page(Wording Words) : DirectoryCommand;
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Loaded), "loaded")]
[JsonDerivedType(typeof(LanguageChosen), "language-chosen")]
[JsonDerivedType(typeof(ChannelRefused), "channel-refused")]
[JsonDerivedType(typeof(ChannelResumed), "channel-resumed")]
[JsonDerivedType(typeof(InviteAnswered), "invite-answered")]
[JsonDerivedType(typeof(Paged), "paged")]
public abstract record DirectoryEvent
{
    public sealed record Loaded(Seed Seed) : DirectoryEvent;

    public sealed record LanguageChosen(PersonId Person, Language Language) : DirectoryEvent;

    public sealed record ChannelRefused(PersonId Person, string Address, string Why) : DirectoryEvent;

    public sealed record ChannelResumed(PersonId Person, string Address) : DirectoryEvent;

    public sealed record InviteAnswered(PersonId Person, string Invite, string Chat) : DirectoryEvent;

    public sealed record Paged(string Phrase, int Administrators) : DirectoryEvent;
}

public static class DirectoryRules
{
    public static readonly StreamId Id = new("directory", "staff");

    public static readonly RuleBook<Directory, DirectoryEvent, DirectoryCommand> Book = new(
        "directory", Directory.Empty, Decide, Evolve, DirectoryJson.Default.Directory, DirectoryJson.Default.DirectoryEvent);

    public static Decision<DirectoryEvent> Decide(Directory directory, DirectoryCommand command, DateTimeOffset now) => command switch
    {
        DirectoryCommand.Load load => new Accepted(new DirectoryEvent.Loaded(load.Seed)),
        DirectoryCommand.ChooseLanguage choose => new Accepted(new DirectoryEvent.LanguageChosen(choose.Person, choose.Language), choose.Reply),
        DirectoryCommand.Refuse refuse when directory.Refused.ContainsKey(Directory.Key(refuse.Address)) => new Nothing(),
        DirectoryCommand.Refuse refuse => Lost(directory, refuse.Person, refuse.Address, new DirectoryEvent.ChannelRefused(refuse.Person, Directory.Key(refuse.Address), refuse.Why), null),
        DirectoryCommand.Stop stop when directory.Refused.ContainsKey(Directory.Key(stop.Address)) => new Accepted(Stopped(stop), stop.Reply),
        DirectoryCommand.Stop stop => Lost(directory, stop.Person, stop.Address, Stopped(stop), stop.Reply),
        DirectoryCommand.Resume resume => new Accepted(new DirectoryEvent.ChannelResumed(resume.Person, Directory.Key(resume.Address)), resume.Reply),
        // An invitation is answered once: whoever comes later with the same link stays a stranger.
        DirectoryCommand.AnswerInvite answer when directory.Chats.ContainsKey(answer.Invite) || Invited(directory, answer.Invite) is null => new Nothing(),
        DirectoryCommand.AnswerInvite answer => new Accepted(new DirectoryEvent.InviteAnswered(Invited(directory, answer.Invite)!.Id, answer.Invite, answer.Chat), answer.Reply),
        DirectoryCommand.Page page => Tell(directory, page.Words),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    public static Directory Evolve(Directory directory, DirectoryEvent happened) => happened switch
    {
        DirectoryEvent.Loaded loaded => directory with { Seed = loaded.Seed },
        DirectoryEvent.LanguageChosen chosen => directory with { Languages = directory.Languages.SetItem(chosen.Person, chosen.Language) },
        DirectoryEvent.ChannelRefused refused => directory with { Refused = directory.Refused.SetItem(refused.Address, refused.Why) },
        DirectoryEvent.ChannelResumed resumed => directory with { Refused = directory.Refused.Remove(resumed.Address) },
        DirectoryEvent.InviteAnswered answered => directory with { Chats = directory.Chats.SetItem(answered.Invite, answered.Chat) },
        DirectoryEvent.Paged paged => directory with { Pages = directory.Pages + 1 },
        _ => directory,
    };

    private static DirectoryEvent.ChannelRefused Stopped(DirectoryCommand.Stop stop) => new(stop.Person, Directory.Key(stop.Address), SendFailure.OptedOut.Name);

    /// <summary>Whoever loses a channel may lose an alert: the administrators find another way.</summary>
    private static Accepted Lost(Directory directory, PersonId person, Address address, DirectoryEvent.ChannelRefused refused, Reply? reply)
    {
        var who = directory.Find(person)?.Known ?? person.Value[..Math.Min(person.Value.Length, 16)];
        var words = OperationsPhrases.ChannelLost.With(("who", who), ("channel", address.Channel == ChannelKind.Sms ? "SMS" : "Telegram"), ("why", refused.Why));
        return new Accepted([refused, new DirectoryEvent.Paged(words.Key, directory.Administrators.Length)], reply, ToAdministrators(directory, words));
    }

    private static Accepted Tell(Directory directory, Wording words) =>
        new([new DirectoryEvent.Paged(words.Key, directory.Administrators.Length)], null, ToAdministrators(directory, words));

    private static ImmutableArray<OutboundMessage> ToAdministrators(Directory directory, Wording words) =>
        [.. directory.Administrators.Select((who, at) => new OutboundMessage(FormattableString.Invariant($"p{directory.Pages}-{at}"), who, words, Priority.Urgent))];

    private static Staff? Invited(Directory directory, string invite) => directory.Seed.Staff.FirstOrDefault(one => one.Ways.Any(way => way.Invite is not null && way.Invite == invite));
}

[JsonSerializable(typeof(Directory))]
[JsonSerializable(typeof(DirectoryEvent))]
internal sealed partial class DirectoryJson : JsonSerializerContext;
