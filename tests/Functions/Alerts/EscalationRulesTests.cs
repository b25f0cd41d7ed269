using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.Alerts.Escalating;
using DeliveryOutcome = ServerlessAssist.Shared.Streams.DeliveryOutcome;

namespace ServerlessAssist.Tests.Functions.Alerts;

/// <summary>Who is alerted next, and what an answer, a delivery report or the clock means.</summary>
public sealed class EscalationRulesTests
{
    private static readonly PersonId Duty = new("duty"), Second = new("second"), Backup = new("backup"), Authority = new("authority");
    private static readonly DeliveryOutcome NoChannel = new DeliveryOutcome.Failed("no-channel-left");

    [Fact]
    public void The_first_level_is_alerted_and_has_its_time()
    {
        var alert = new Escalating([Duty, Second], [Backup], [Authority]);
        Assert.Equal(
            [new EscalationStep.LevelReached(0, Start + Every), new EscalationStep.AlertPerson(Duty, 0, AlertRound.First, []), new EscalationStep.AlertPerson(Second, 0, AlertRound.First, [])],
            alert.Last);
        Assert.True(alert.State.IsRunning);
        alert.TimeUp(Start + Every - TimeSpan.FromTicks(1));
        Assert.Empty(alert.Last);
        alert.TimeUp(Start + Every);
        Assert.Equal([Backup], alert.Whom);
        Assert.Equal((1, Start + Every + Every), (alert.State.Level, alert.State.EscalatesAt));
    }

    [Fact]
    public void After_an_outage_it_goes_to_where_it_would_stand_by_now_and_alerts_all_in_between()
    {
        var alert = new Escalating([Duty], [Backup], [], [Authority]);
        alert.TimeUp(Start + (Every * 3));
        Assert.Equal([(Backup, 1), (Authority, 3)], alert.Last.OfType<EscalationStep.AlertPerson>().Select(step => (step.Person, step.Level)));
        Assert.Equal((3, Start + (Every * 4)), (alert.State.Level, alert.State.EscalatesAt));
    }

    [Fact]
    public void Taken_by_one_it_is_theirs_and_the_clock_stands()
    {
        var alert = new Escalating([Duty], [Backup], [Authority]);
        Assert.Equal(TakeAnswer.Free, EscalationRules.Take(alert.State, Duty));
        alert.Take(Duty);
        Assert.Equal((TakeAnswer.AlreadyTheirs, TakeAnswer.TakenByOther), (EscalationRules.Take(alert.State, Duty), EscalationRules.Take(alert.State, Backup)));
        alert.TimeUp(Start.AddDays(1));
        Assert.Empty(alert.Last);
        alert.Learn("alert-1", NoChannel, Start.AddDays(1));
        Assert.IsType<EscalationStep.Reported>(Assert.Single(alert.Last));
        alert.GiveBack(Duty, Start.AddDays(2));
        Assert.Equal([Backup], alert.Whom);
        Assert.Equal(TakeAnswer.Free, EscalationRules.Take(alert.State, Backup));
    }

    [Fact]
    public void When_everybody_on_a_level_has_passed_it_on_or_cannot_be_reached_the_next_is_alerted_at_once()
    {
        var alert = new Escalating([Duty, Second], [Backup], [Authority]);
        alert.PassOn(Duty, Start);
        Assert.Equal([new EscalationStep.PassedOn(Duty)], alert.Last);
        alert.Learn("alert-2", NoChannel, Start.AddMinutes(1));
        Assert.Equal([Backup], alert.Whom);
        Assert.Equal(Start.AddMinutes(31), alert.State.EscalatesAt);
    }

    [Fact]
    public void The_top_cannot_pass_it_on_for_good_and_administrators_are_told_once()
    {
        var alert = new Escalating([], [Authority]);
        alert.PassOn(Authority, Start);
        Assert.Equal([new EscalationStep.PassedOn(Authority), new EscalationStep.NobodyReached()], alert.Last);
        for (var at = 1; at <= 5; at++)
        {
            alert.TimeUp(Start + (Every * at));
            Assert.Equal([new EscalationStep.LevelReached(1, Start + (Every * (at + 1))), new EscalationStep.AlertPerson(Authority, 1, AlertRound.Again, [])], alert.Last);
        }
    }

    [Fact]
    public void Undelivered_it_goes_by_another_channel_as_if_it_were_the_first_and_by_none_twice()
    {
        var alert = new Escalating([Duty], [Authority]);
        alert.Learn("alert-1", new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms), Start);
        alert.Learn("alert-2", new DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Telegram), Start);
        var again = Assert.IsType<EscalationStep.AlertPerson>(alert.Last[^1]);
        Assert.Equal((Duty, 0, AlertRound.First), (again.Person, again.Level, again.Round));
        Assert.Equal([ChannelKind.Sms, ChannelKind.Telegram], again.Avoid);
        alert.Learn("alert-3", NoChannel, Start);
        Assert.Equal([Authority], alert.Whom);
    }

    [Fact]
    public void Five_wrong_codes_close_it_to_texts_of_that_person_and_to_no_button()
    {
        var state = new Escalating([Duty, Second], [Authority]).State;
        var (right, wrong) = (AlertCode.DigitsFor("secret", Duty), AlertCode.DigitsFor("secret", Duty) == "0000" ? "0001" : "0000");
        CodeCheck Check(string digits, ChannelKind channel) => EscalationRules.Check(state, "secret", Duty, digits, channel);
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal((CodeCheck.Wrong, CodeCheck.Right), (Check(wrong, ChannelKind.Sms), Check(right, ChannelKind.Sms)));
            state = state.Guessed(Duty);
        }
        Assert.Equal((CodeCheck.ClosedToSms, CodeCheck.ClosedToSms), (Check(wrong, ChannelKind.Sms), Check(right, ChannelKind.Sms)));
        Assert.Equal((CodeCheck.Wrong, CodeCheck.Right), (Check(wrong, ChannelKind.Telegram), Check(right, ChannelKind.Telegram)));
        Assert.Equal(CodeCheck.Right, EscalationRules.Check(state, "secret", Second, AlertCode.DigitsFor("secret", Second), ChannelKind.Sms));
    }

    [Fact]
    public void Restarted_it_begins_below_and_guesses_still_count()
    {
        var alert = new Escalating([Duty], [Authority]);
        alert.TimeUp(Start + Every);
        var state = alert.State.Guessed(Duty).NobodyReached().Taken(Authority).Restarted();
        Assert.Equal((0, null, false, 1), (state.Level, state.TakenBy, state.Unreached, state.Guesses[Duty]));
        Assert.Equal([Duty], EscalationRules.Climb(state, 0, Every, Start).OfType<EscalationStep.AlertPerson>().Select(step => step.Person));
    }
}
