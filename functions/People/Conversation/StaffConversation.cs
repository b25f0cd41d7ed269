using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Conversation;

/// <summary>What colleagues write and press about joining, duty and absence. Only where the sender is authenticated: the sender of a text can be forged.</summary>
public sealed class StaffConversation(StaffDirectory directory, EnrolmentCodes codes, DutyConversation duty, Phrases phrases, TimeProvider time)
    : IConversation
{
    private static readonly string[] Kinds = [.. ChannelTraits.All.Select(kind => ChannelTraits.Of(kind).Key)];

    public string Prefix => StaffButtons.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } = [.. InMenuOrder.Select(command => command with { IsInAnyCase = true })];

    private static ImmutableArray<ChatCommand> InMenuOrder =>
    [
        new("/second", new MenuEntry(StaffPhrases.SecondCommand, MenuSection.Team), Permission.SecondPerson),
        .. DutyConversation.Commands,
        new("/channels", new MenuEntry(StaffPhrases.ChannelsCommand, MenuSection.OwnSettings)),
        new("/invite"), new("/reenrol"), new("/leave"), new("/lost"),
    ];

    public async Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) =>
        await Written(request, command, stop) ?? await duty.Command(request, command, stop);

    public async Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop)
    {
        if (!request.Channel.SenderIsAuthenticated) return null;
        var (staff, language, message) = (request.Staff, request.Language, request.Message);
        return (press.Verb, press.Args) switch
        {
            (StaffButtons.Approve, [var id]) => await Do(new StaffCommand.Approve(Requester.Of(staff), id)),
            (StaffButtons.TurnDown, [var id]) => await Do(new StaffCommand.RefuseApproval(Requester.Of(staff), id)),
            (StaffButtons.AddChannel, []) => await GiveCode(new StaffCommand.AddChannel(staff.Id, codes.Hash(codes.For(message.Id))), staff, staff, message, language, stop),
            (StaffButtons.First, [var kind]) when Kinds.Contains(kind) => await Order(staff, [kind], message, language, stop),
            _ => await duty.Pressed(staff, press, message, language, stop),
        };

        async Task<ChatReply> Do(StaffCommand command) => ChatReply.From(await directory.Handle(command, message.Id, staff.Id.Value, stop), language);
    }

    /// <summary>She was heard of here: next time this channel is tried first. A hint; where storage is silent it is left.</summary>
    public async Task RecordContact(Staff staff, InboundMessage message, CancellationToken stop)
    {
        try
        {
            var heard = new StaffCommand.RecordContact(staff.Id, message.From.Channel);
            if (ChannelRules.IsNews(await directory.Cached(stop), heard)) await directory.Handle(heard, $"heard|{message.Id}", staff.Id.Value, stop);
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            // The next message says it again.
        }
    }

    /// <returns>Null: a command about duty.</returns>
    private async Task<ChatReply?> Written(InboundRequest request, ChatCommand command, CancellationToken stop)
    {
        var (staff, language, message) = (request.Staff, request.Language, request.Message);
        var people = await directory.Cached(stop);
        var rest = request.Content.Rest.ToArray();
        switch (command.Word)
        {
            case "/invite" when !Requester.Of(staff).May(people, Permission.ManageStaff): return ChatReply.Say(StaffPhrases.NotAllowed, language);
            case "/invite":
                var (invited, missing) = InviteText.Read(people, phrases.Languages, rest, codes.Hash(message.Id));
                if (invited is null) return ChatReply.Say(new Reply(StaffPhrases.InviteHow.With(("lines", new Argument.Joined(missing, "\n")))), language);
                return await GiveCode(new StaffCommand.Enrol(Requester.Of(staff), invited, codes.Hash(codes.For(message.Id))), invited, staff, message, language, stop);
            case "/second" when !Requester.Of(staff).May(people, Permission.SecondPerson): return ChatReply.Say(StaffPhrases.NotAllowed, language);
            case "/second": return ChatReply.Say(ApprovalRules.Waiting(await directory.Reload(stop), staff.Id, time.GetUtcNow()), language);
            case "/reenrol" or "/leave" when rest.Length == 0: return ChatReply.Say(StaffPhrases.WhoHow, language);
            // Somebody who has left is found by id alone.
            case "/reenrol" when (people.FindByCallName(string.Join(' ', rest)) ?? people.Configuration.Staff.FirstOrDefault(one => one.Id.Value == rest[0])) is { } again:
                return await GiveCode(new StaffCommand.Reenrol(Requester.Of(staff), again.Id, codes.Hash(codes.For(message.Id))), again, staff, message, language, stop);
            case "/leave" when people.FindByCallName(string.Join(' ', rest)) is { } leaving:
                var left = await directory.Handle(new StaffCommand.Leave(Requester.Of(staff), leaving.Id), message.Id, staff.Id.Value, stop);
                var leftNow = new Reply(StaffPhrases.LeftNow.With(("name", string.Join(' ', rest))));
                return left is Outcome<StaffRegister>.Done ? ChatReply.From(left, language) with { Reply = leftNow } : ChatReply.From(left, language);
            case "/reenrol" or "/leave": return ChatReply.Say(StaffPhrases.NobodyCalled, language);
            case "/lost" when rest is [var kind] && Kinds.Contains(kind.ToLowerInvariant()):
                return await GiveCode(new StaffCommand.LoseChannel(staff.Id, KindOf(kind.ToLowerInvariant()), message.From, codes.Hash(codes.For(message.Id))), staff, staff, message, language, stop);
            case "/lost": return ChatReply.Say(StaffPhrases.LostHow, language);
            case "/channels" when rest.Length > 0 && rest.All(kind => Kinds.Contains(kind.ToLowerInvariant())): return await Order(staff, [.. rest.Select(kind => kind.ToLowerInvariant()).Distinct()], message, language, stop);
            case "/channels" when rest is ["add"]: return await GiveCode(new StaffCommand.AddChannel(staff.Id, codes.Hash(codes.For(message.Id))), staff, staff, message, language, stop);
            case "/channels": return ChatReply.Say(Shown(people, staff), language);
            default: return null;
        }
    }

    /// <summary>The code stands in the answer and nowhere else; a repeat makes it again from the message.</summary>
    private async Task<ChatReply> GiveCode(StaffCommand command, Staff whom, Staff by, InboundMessage message, Language language, CancellationToken stop)
    {
        var outcome = await directory.Handle(command, message.Id, by.Id.Value, stop);
        if (outcome is not Outcome<StaffRegister>.Done done) return ChatReply.From(outcome, language);
        var (code, name) = (codes.For(message.Id), whom.CallName ?? whom.Id.Value);
        var grouped = EnrolmentCodes.Grouped(code);
        var words = codes.LinkOf(code) is { } link ? StaffPhrases.CodeAndLinkFor.With(("name", name), ("code", grouped), ("link", link)) : StaffPhrases.CodeFor.With(("name", name), ("code", grouped));
        return new ChatReply(new Reply(words), language, ChatReply.StatusOf(done.Repeat));
    }

    private async Task<ChatReply> Order(Staff staff, ImmutableArray<string> kinds, InboundMessage message, Language language, CancellationToken stop)
    {
        var outcome = await directory.Handle(new StaffCommand.OrderChannels(staff.Id, [.. kinds.Select(KindOf)]), message.Id, staff.Id.Value, stop);
        var answered = ChatReply.From(outcome, language);
        return outcome is Outcome<StaffRegister>.Done done ? answered with { Reply = Shown(done.State, staff) } : answered;
    }

    private static Reply Shown(StaffRegister people, Staff staff)
    {
        var kinds = people.ChannelsOf(staff.Id).Select(address => address.Channel).Distinct().ToList();
        return new Reply(StaffPhrases.Channels.With(("names", string.Join(" → ", kinds.Select(Name)))),
            [.. kinds.Skip(1).Select(kind => new Choice(StaffButtons.For(StaffButtons.First, ChannelTraits.Of(kind).Key), StaffPhrases.ButtonFirst.With(("channel", Name(kind))))), new Choice(StaffButtons.For(StaffButtons.AddChannel), StaffPhrases.ButtonAdd)]);
    }

    private static string Name(ChannelKind kind) => ChannelTraits.Of(kind).DisplayName;

    private static ChannelKind KindOf(string kind) =>
        ChannelTraits.KindOf(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), "Not the key of a channel.");
}
