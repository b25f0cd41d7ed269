using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Assistance;

/// <summary>What caseworkers press and write about those whom they accompany; not by SMS, whose sender can be forged.</summary>
public sealed class AssistanceDesk(Streams<AssistanceRecord, AssistanceEvent, AssistanceCommand> records, Views views)
{
    private const int LinesOnPage = 20;

    /// <param name="stream">Finds the record's key by the four characters of its reference; null: that is none.</param>
    /// <returns>Null: it is about something else.</returns>
    public async Task<Answered?> Try(Staff staff, Language language, InboundMessage message, Func<string, string?> stream, CancellationToken stop)
    {
        if (!ChannelTraits.Of(message.From.Channel).SenderIsAuthenticated) return null;
        var words = (message.Choice ?? message.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (message.Choice is null) return words is ["/people", ..] ? Answered.Say(await Mine(staff, stop), language) : null;
        if (words is not [var what, var body, .. var rest] || stream(body) is not { } key) return null;
        var (id, actor) = (new StreamId(AssistanceRules.Kind, key), Actor.Of(staff));
        AssistanceCommand? command = (what, rest) switch
        {
            ("agree", [var purpose]) when Purposes.All.Contains(purpose) => new AssistanceCommand.Agree(actor, purpose),
            ("revoke", [var purpose]) when Purposes.All.Contains(purpose) => new AssistanceCommand.Revoke(actor, purpose),
            _ => null,
        };
        if (command is not null) return Answered.From(await records.Handle(id, command, message.Id, staff.Id.Value, stop), language);
        return (what, rest) is ("person", []) ? Answered.Say(Show((await records.Read(id, stop)).State, actor), language) : null;
    }

    private static Reply Show(AssistanceRecord record, Actor actor)
    {
        if (!record.IsOpen || !Permissions.May(actor, Permission.RecordConsent, record.Subject)) return new Reply(AssistancePhrases.None);
        var lines = Purposes.All.Select(purpose => (record.Allows(purpose) ? AssistancePhrases.LineYes : AssistancePhrases.LineNo).With(("purpose", AssistancePhrases.Purposes[purpose])));
        var choices = Purposes.All.Select(purpose => record.Allows(purpose)
            ? new Choice($"revoke {record.Reference[3..7]} {purpose}", AssistancePhrases.ButtonRevoke.With(("purpose", AssistancePhrases.Purposes[purpose])))
            : new Choice($"agree {record.Reference[3..7]} {purpose}", AssistancePhrases.ButtonAgree.With(("purpose", AssistancePhrases.Purposes[purpose]))));
        return new Reply(AssistancePhrases.Card.With(("reference", record.Reference), ("lines", new Argument.Joined([.. lines], "\n"))), [.. choices]);
    }

    private async Task<Reply> Mine(Staff staff, CancellationToken stop)
    {
        var references = (await views.Read(AssistanceRules.View, ViewRow.Of(staff.Id), stop)).Order(StringComparer.Ordinal).Take(LinesOnPage).ToList();
        if (references.Count == 0) return new Reply(AssistancePhrases.MineNone);
        return new Reply(
            AssistancePhrases.MineList.With(("lines", new Argument.Joined([.. references.Select(one => AssistancePhrases.MineLine.With(("reference", one)))], "\n"))),
            [.. references.Select(one => new Choice($"person {one[3..7]}", AssistancePhrases.MineLine.With(("reference", one))))]);
    }
}
