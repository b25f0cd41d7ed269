using System.Collections.Immutable;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.NoChange;

namespace ServerlessAssist.Tests.Functions.People.Rules;

public sealed class StaffRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Reply Thanks = new(new Phrase("thanks"));
    private static readonly PersonId Duty = new("duty"), Nameless = new("somebody-with-a-long-id");
    private static readonly Address Number = new(ChannelKind.Sms, "+355690000011"), Chat = new(ChannelKind.Telegram, "700000011"), Own = new(ChannelKind.Telegram, "700000012");

    private static readonly PeopleConfiguration People = new(
        [], [],
        [
            Staff("first", Role.Administrator, "Admin 1", new ContactChannel(ChannelKind.Telegram, null, "first-invitation")),
            Staff("duty", Role.RegionalCoordinator, "North 1", new ContactChannel(ChannelKind.Sms, Number.Value, null), new ContactChannel(ChannelKind.Telegram, null, "duty-invitation")),
            Staff(Nameless.Value, Role.RegionalCoordinator, null, new ContactChannel(ChannelKind.Telegram, Chat.Value, null)),
            Staff("second", Role.Administrator, "Admin 2", new ContactChannel(ChannelKind.Sms, "+355690000013", null)),
        ]);

    private static readonly StaffRegister Loaded = Do(StaffRegister.Empty, new StaffCommand.Load(People)).Directory;

    [Fact]
    public void The_directory_keeps_its_place_in_storage() =>
        Assert.Equal(("staff~all", "staff"), (StaffRules.Id.Partition, StaffRules.Book.Kind));

    [Fact]
    public void The_people_file_replaces_the_one_before_and_what_people_chose_stays()
    {
        var chosen = Do(Loaded, new StaffCommand.ChooseLanguage(Duty, Language.Albanian, Thanks));
        Assert.Equal(Thanks, chosen.Reply);
        var again = Do(chosen.Directory, new StaffCommand.Load(People with { Staff = [People.Staff[0], People.Staff[1]] })).Directory;
        Assert.Equal([new("first"), Duty], again.Configuration.Staff.Select(one => one.Id));
        Assert.Equal(Language.Albanian, again.LanguageOf(Duty));
    }

    [Fact]
    public void A_channel_that_is_lost_is_told_to_every_administrator_once()
    {
        var (directory, messages, reply) = Do(Loaded, new StaffCommand.Refuse(Duty, Number, "opted-out"));
        Assert.Empty(directory.ChannelsOf(Duty));
        Assert.Equal("opted-out", directory.Refused[StaffRegister.Key(Number)]);
        Assert.Null(reply);
        Assert.Equal([("notice-0-0", "first"), ("notice-0-1", "second")], messages.Select(one => (one.Id, one.To.Value)));
        Assert.All(messages, one => Assert.Equal(Priority.Urgent, one.Priority));
        Assert.Equal(("operations.channel.lost", "North 1", "SMS", "opted-out"), Said(messages[0]));
        Assert.IsType<Nothing>(StaffRules.Decide(directory, new StaffCommand.Refuse(Duty, Number, "blocked"), Now));
    }

    [Fact]
    public void Who_stops_is_answered_each_time_and_the_administrators_hear_of_it_once()
    {
        var stop = new StaffCommand.Stop(Duty, Number, Thanks);
        var (stopped, messages, reply) = Do(Loaded, stop);
        Assert.Empty(stopped.ChannelsOf(Duty));
        Assert.Equal(("operations.channel.lost", "North 1", "SMS", "opted-out"), Said(messages[0]));
        Assert.Equal(["first", "second"], messages.Select(one => one.To.Value));
        Assert.Equal(Thanks, reply);
        var (again, nothing, replyAgain) = Do(stopped, stop);
        Assert.Empty(again.ChannelsOf(Duty));
        Assert.Empty(nothing);
        Assert.Equal(Thanks, replyAgain);
    }

    [Fact]
    public void Who_has_no_call_name_is_named_by_the_beginning_of_an_id()
    {
        var messages = Do(Loaded, new StaffCommand.Refuse(Nameless, Chat, "blocked")).Messages;
        Assert.Equal(("operations.channel.lost", "somebody-with-a-", "Telegram", "blocked"), Said(messages[0]));
    }

    [Fact]
    public void A_channel_that_works_again_is_tried_again()
    {
        var refused = Do(Loaded, new StaffCommand.Refuse(Duty, Number, "opted-out")).Directory;
        var (resumed, _, reply) = Do(refused, new StaffCommand.Resume(Duty, Number, Thanks));
        Assert.Equal([Number], resumed.ChannelsOf(Duty));
        Assert.Equal(Thanks, reply);
    }

    [Fact]
    public void An_invitation_belongs_to_whoever_answers_it_first()
    {
        var (answered, _, reply) = Do(Loaded, new StaffCommand.AnswerInvite("duty-invitation", Own.Value, Thanks));
        Assert.Equal([Number, Own], answered.ChannelsOf(Duty));
        Assert.Equal(Thanks, reply);
        Assert.Equal(new StaffEvent.InvitationAccepted(Duty, "duty-invitation", Own.Value), Decided(Loaded, new StaffCommand.AnswerInvite("duty-invitation", Own.Value, Thanks)).Events.Single());
        Assert.IsType<Nothing>(StaffRules.Decide(answered, new StaffCommand.AnswerInvite("duty-invitation", "700000099", Thanks), Now));
    }

    [Fact]
    public void An_invitation_that_nobody_was_given_is_none() =>
        Assert.IsType<Nothing>(StaffRules.Decide(Loaded, new StaffCommand.AnswerInvite("other-invitation", "700000099", Thanks), Now));

    [Fact]
    public void What_administrators_are_told_has_an_id_of_its_own_each_time()
    {
        var words = new Phrase("operations.loop").With();
        var (once, first, reply) = Do(Loaded, new StaffCommand.NotifyAdministrators(words));
        var (_, second, _) = Do(once, new StaffCommand.NotifyAdministrators(words));
        Assert.Equal(["notice-0-0", "notice-0-1", "notice-1-0", "notice-1-1"], first.Concat(second).Select(one => one.Id));
        Assert.Equal(words, first[0].Words);
        Assert.Null(reply);
    }

    [Fact]
    public void What_there_is_no_rule_for_is_a_defect_that_says_so() =>
        Assert.Contains(nameof(Unknown), Assert.Throws<InvalidOperationException>(() => StaffRules.Decide(Loaded, new Unknown(), Now)).Message, StringComparison.Ordinal);

    private static (string Key, string Who, string Channel, string Why) Said(OutboundMessage message)
    {
        return (message.Words.Key, Text("who"), Text("channel"), Text("why"));

        string Text(string name) => ((Argument.Literal)message.Words.Arguments[name]).Text;
    }

    private static Accepted Decided(StaffRegister directory, StaffCommand command) => Assert.IsType<Accepted>(StaffRules.Decide(directory, command, Now));

    private static (StaffRegister Directory, ImmutableArray<OutboundMessage> Messages, Reply? Reply) Do(StaffRegister directory, StaffCommand command)
    {
        var accepted = Decided(directory, command);
        return (accepted.Events.Aggregate(directory, StaffRules.Evolve), accepted.Messages, accepted.Reply);
    }

    private static Staff Staff(string id, Role role, string? callName, params ImmutableArray<ContactChannel> ways) => new(new PersonId(id), role, "org", [], Language.English, callName, ways);

    private sealed record Unknown : StaffCommand;
}
