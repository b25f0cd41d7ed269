using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Operations;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Tests.Shared.Telemetry;
using ServerlessAssist.Tests.Threats;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>A duty engineer follows one referral from the webhook to the phone, across queues, and reads what it cost.</summary>
[Collection(Alone.Name)]
public sealed class TraceStories
{
    [Fact]
    public void From_the_webhook_to_the_phone_is_one_trace() => Stage.Play(async stage =>
    {
        using var heard = new Heard();
        await stage.Programme.Refer(region: "al-south");
        await stage.Minutes(0.5);
        var sent = Assert.Single(heard.Named("send"));
        Assert.Equal(["send", "decide", "OpenReferral"], heard.Path(sent));
        Assert.Equal(("Sms", "stored", "Open", "referral"), (sent.GetTagItem("channel"), Decided(heard, sent).GetTagItem("outcome"), Decided(heard, sent).GetTagItem("command"), Decided(heard, sent).GetTagItem("kind")));
        Assert.DoesNotContain("DeliverUrgent", heard.Spans.Select(span => span.DisplayName));
    });

    [Fact]
    public void It_is_one_trace_through_the_queue_too() => Stage.Play(async stage =>
    {
        using var heard = new Heard();
        stage.World.Sms.SlowUntil = stage.World.Time.Now.AddSeconds(20);
        await stage.Programme.Refer(region: "al-south");
        await stage.Minutes(2);
        var sent = heard.Named("send").ToList();
        Assert.Equal("slow-down", sent[0].GetTagItem("failure"));
        Assert.Null(sent[^1].GetTagItem("failure"));
        Assert.Equal(["send", "decide", "OpenReferral"], heard.Path(sent[0]));
        Assert.Equal(["send", "resume", "DeliverUrgent", "decide", "OpenReferral"], heard.Path(sent[^1]));
        Assert.Single(sent.Select(span => span.TraceId).Distinct());
    });

    [Fact]
    public void A_text_that_waits_in_the_queue_is_handled_in_the_trace_that_brought_it() => Stage.Play(async stage =>
    {
        using var heard = new Heard();
        stage.World.TakeDown("table", TimeSpan.FromMinutes(3));
        stage.Programme.Text(Programme.StrangerSms, "hello");
        await stage.Minutes(15);
        var answered = heard.Named("HandleDeferred").Last();
        Assert.Equal(["HandleDeferred", "ReceiveSms"], heard.Path(answered).Where(name => name is not "decide").Distinct());
        Assert.True(heard.Named("HandleDeferred").Count() > 1, "It was never put back.");
        Assert.Single(heard.Named("HandleDeferred").Select(span => span.TraceId).Distinct());
    });

    [Fact]
    public void A_wake_up_and_what_it_sends_are_one_trace() => Stage.Play(async stage =>
    {
        using var heard = new Heard();
        await stage.Programme.Refer("immediate", "al-south");
        await stage.Minutes(15);
        var wake = heard.Named("wake").First(span => (string?)span.GetTagItem("purpose") == "escalate");
        Assert.Contains(heard.Named("send"), span => heard.Path(span).SequenceEqual(["send", "decide", "wake", "SweepAgenda"]) && span.TraceId == wake.TraceId);
        Assert.NotEqual(heard.Named("OpenReferral").Single().TraceId, wake.TraceId);
    });

    [Fact]
    public void Whoever_asks_does_not_choose_the_trace() => Stage.Play(async stage =>
    {
        using var heard = new Heard();
        using (var theirs = new Activity("theirs").SetIdFormat(ActivityIdFormat.W3C))
        {
            (theirs.TraceStateString, theirs.ActivityTraceFlags) = ("marker=1", ActivityTraceFlags.Recorded);
            theirs.AddBaggage("marker", "marker").Start();
            await stage.AskNow(stage.Sms(Programme.StrangerSms.Value, "hello"));
            Assert.NotEqual(theirs.TraceId, heard.Named("ReceiveSms").Single().TraceId);
        }
        Assert.All(heard.Spans, span => Assert.True(span.TraceStateString is null && !span.Baggage.Any()));
    });

    [Fact]
    public void What_it_cost_and_what_became_of_it_is_counted() => Stage.Play(async stage =>
    {
        using var heard = new Heard();
        var (before, stood) = (stage.StorageCalls, stage.World.Facts.History.Values.Sum(versions => versions.Count));
        stage.World.Sms.SlowUntil = stage.World.Time.Now.AddSeconds(20);
        await stage.Programme.Refer("immediate", "al-south");
        await stage.Minutes(5);
        await stage.Process.Services.GetRequiredService<UntakenReferralsGauge>().Measure(CancellationToken.None);
        heard.Look();
        Assert.Equal(1, heard.Sum("referrals.opened region=al-south urgency=Immediate"));
        Assert.Equal(1, heard.Sum("messages.sent channel=Sms"));
        Assert.True(heard.Sum("messages.failed channel=Sms failure=slow-down") >= 1, heard.Measured);
        Assert.Equal(1, heard.Sum("alerts.waiting region=al-south"));
        Assert.InRange(heard.Sum("alerts.oldest region=al-south"), 290, 310);
        Assert.Equal(0, heard.Sum("alerts.waiting region=al-north"));

        await stage.Minutes(10);
        Assert.True(heard.Sum("referrals.escalated region=al-south level=1") == 1, heard.Measured);
        Assert.True(heard.Sum("wakeups kind=referral outcome=done") >= 1, heard.Measured);
        stage.Programme.Take(Programme.DutyTelegram, stage.Alert(Programme.DutyTelegram));
        await stage.Minutes(1);
        Assert.True(heard.Sum("replies channel=Telegram") == 1, heard.Measured);
        Assert.InRange(heard.SumOf("referrals.taken_after"), 880, 1000);
        Assert.Equal(heard.SumOf("commits"), stage.World.Facts.History.Values.Sum(versions => versions.Count) - stood);
        Assert.Equal(stage.StorageCalls - before, heard.SumOf("storage.transactions"));
    });

    [Fact]
    public void What_was_given_up_is_measured() => Stage.Play(async stage =>
    {
        using var heard = new Heard();
        await stage.Process.Services.GetRequiredService<ServerlessAssist.Shared.Streams.StorageClients>().Queue("delivery-routine-poison").SendMessageAsync("x", null, TimeSpan.FromSeconds(-1));
        await stage.Minutes(6);
        heard.Look();
        Assert.Equal((1, 0), (heard.Sum("poison.length queue=delivery-routine"), heard.Sum("poison.length queue=delivery-urgent")));
    });

    private static Activity Decided(Heard heard, Activity span) => heard.Spans.Single(one => one.SpanId == span.ParentSpanId);
}
