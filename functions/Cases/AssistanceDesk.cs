using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Cases;

/// <summary>What caseworkers press and write about those whom they accompany; not by SMS, whose sender can be forged.</summary>
public sealed class AssistanceDesk(Streams<AssistanceRecord, AssistanceEvent, AssistanceCommand> records, Views views, BlindIndex index) : IConversation
{
    private const int LinesOnPage = 20;

    public string Prefix => CaseButtons.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } =
        [new("/people", new MenuEntry(AssistancePhrases.PeopleCommand, MenuSection.Cases), Permission.ManageStaff)];

    public async Task<Answered?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) =>
        Answered.Say(await Mine(request.Staff, stop), request.Language);

    public async Task<Answered?> Press(InboundRequest request, ButtonPress press, CancellationToken stop)
    {
        var (staff, language, message) = (request.Staff, request.Language, request.Message);
        if (!request.Channel.SenderIsAuthenticated || press.Args is not [var body, .. var rest] || Reference.OfBody(body) is not { } reference) return null;
        var (id, actor) = (new StreamId(AssistanceRules.Kind, reference.KeyIn(index)), Actor.Of(staff));
        AssistanceCommand? command = (press.Verb, rest) switch
        {
            (CaseButtons.Agree, [var purpose]) when Purposes.All.Contains(purpose) => new AssistanceCommand.Agree(actor, purpose),
            (CaseButtons.Revoke, [var purpose]) when Purposes.All.Contains(purpose) => new AssistanceCommand.Revoke(actor, purpose),
            _ => null,
        };
        if (command is not null) return Answered.From(await records.Handle(id, command, message.Id, staff.Id.Value, stop), language);
        return (press.Verb, rest) is (CaseButtons.Show, []) ? Answered.Say(Show((await records.Read(id, stop)).State, actor), language) : null;
    }

    private static Reply Show(AssistanceRecord record, Actor actor)
    {
        if (!record.IsActive || !Permissions.May(actor, Permission.RecordConsent, record.Subject)) return new Reply(AssistancePhrases.None);
        var lines = Purposes.All.Select(purpose => (record.Allows(purpose) ? AssistancePhrases.LineYes : AssistancePhrases.LineNo).With(("purpose", AssistancePhrases.Purposes[purpose])));
        var choices = Purposes.All.Select(purpose => record.Allows(purpose)
            ? new Choice(CaseButtons.About(record.Reference, CaseButtons.Revoke, purpose), AssistancePhrases.ButtonRevoke.With(("purpose", AssistancePhrases.Purposes[purpose])))
            : new Choice(CaseButtons.About(record.Reference, CaseButtons.Agree, purpose), AssistancePhrases.ButtonAgree.With(("purpose", AssistancePhrases.Purposes[purpose]))));
        return new Reply(AssistancePhrases.Card.With(("reference", record.Reference), ("lines", new Argument.Joined([.. lines], "\n"))), [.. choices]);
    }

    private async Task<Reply> Mine(Staff staff, CancellationToken stop)
    {
        var references = (await views.Read(AssistanceRules.View, ViewRow.Of(staff.Id), stop)).Order(StringComparer.Ordinal).Take(LinesOnPage).ToList();
        if (references.Count == 0) return new Reply(AssistancePhrases.MineNone);
        return new Reply(
            AssistancePhrases.MineList.With(("lines", new Argument.Joined([.. references.Select(one => AssistancePhrases.MineLine.With(("reference", one)))], "\n"))),
            [.. references.Select(one => new Choice(CaseButtons.About(one, CaseButtons.Show), AssistancePhrases.MineLine.With(("reference", one))))]);
    }
}
