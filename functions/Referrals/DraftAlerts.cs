using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>The ladder: who is alerted next.</summary>
internal sealed partial class Draft
{
    /// <summary>Alerts everybody between the present level and another; steps with nobody on them are passed over; at the top, everybody there again, as long as nobody has taken it.</summary>
    public void Climb(int level, DateTimeOffset now)
    {
        var ladder = Now.Ladder!;
        var isFirst = Now.Alerts.IsEmpty;
        if (!isFirst && Now.Level == ladder.Top && !Now.Unreached) TellNobodyReached();
        var from = isFirst ? 0 : Math.Min(Now.Level + 1, ladder.Top);
        var to = Math.Clamp(level, from, ladder.Top);
        while (to < ladder.Top && Enumerable.Range(from, to - from + 1).All(step => !OnLevel(step).Any())) to++;
        var whom = Enumerable.Range(from, to - from + 1).SelectMany(step => OnLevel(step).Select(person => (person, step))).DistinctBy(one => one.person).ToList();
        Add(new Escalated(to, now + ladder.Every(Now.Facts!.Urgency)));
        foreach (var (person, step) in whom)
            SendAlert(person, step, Now.Alerts.Any(alert => alert.To == person) ? ReferralPhrases.AlertAgain : ReferralPhrases.Alert, []);
    }

    /// <summary>Everybody on this level has passed it on or cannot be reached: the next level at once, and above the last nobody waits for the clock to tell a human.</summary>
    public void ClimbIfNobodyIsLeft(DateTimeOffset now)
    {
        if (Now.IsClosed || Now.TakenBy is not null || Now.Alerts.Any(alert => alert.IsPending && alert.Level == Now.Level)) return;
        if (Now.Level < Now.Ladder!.Top) Climb(Now.Level + 1, now);
        else if (!Now.Unreached) TellNobodyReached();
    }

    public void AlertByOtherChannel(Alert alert, ChannelKind failed) =>
        SendAlert(alert.To, alert.Level, ReferralPhrases.Alert, alert.GivenUp.Add(failed));

    /// <summary>Who has passed it on is left in peace, but for the last level, which cannot.</summary>
    private IEnumerable<PersonId> OnLevel(int step) => Now.Ladder!.Levels[step].Where(person =>
        step == Now.Ladder.Top || !Now.Alerts.Any(alert => alert.To == person && alert.Status == AlertStatus.Passed));

    private void TellNobodyReached()
    {
        Add(new NobodyReached());
        var time = Now.Messages;
        foreach (var (administrator, at) in Now.Ladder!.Administrators.Select((administrator, at) => (administrator, at)))
            _messages.Add(new OutboundMessage(
                FormattableString.Invariant($"escalation-{time}-{at}"), MessagePurpose.Escalation, administrator,
                ReferralPhrases.Unreached.With(("reference", Now.Reference)), Priority.Urgent));
        TellReferrers(ReferralPhrases.ToldWaiting);
    }

    private void SendAlert(PersonId person, int level, Phrase phrase, ImmutableArray<ChannelKind> avoid)
    {
        var (facts, id) = (Now.Facts!, NextId("alert"));
        Add(new Alerted(id, person, level, avoid));
        var code = ReferralRules.CodeOf(Now, person);
        var words = phrase.With(
            ("reference", Now.Reference), ("urgency", ReferralPhrases.Of(facts.Urgency)), ("region", new Argument.Named(Now.RegionLabels)),
            ("age", ReferralPhrases.Of(facts.Age)), ("code", code));
        ImmutableArray<Choice> choices = [new(AlertButtons.For(AlertButtons.Take, code), ReferralPhrases.ButtonTake), new(AlertButtons.For(AlertButtons.Pass, code), ReferralPhrases.ButtonPass)];
        _messages.Add(new OutboundMessage(id, MessagePurpose.Alert, person, words, choices, PriorityNow, null, avoid));
    }
}
