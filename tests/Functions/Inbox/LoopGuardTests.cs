using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Functions.Inbox.LoopGuard;

namespace ServerlessAssist.Tests.Functions.Inbox;

/// <summary>Two machines do not talk to each other for ever, and a person who looks at her list often is none.</summary>
public sealed class LoopGuardTests
{
    private static readonly Address Sms = new(ChannelKind.Sms, "+355690000011"), Chat = new(ChannelKind.Telegram, "700000011");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private int _id;

    [Fact]
    public void The_same_text_is_answered_five_times_in_half_an_hour_and_the_sixth_tells_a_human_once()
    {
        var guard = new LoopGuard(_time);
        foreach (var from in new[] { Sms, Chat })
            Assert.Equal([.. Enumerable.Repeat(Verdict.Answer, 5), Verdict.FirstTooMany, Verdict.Silence, Verdict.Silence], Enumerable.Range(0, 8).Select(_ => guard.Look(Message(from, "I am away"), isProgress: false)));
        Assert.Equal(Verdict.Answer, guard.Look(Message(Sms, "I am here"), isProgress: false));
        Assert.Equal(Verdict.Answer, guard.Look(Message(Sms with { Value = "+355690000012" }, "I am away"), isProgress: false));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(Verdict.Silence, guard.Look(Message(Sms, "I am away"), isProgress: false));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Verdict.Answer, guard.Look(Message(Sms, "I am away"), isProgress: false));
    }

    [Fact]
    public void A_carrier_s_repeat_counts_once_and_is_answered_as_it_was()
    {
        var guard = new LoopGuard(_time);
        var first = Message(Sms, "I am away");
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(Verdict.Answer, guard.Look(first, isProgress: false)));
        for (var more = 0; more < 4; more++) Assert.Equal(Verdict.Answer, guard.Look(Message(Sms, "I am away"), isProgress: false));
        Assert.Equal(Verdict.FirstTooMany, guard.Look(Message(Sms, "I am away"), isProgress: false));
        Assert.Equal(Verdict.Answer, guard.Look(first, isProgress: false));
    }

    [Fact]
    public void Buttons_and_commands_of_a_chat_are_answered_however_often_and_a_text_that_looks_like_one_is_not()
    {
        var guard = new LoopGuard(_time);
        for (var time = 0; time < 20; time++)
        {
            Assert.Equal(Verdict.Answer, guard.Look(Message(Chat, "", "ref open 1"), isProgress: false));
            Assert.Equal(Verdict.Answer, guard.Look(Message(Chat, "/mine"), isProgress: false));
        }
        Assert.Equal(Verdict.FirstTooMany, Enumerable.Range(0, 6).Select(_ => guard.Look(Message(Sms, "/mine"), isProgress: false)).ToList()[^1]);
    }

    [Fact]
    public void Texts_that_differ_in_a_number_or_a_reference_only_have_the_same_shape()
    {
        var guard = new LoopGuard(_time);
        string[] texts =
        [
            "Ticket 4711 received, thank you", "ticket 4712 received. Thank you!", "Ticket RA-7F3K-9 received, thank you", "TICKET 9 RECEIVED, THANK YOU",
            "Ticket 2026-03-02 received thank you", "Ticket A7F3K-4821 received, thank you",
        ];
        var verdicts = texts.Select(text => guard.Look(Message(Sms, text), isProgress: false)).ToList();
        Assert.Equal([.. Enumerable.Repeat(Verdict.Answer, 5), Verdict.FirstTooMany], verdicts);
    }

    [Fact]
    public void What_did_something_never_counts_however_often_it_is_written()
    {
        var guard = new LoopGuard(_time);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(Verdict.Answer, guard.Look(Message(Sms, "send"), isProgress: true)));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(Verdict.Answer, guard.Look(Message(Sms, "send"), isProgress: false)));
        Assert.Equal(Verdict.FirstTooMany, guard.Look(Message(Sms, "send"), isProgress: false));
        Assert.Equal(Verdict.Answer, guard.Look(Message(Sms, "send"), isProgress: true));
    }

    private InboundMessage Message(Address from, string text, string? choice = null) => new((++_id).ToString(CultureInfo.InvariantCulture), from, text, choice, null, _time.GetUtcNow());
}
