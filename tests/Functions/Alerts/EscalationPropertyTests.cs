using CsCheck;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.Alerts.Escalating;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;

namespace ServerlessAssist.Tests.Functions.Alerts;

/// <summary>Whatever people, carriers and the clock do, in whatever order: what always holds of an escalation.</summary>
public sealed class EscalationPropertyTests
{
    private static readonly PersonId[] People = [new("a"), new("b"), new("c"), new("d")];
    private static readonly PersonId Authority = new("authority");

    // Some people stand on several levels, and some levels are empty; somebody always stands at the top.
    private static readonly Gen<PersonId[][]> Ladders = Gen.Int[0, 3].Select(at => People[at]).Array[0, 2].Array[0, 4]
        .Select(levels => levels.Select(level => level.Distinct().ToArray()).Append([Authority]).ToArray());

    private static readonly Gen<(int What, int Which, int Minutes)[]> Steps =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 40], Gen.Int[0, 100]).Array[1, 40];

    [Fact]
    public void No_level_with_somebody_to_alert_is_skipped_and_it_never_ends_until_it_is_taken() => Gen.Select(Ladders, Steps).Sample((levels, steps) =>
    {
        var (alert, now, passed) = (new Escalating(levels), Start, new HashSet<PersonId>());
        Holds(Escalation.None, alert, levels, passed);
        foreach (var (what, which, minutes) in steps)
        {
            now = now.AddMinutes(minutes);
            var before = alert.State;
            var one = before.Asked.Alerts[which % before.Asked.Alerts.Length];
            switch (what)
            {
                case 0: alert.TimeUp(now); break;
                case 1:
                    if (before.Asked.IsPending(one.To)) passed.Add(one.To);
                    alert.PassOn(one.To, now);
                    break;
                case 2: alert.Learn(one.Id, new DeliveryOutcome.Delivered(), now); break;
                case 3: alert.Learn(one.Id, new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms), now); break;
                case 4: alert.Learn(one.Id, new DeliveryOutcome.Failed("no-channel-left"), now); break;
                default: alert.Learn(one.Id, new DeliveryOutcome.Dropped(), now); break;
            }
            Holds(before, alert, levels, passed);
        }
        // Nobody has taken it: the clock reaches the top within the ladder, and there it alerts again and again.
        for (var at = 0; at < levels.Length + 2; at++) alert.TimeUp(now = (alert.State.EscalatesAt > now ? alert.State.EscalatesAt.Value : now));
        Assert.Equal(levels.Length - 1, alert.State.Level);
        Assert.Equal([Authority], alert.Whom);
        Assert.True(alert.State.EscalatesAt > now && alert.State.Unreached);
    });

    private static void Holds(Escalation before, Escalating alert, PersonId[][] levels, HashSet<PersonId> passed)
    {
        var top = levels.Length - 1;
        Assert.True(alert.State.IsRunning);
        Assert.InRange(alert.State.Level, before.Level, top);
        Assert.True(alert.State.Asked.Alerts.All(one => levels[one.Level].Contains(one.To)));
        // Told once that nobody is reached.
        Assert.InRange(alert.Last.Count(step => step is EscalationStep.NobodyReached), 0, before.Unreached ? 0 : 1);
        var alerted = alert.Last.OfType<EscalationStep.AlertPerson>().ToList();
        Assert.Equal(alerted.Count, alerted.Select(step => step.Person).Distinct().Count());
        Assert.All(alerted, step => Assert.Equal(
            before.Asked.People.Contains(step.Person) && step.Avoid.IsEmpty, step.Round == AlertRound.Again));
        if (alert.Last.OfType<EscalationStep.LevelReached>().SingleOrDefault() is not { } reached) return;
        // Everybody from the level after the last one up to the new one, but for those who have passed it on below the top.
        var from = before.Asked.Alerts.IsEmpty ? 0 : Math.Min(before.Level + 1, top);
        var wanted = Enumerable.Range(from, reached.Level - from + 1)
            .SelectMany(level => levels[level].Where(person => level == top || !passed.Contains(person))).Distinct();
        Assert.Equal(wanted, alerted.Select(step => step.Person));
        Assert.NotEmpty(alerted);
    }
}
