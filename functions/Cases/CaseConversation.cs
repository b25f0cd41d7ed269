using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Cases;

/// <summary>What caseworkers press and write about those whom they accompany; not by SMS, whose sender can be forged.</summary>
public sealed class CaseConversation(StreamHandler<CaseRecord, CaseEvent, CaseCommand> records, Views views, BlindIndex index) : IConversation
{
    private const int LinesOnPage = 20;

    public string Prefix => CaseButtons.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } =
        [new("/people", new MenuEntry(CasePhrases.PeopleCommand, MenuSection.Cases), Permission.ManageStaff)];

    public async Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) =>
        ChatReply.Say(await Mine(request.Staff, stop), request.Language);

    public async Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop)
    {
        var (staff, language, message) = (request.Staff, request.Language, request.Message);
        if (!request.Channel.SenderIsAuthenticated || press.Args is not [var body, .. var rest] || CaseReference.OfBody(body) is not { } reference) return null;
        var (id, actor) = (new StreamId(CaseRules.Kind, reference.KeyIn(index)), Actor.Of(staff));
        CaseCommand? command = (press.Verb, rest) switch
        {
            (CaseButtons.Agree, [var purpose]) when ConsentPurposes.All.Contains(purpose) => new CaseCommand.Agree(actor, purpose),
            (CaseButtons.Revoke, [var purpose]) when ConsentPurposes.All.Contains(purpose) => new CaseCommand.Revoke(actor, purpose),
            _ => null,
        };
        if (command is not null) return ChatReply.From(await records.Handle(id, command, message.Id, staff.Id.Value, stop), language);
        return (press.Verb, rest) is (CaseButtons.Show, []) ? ChatReply.Say(Show((await records.Read(id, stop)).State, actor), language) : null;
    }

    private static Reply Show(CaseRecord record, Actor actor)
    {
        if (!record.IsActive || !Permissions.May(actor, Permission.RecordConsent, record.Subject)) return new Reply(CasePhrases.None);
        var lines = ConsentPurposes.All.Select(purpose => (record.Allows(purpose) ? CasePhrases.LineYes : CasePhrases.LineNo).With(("purpose", CasePhrases.Purposes[purpose])));
        var choices = ConsentPurposes.All.Select(purpose => record.Allows(purpose)
            ? new Choice(CaseButtons.About(record.Reference, CaseButtons.Revoke, purpose), CasePhrases.ButtonRevoke.With(("purpose", CasePhrases.Purposes[purpose])))
            : new Choice(CaseButtons.About(record.Reference, CaseButtons.Agree, purpose), CasePhrases.ButtonAgree.With(("purpose", CasePhrases.Purposes[purpose]))));
        return new Reply(CasePhrases.Card.With(("reference", record.Reference), ("lines", new Argument.Joined([.. lines], "\n"))), [.. choices]);
    }

    private async Task<Reply> Mine(Staff staff, CancellationToken stop)
    {
        var references = (await views.Read(CaseRules.View, ViewRow.Of(staff.Id), stop)).Order(StringComparer.Ordinal).Take(LinesOnPage).ToList();
        if (references.Count == 0) return new Reply(CasePhrases.MineNone);
        return new Reply(
            CasePhrases.MineList.With(("lines", new Argument.Joined([.. references.Select(one => CasePhrases.MineLine.With(("reference", one)))], "\n"))),
            [.. references.Select(one => new Choice(CaseButtons.About(one, CaseButtons.Show), CasePhrases.MineLine.With(("reference", one))))]);
    }
}
