using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Simulation.ToyCases.ToyEvent>;

namespace ServerlessAssist.Simulation.ToyCases;

/// <summary>Sends what it is asked to send, and writes down what became of it.</summary>
public static class ToyCaseRules
{
    public const string Kind = "toy-case";

    public static readonly StreamId Id = new(Kind, "only");

    public static readonly StreamDefinition<ToyCase, ToyEvent, ToyCommand> Book = new(
        Kind, ToyCase.None, Decide, Evolve, ToyJson.Default.ToyCase, ToyJson.Default.ToyEvent)
    {
        Retention = RetentionRule.ByEvent("To play texts to assisted persons in the simulation.", "the simulation ends"),
        Ownership = Ownership.System,
        Views = [],
        FromDelivery = (message, fate) => new ToyCommand.Learn(message, fate.GetType().Name),
    };

    public static Decision Decide(ToyCase toy, ToyCommand command, DateTimeOffset now) => command switch
    {
        ToyCommand.Text text => Text(text),
        ToyCommand.Learn learn => new Decision.Commit(new ToyEvent.Learned(learn.Message, learn.Fate)),
        _ => new Decision.NoChange(),
    };

    private static Decision.Commit Text(ToyCommand.Text text)
    {
        var messages = text.Whom.Select((who, at) =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"t{text.Number}-{at}");
            // Each text has words of its own: the carrier's list knows no other difference.
            var words = ReferralPhrases.ToldTaken.With(("reference", id));
            return new OutboundMessage(id, MessagePurpose.Notice, new RecipientId(RecipientKind.Case, who), words, [], Priority.Urgent, text.UsefulUntil, []);
        }).ToImmutableArray();
        var happened = new ToyEvent.Texted(messages.ToImmutableSortedDictionary(one => one.Id, one => one.To));
        return new Decision.Commit([happened], null, messages);
    }

    private static ToyCase Evolve(ToyCase toy, ToyEvent happened) => happened switch
    {
        ToyEvent.Texted texted => toy with { Texts = toy.Texts.AddRange(texted.Texts) },
        ToyEvent.Learned learned => toy with { Fates = toy.Fates.Add($"{learned.Message}:{learned.Fate}") },
        _ => toy,
    };
}
