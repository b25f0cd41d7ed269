using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.DirectoryEvent>.Accepted;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.DirectoryEvent>.Nothing;

namespace ServerlessAssist.Functions.People.Enrolment;

/// <summary>Which ways to a person work, and in which order they are tried.</summary>
[PureRules]
internal static class ChannelRules
{
    /// <returns>Null: not about this.</returns>
    public static Decision<DirectoryEvent>? Decide(Directory directory, DirectoryCommand command) => command switch
    {
        DirectoryCommand.Refuse refuse when directory.Refused.ContainsKey(Directory.Key(refuse.Address)) => new Nothing(),
        DirectoryCommand.Refuse refuse => Lost(directory, refuse.Person, refuse.Address, new DirectoryEvent.ChannelRefused(refuse.Person, Directory.Key(refuse.Address), refuse.Why), null),
        DirectoryCommand.Stop stop when directory.Refused.ContainsKey(Directory.Key(stop.Address)) => new Accepted(Stopped(stop), stop.Reply),
        DirectoryCommand.Stop stop => Lost(directory, stop.Person, stop.Address, Stopped(stop), stop.Reply),
        DirectoryCommand.Resume resume => new Accepted(new DirectoryEvent.ChannelResumed(resume.Person, Directory.Key(resume.Address)), resume.Reply),
        // An invitation is answered once, and a chat is one person's: whoever comes later with the same link stays a stranger.
        DirectoryCommand.AnswerInvite answer when directory.Chats.ContainsKey(answer.Invite) || Invited(directory, answer.Invite) is null || directory.Find(new Address(ChannelKind.Telegram, answer.Chat)) is not null => new Nothing(),
        DirectoryCommand.AnswerInvite answer => new Accepted(new DirectoryEvent.InviteAnswered(Invited(directory, answer.Invite)!.Id, answer.Invite, answer.Chat), answer.Reply),
        DirectoryCommand.OrderChannels order => new Accepted(new DirectoryEvent.ChannelsOrdered(order.Person, order.Kinds)),
        DirectoryCommand.Hear heard when IsNews(directory, heard) => new Accepted(new DirectoryEvent.HeardOn(heard.Person, heard.On)),
        DirectoryCommand.Hear => new Nothing(),
        _ => null,
    };

    /// <summary>Only where it changes which channel is tried first.</summary>
    public static bool IsNews(Directory directory, DirectoryCommand.Hear heard) =>
        directory.ChannelsOf(heard.Person) is [var first, ..] all && first.Channel != heard.On && all.Any(address => address.Channel == heard.On);

    private static DirectoryEvent.ChannelRefused Stopped(DirectoryCommand.Stop stop) => new(stop.Person, Directory.Key(stop.Address), SendFailure.OptedOut.Name);

    /// <summary>Whoever loses a channel may lose an alert: the administrators find another way.</summary>
    private static Accepted Lost(Directory directory, PersonId person, Address address, DirectoryEvent.ChannelRefused refused, Reply? reply)
    {
        var words = OperationsPhrases.ChannelLost.With(("who", directory.NameOf(person)), ("channel", ChannelTraits.Of(address.Channel).DisplayName), ("why", refused.Why));
        return DirectoryRules.Tell(directory, directory.Administrators, words, [], [refused], reply);
    }

    private static Staff? Invited(Directory directory, string invite) => directory.Staff.FirstOrDefault(one => one.Ways.Any(way => way.Invite is not null && way.Invite == invite));
}
