using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Conversation;

/// <summary>What colleagues write and press about joining, duty and absence. Only where the sender is authenticated: the sender of a text can be forged.</summary>
public sealed class StaffDesk(StaffDirectory directory, EnrolmentCodes codes, DutyDesk duty, Phrases phrases, TimeProvider time)
    : IConversation
{
    private static readonly string[] Kinds = [.. ChannelTraits.All.Select(kind => ChannelTraits.Of(kind).Key)];

    public string Prefix => StaffButtons.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } =
    [
        new("/second", new MenuEntry(StaffPhrases.SecondCommand, MenuSection.Team), Permission.SecondPerson),
        .. DutyDesk.Commands,
        new("/channels", new MenuEntry(StaffPhrases.ChannelsCommand, MenuSection.OwnSettings)),
        new("/invite"), new("/reenrol"), new("/leave"), new("/lost"),
    ];

    public async Task<Answered?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) =>
        await Written(request, command, stop) ?? await duty.Command(request, command, stop);

    public async Task<Answered?> Press(InboundRequest request, ButtonPress press, CancellationToken stop)
    {
        if (!request.Channel.SenderIsAuthenticated) return null;
        var (staff, language, message) = (request.Staff, request.Language, request.Message);
        return (press.Verb, press.Args) switch
        {
            (StaffButtons.Approve, [var id]) => await Do(new DirectoryCommand.Approve(Asker.Of(staff), id)),
            (StaffButtons.TurnDown, [var id]) => await Do(new DirectoryCommand.TurnDown(Asker.Of(staff), id)),
            (StaffButtons.AddChannel, []) => await GiveCode(new DirectoryCommand.AddChannel(staff.Id, codes.Hash(codes.For(message.Id))), staff, staff, message, language, stop),
            (StaffButtons.First, [var kind]) when Kinds.Contains(kind) => await Order(staff, [kind], message, language, stop),
            _ => await duty.Pressed(staff, press, message, language, stop),
        };

        async Task<Answered> Do(DirectoryCommand command) => Answered.From(await directory.Handle(command, message.Id, staff.Id.Value, stop), language);
    }

    /// <summary>She was heard of here: next time this channel is tried first. A hint; where storage is silent it is left.</summary>
    public async Task Hear(Staff staff, InboundMessage message, CancellationToken stop)
    {
        try
        {
            var heard = new DirectoryCommand.Hear(staff.Id, message.From.Channel);
            if (ChannelRules.IsNews(await directory.Now(stop), heard)) await directory.Handle(heard, $"heard|{message.Id}", staff.Id.Value, stop);
        }
        catch (Exception silent) when (Silence.Is(silent))
        {
            // The next message says it again.
        }
    }

    /// <returns>Null: a command about duty.</returns>
    private async Task<Answered?> Written(InboundRequest request, ChatCommand command, CancellationToken stop)
    {
        var (staff, language, message) = (request.Staff, request.Language, request.Message);
        var people = await directory.Now(stop);
        var rest = request.Content.Rest.ToArray();
        switch (command.Word)
        {
            case "/invite" when !Asker.Of(staff).May(people, Permission.ManageStaff): return Answered.Say(StaffPhrases.NotAllowed, language);
            case "/invite":
                var (invited, missing) = InviteText.Read(people, phrases.Languages, rest, codes.Hash(message.Id));
                if (invited is null) return Answered.Say(new Reply(StaffPhrases.InviteHow.With(("lines", new Argument.Joined(missing, "\n")))), language);
                return await GiveCode(new DirectoryCommand.Enrol(Asker.Of(staff), invited, codes.Hash(codes.For(message.Id))), invited, staff, message, language, stop);
            case "/second" when !Asker.Of(staff).May(people, Permission.SecondPerson): return Answered.Say(StaffPhrases.NotAllowed, language);
            case "/second": return Answered.Say(ApprovalRules.Waiting(await directory.Fresh(stop), staff.Id, time.GetUtcNow()), language);
            case "/reenrol" or "/leave" when rest.Length == 0: return Answered.Say(StaffPhrases.WhoHow, language);
            // Somebody who has left is found by id alone.
            case "/reenrol" when (people.Called(string.Join(' ', rest)) ?? people.Seed.Staff.FirstOrDefault(one => one.Id.Value == rest[0])) is { } again:
                return await GiveCode(new DirectoryCommand.Reenrol(Asker.Of(staff), again.Id, codes.Hash(codes.For(message.Id))), again, staff, message, language, stop);
            case "/leave" when people.Called(string.Join(' ', rest)) is { } leaving:
                var left = await directory.Handle(new DirectoryCommand.Leave(Asker.Of(staff), leaving.Id), message.Id, staff.Id.Value, stop);
                var leftNow = new Reply(StaffPhrases.LeftNow.With(("name", string.Join(' ', rest))));
                return left is Outcome<Directory>.Done ? Answered.From(left, language) with { Reply = leftNow } : Answered.From(left, language);
            case "/reenrol" or "/leave": return Answered.Say(StaffPhrases.NobodyCalled, language);
            case "/lost" when rest is [var kind] && Kinds.Contains(kind.ToLowerInvariant()):
                return await GiveCode(new DirectoryCommand.LoseChannel(staff.Id, KindOf(kind.ToLowerInvariant()), message.From, codes.Hash(codes.For(message.Id))), staff, staff, message, language, stop);
            case "/lost": return Answered.Say(StaffPhrases.LostHow, language);
            case "/channels" when rest.Length > 0 && rest.All(kind => Kinds.Contains(kind.ToLowerInvariant())): return await Order(staff, [.. rest.Select(kind => kind.ToLowerInvariant()).Distinct()], message, language, stop);
            case "/channels" when rest is ["add"]: return await GiveCode(new DirectoryCommand.AddChannel(staff.Id, codes.Hash(codes.For(message.Id))), staff, staff, message, language, stop);
            case "/channels": return Answered.Say(Shown(people, staff), language);
            default: return null;
        }
    }

    /// <summary>The code stands in the answer and nowhere else; a repeat makes it again from the message.</summary>
    private async Task<Answered> GiveCode(DirectoryCommand command, Staff whom, Staff by, InboundMessage message, Language language, CancellationToken stop)
    {
        var outcome = await directory.Handle(command, message.Id, by.Id.Value, stop);
        if (outcome is not Outcome<Directory>.Done done) return Answered.From(outcome, language);
        var (code, name) = (codes.For(message.Id), whom.CallName ?? whom.Id.Value);
        var grouped = EnrolmentCodes.Grouped(code);
        var words = codes.LinkOf(code) is { } link ? StaffPhrases.CodeAndLinkFor.With(("name", name), ("code", grouped), ("link", link)) : StaffPhrases.CodeFor.With(("name", name), ("code", grouped));
        return new Answered(new Reply(words), language, Answered.StatusOf(done.Repeat));
    }

    private async Task<Answered> Order(Staff staff, ImmutableArray<string> kinds, InboundMessage message, Language language, CancellationToken stop)
    {
        var outcome = await directory.Handle(new DirectoryCommand.OrderChannels(staff.Id, [.. kinds.Select(KindOf)]), message.Id, staff.Id.Value, stop);
        var answered = Answered.From(outcome, language);
        return outcome is Outcome<Directory>.Done done ? answered with { Reply = Shown(done.State, staff) } : answered;
    }

    private static Reply Shown(Directory people, Staff staff)
    {
        var kinds = people.ChannelsOf(staff.Id).Select(address => address.Channel).Distinct().ToList();
        return new Reply(StaffPhrases.Channels.With(("names", string.Join(" → ", kinds.Select(Name)))),
            [.. kinds.Skip(1).Select(kind => new Choice(StaffButtons.For(StaffButtons.First, ChannelTraits.Of(kind).Key), StaffPhrases.ButtonFirst.With(("channel", Name(kind))))), new Choice(StaffButtons.For(StaffButtons.AddChannel), StaffPhrases.ButtonAdd)]);
    }

    private static string Name(ChannelKind kind) => ChannelTraits.Of(kind).DisplayName;

    private static ChannelKind KindOf(string kind) =>
        ChannelTraits.KindOf(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), "Not the key of a channel.");
}
