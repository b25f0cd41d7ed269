using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.NoChange;

namespace ServerlessAssist.Functions.People.Enrolment;

/// <summary>Which ways to a person work, and in which order they are tried.</summary>
[PureRules]
internal static class ChannelRules
{
    /// <returns>Null: not about this.</returns>
    public static Decision<StaffEvent>? Decide(StaffRegister directory, StaffCommand command) => command switch
    {
        StaffCommand.Refuse refuse when directory.Refused.ContainsKey(StaffRegister.Key(refuse.Address)) => new Nothing(),
        StaffCommand.Refuse refuse => Lost(directory, refuse.Person, refuse.Address, new StaffEvent.ChannelSuspended(refuse.Person, StaffRegister.Key(refuse.Address), refuse.Why), null),
        StaffCommand.Stop stop when directory.Refused.ContainsKey(StaffRegister.Key(stop.Address)) => new Accepted(Stopped(stop), stop.Reply),
        StaffCommand.Stop stop => Lost(directory, stop.Person, stop.Address, Stopped(stop), stop.Reply),
        StaffCommand.Resume resume => new Accepted(new StaffEvent.ChannelResumed(resume.Person, StaffRegister.Key(resume.Address)), resume.Reply),
        // An invitation is answered once, and a chat is one person's: whoever comes later with the same link stays a stranger.
        StaffCommand.AnswerInvite answer when directory.Chats.ContainsKey(answer.Invite) || Invited(directory, answer.Invite) is null || directory.Find(new Address(ChannelKind.Telegram, answer.Chat)) is not null => new Nothing(),
        StaffCommand.AnswerInvite answer => new Accepted(new StaffEvent.InvitationAccepted(Invited(directory, answer.Invite)!.Id, answer.Invite, answer.Chat), answer.Reply),
        StaffCommand.OrderChannels order => new Accepted(new StaffEvent.ChannelOrderSet(order.Person, order.Kinds)),
        StaffCommand.RecordContact heard when IsNews(directory, heard) => new Accepted(new StaffEvent.ContactedOn(heard.Person, heard.On)),
        StaffCommand.RecordContact => new Nothing(),
        _ => null,
    };

    /// <summary>Only where it changes which channel is tried first.</summary>
    public static bool IsNews(StaffRegister directory, StaffCommand.RecordContact heard) =>
        directory.ChannelsOf(heard.Person) is [var first, ..] all && first.Channel != heard.On && all.Any(address => address.Channel == heard.On);

    private static StaffEvent.ChannelSuspended Stopped(StaffCommand.Stop stop) => new(stop.Person, StaffRegister.Key(stop.Address), SendFailure.OptedOut.Name);

    /// <summary>Whoever loses a channel may lose an alert: the administrators find another way.</summary>
    private static Accepted Lost(StaffRegister directory, PersonId person, Address address, StaffEvent.ChannelSuspended refused, Reply? reply)
    {
        var words = OperationsPhrases.ChannelLost.With(("who", directory.NameOf(person)), ("channel", ChannelTraits.Of(address.Channel).DisplayName), ("why", refused.Why));
        return StaffRules.Tell(directory, directory.Administrators, words, [], [refused], reply);
    }

    private static Staff? Invited(StaffRegister directory, string invite) => directory.Staff.FirstOrDefault(one => one.Ways.Any(way => way.Invite is not null && way.Invite == invite));
}
