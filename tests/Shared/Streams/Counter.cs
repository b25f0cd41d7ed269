using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

/// <summary>The smallest capability: it counts, gives as much to another counter, alerts when it is asked to, and shows <c>place:line</c> on the board of a place.</summary>
public sealed record Count(int Total, DateTimeOffset? Due, string? Shown, ImmutableArray<string> Fates);

public sealed record Counted(int By, DateTimeOffset? Due, string? Shown, string? Fate);

/// <param name="Least">Refused, and recorded, while the total is less.</param>
public sealed record Add(int By = 1, int Alerts = 0, DateTimeOffset? Due = null, string? Shown = null, string? Fate = null, DateTimeOffset? UsefulUntil = null, int Routine = 0, int Length = 0, string? Gives = null, int Least = 0, RecipientKind To = RecipientKind.Staff);

internal static class CounterRules
{
    public static readonly StreamDefinition<Count, Counted, Add> Book = new("counter", new Count(0, null, null, []), Decide, Evolve, CounterJson.Default.Count, CounterJson.Default.Counted)
    {
        WakeUps = count => count.Due is { } due ? [new WakeUp("due", due)] : [],
        Retention = RetentionRule.InDays("To be counted in tests.", "Counters", 30, "it was due"),
        Ownership = Ownership.System,
        Views = [new ViewDefinition<Count>("referralboard", Board)],
        OverSince = (count, _) => count.Due,
        FromWakeUp = _ => new Add(100),
        FromEffect = effect => effect.Command.Deserialize(CounterJson.Default.Add)!,
        FromDelivery = (message, fate) => new Add(0, Fate: $"{message}:{fate.GetType().Name}"),
    };

    private static IEnumerable<ViewLine> Board(Count count) => count.Shown switch
    {
        null or "" => [],
        var shown when shown.Split(':') is [var place, var line] => [new ViewLine(place, line)],
        var shown => [new ViewLine("here", shown)],
    };

    private static Decision<Counted> Decide(Count count, Add add, DateTimeOffset now) => add.By < 0
        ? new Decision<Counted>.Refused(new Negative())
        : count.Total < add.Least
        ? new Decision<Counted>.Refused(new TooFew(count.Total)) { Recorded = [new Counted(0, null, null, "refused")], Effects = Given(add) }
        : new Decision<Counted>.Commit(
            [new Counted(add.By, add.Due, add.Shown, add.Fate)],
            new Reply(new Phrase("counted", "total").With(("total", (count.Total + add.By).ToString(System.Globalization.CultureInfo.InvariantCulture)))),
            [.. Enumerable.Range(1, add.Alerts + add.Routine).Select(at => new OutboundMessage(
                $"a{count.Total}-{at}", MessagePurpose.Alert, new RecipientId(add.To, $"p{at}"), new Phrase("alert" + new string('x', add.Length)), [], at <= add.Alerts ? Priority.Urgent : Priority.Routine, add.UsefulUntil, []))])
        {
            Effects = Given(add),
        };

    private static ImmutableArray<Effect> Given(Add add) =>
        add.Gives is { } other ? [new Effect(new StreamId("counter", other), JsonSerializer.SerializeToElement(new Add(add.By), CounterJson.Default.Add))] : [];

    private static Count Evolve(Count count, Counted counted) =>
        new(count.Total + counted.By, counted.Due ?? count.Due, counted.Shown ?? count.Shown, counted.Fate is { } fate ? count.Fates.Add(fate) : count.Fates);

    private sealed record Negative() : Refusal("negative", null);

    internal sealed record TooFew(int Total) : Refusal("too-few", new Reply(new Phrase("few", "total").With(("total", Total.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
}

[JsonSerializable(typeof(Count))]
[JsonSerializable(typeof(Counted))]
[JsonSerializable(typeof(Add))]
internal sealed partial class CounterJson : JsonSerializerContext;
