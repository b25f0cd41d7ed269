using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Webhooks.GivenHook;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Webhooks.HookEvent>;

namespace ServerlessAssist.Tests.Functions.Webhooks;

/// <summary>What an organisation's system is told, and when it is told again.</summary>
public sealed class HookRulesTests
{
    private const string Call = "webhook-call~@ msg_0123456789ab_";

    [Fact]
    public void What_it_listens_to_is_noted_and_sent_under_an_id_of_its_own()
    {
        var (one, first) = Do(Subscribed, Hear());
        var (two, second) = Do(one, Hear(HookEvents.Taken));
        Assert.Equal([Call + "1", Call + "2"], Effects(first).Concat(Effects(second)));
        Assert.Equal(["opened RA-7F3K-9 Sending", "taken RA-7F3K-9 Sending"], two.Notices.Select(notice => $"{notice.Type} {notice.Reference} {notice.State}"));
        Assert.Empty(HookRules.Book.WakeUps(two));
    }

    [Fact]
    public void What_it_does_not_listen_to_costs_nothing_and_neither_does_whoever_has_no_subscription()
    {
        Assert.IsType<Decision.Nothing>(HookRules.Decide(Hook.None, Hear(), Now));
        Assert.IsType<Decision.Nothing>(HookRules.Decide(Do(Hook.None, Subscribe("closed")).After, Hear(), Now));
        Assert.IsType<Decision.Nothing>(HookRules.Decide(Do(Subscribed, new HookCommand.End()).After, Hear(), Now));
    }

    [Fact]
    public void When_it_happened_is_when_the_referral_was_decided()
    {
        var at = Now.AddMinutes(-7);
        Assert.Equal(at, Do(Subscribed, Hear() with { At = at }).After.Notices[0].At);
    }

    [Fact]
    public void What_arrived_stands_as_delivered()
    {
        var sent = Do(Subscribed, Hear()).After;
        var arrived = Do(sent, Answer(sent.Notices[0], HookVerdict.Taken, "204"), Now.AddSeconds(2)).After;
        Assert.Equal((NoticeState.Delivered, 1, "204", Now.AddSeconds(2)), (arrived.Notices[0].State, arrived.Notices[0].Calls, arrived.Notices[0].Answer, arrived.LastDelivered));
        // What comes of the same call a second time, by another process, says nothing new.
        Assert.IsType<Decision.Nothing>(HookRules.Decide(arrived, Answer(sent.Notices[0], HookVerdict.NotTaken), Now));
    }

    [Fact]
    public void In_vain_it_is_tried_again_later_and_later_then_it_stands_as_failed_and_administrators_are_told_once()
    {
        var hook = Do(Subscribed, Hear()).After;
        var (at, tries) = (Now, new List<TimeSpan>());
        while (true)
        {
            var (after, decision) = Do(hook, Answer(hook.Notices[0], HookVerdict.NotTaken, "503"), at);
            hook = after;
            if (hook.Notices[0].Next is not { } next)
            {
                Assert.Equal(["staff~all webhooks.failing"], Effects(decision));
                break;
            }
            Assert.Empty(Effects(decision));
            Assert.Equal([new WakeUp(HookRules.RetryDue, next)], HookRules.Book.WakeUps(hook));
            Assert.IsType<Decision.Nothing>(HookRules.Decide(hook, new HookCommand.Retry(), next.AddTicks(-1)));
            tries.Add(next - at);
            (hook, decision) = Do(hook, new HookCommand.Retry(), next);
            Assert.Equal([Call + "1"], Effects(decision));
            at = next;
        }
        Assert.Equal(HookRules.Pauses, tries);
        Assert.Equal((NoticeState.Failed, "503", HookStatus.Active), (hook.Notices[0].State, hook.Notices[0].Answer, hook.Status));
        // The next that fails is no news; one that fails after something has arrived is.
        var again = InVain(Do(hook, Hear()).After, at);
        Assert.Equal(2, again.After.Notices.Count(notice => notice.State == NoticeState.Failed));
        var sent = Do(hook, Hear()).After;
        Assert.False(Do(sent, Answer(sent.Notices[^1], HookVerdict.Taken)).After.IsTold);
    }

    [Theory]
    [InlineData(30, 60)]
    [InlineData(120, 120)]
    [InlineData(10 * 24 * 3600, 24 * 3600)]
    [InlineData(-5, 60)]
    public void A_receiver_s_own_wish_is_kept_to_within_bounds(int asked, int waits)
    {
        var hook = Do(Subscribed, Hear()).After;
        Assert.Equal(Now.AddSeconds(waits), Do(hook, Answer(hook.Notices[0], HookVerdict.NotTaken, "429", TimeSpan.FromSeconds(asked))).After.Notices[0].Next);
    }

    [Fact]
    public void After_five_days_of_nothing_but_failures_it_is_paused_for_all_to_see_until_its_people_say_where()
    {
        var (hook, at) = (Subscribed, Now);
        for (var day = 0; hook.Status == HookStatus.Active; day++)
        {
            Assert.True(day < 10);
            (hook, at) = InVain(Do(hook, Hear(), at).After, at);
        }
        Assert.Equal(HookStatus.Paused, hook.Status);
        Assert.InRange(at - Now, HookRules.GivesUpAfter, HookRules.GivesUpAfter + TimeSpan.FromDays(1));
        Assert.Empty(HookRules.Book.WakeUps(hook));
        // What happens meanwhile is there to be asked for.
        var (meanwhile, noted) = Do(hook, Hear(HookEvents.Closed), at);
        Assert.Equal((NoticeState.Failed, "paused", 0), (meanwhile.Notices[^1].State, meanwhile.Notices[^1].Answer, noted.Effects.Length));
        Refused<HookRefusal.IsStopped>(meanwhile, new HookCommand.Replay(meanwhile.Notices[^1].Id));
        Refused<HookRefusal.IsStopped>(meanwhile, new HookCommand.Test());
        var anew = Do(meanwhile, Subscribe()).After;
        Assert.Equal((HookStatus.Active, null, First.Value), (anew.Status, anew.FailingSince, Assert.Single(anew.Secrets).Value));
        Assert.Equal(NoticeState.Sending, Do(anew, new HookCommand.Replay(anew.Notices[^1].Id)).After.Notices[^1].State);
    }

    [Fact]
    public void Something_that_arrives_in_between_keeps_it_going()
    {
        var (hook, at) = (Subscribed, Now);
        for (var day = 0; day < 6; day++)
        {
            (hook, at) = InVain(Do(hook, Hear(), at).After, at);
            var good = Do(hook, Hear(), at).After;
            hook = Do(good, Answer(good.Notices[^1], HookVerdict.Taken), at).After;
        }
        Assert.Equal((HookStatus.Active, null), (hook.Status, hook.FailingSince));
    }

    [Fact]
    public void Whoever_says_410_is_called_no_more_and_what_waited_stands_as_failed()
    {
        var waiting = Do(Do(Subscribed, Hear()).After, Hear(HookEvents.Taken)).After;
        var (gone, decision) = Do(waiting, Answer(waiting.Notices[0], HookVerdict.Gone, "410"));
        Assert.Equal((HookStatus.Gone, "410", "gone"), (gone.Status, gone.Notices[0].Answer, gone.Notices[1].Answer));
        Assert.All(gone.Notices, notice => Assert.Equal(NoticeState.Failed, notice.State));
        Assert.Equal(["staff~all webhooks.stopped"], Effects(decision));
        Assert.IsType<Decision.Nothing>(HookRules.Decide(gone, Answer(waiting.Notices[1], HookVerdict.Taken), Now));
    }

    [Fact]
    public void Whoever_may_not_listen_any_more_is_told_nothing_and_it_is_not_tried_again()
    {
        var hook = Do(Subscribed, Hear()).After;
        Assert.Equal(NoticeState.Failed, Do(hook, Answer(hook.Notices[0], HookVerdict.Refused, "not-allowed")).After.Notices[0].State);
    }

    [Fact]
    public void Asked_for_again_it_goes_out_under_the_same_id_with_all_its_tries()
    {
        var hook = InVain(Do(Subscribed, Hear()).After, Now).After;
        var (again, decision) = Do(hook, new HookCommand.Replay("msg_0123456789ab_1"));
        Assert.Equal([Call + "1"], Effects(decision));
        Assert.Equal((NoticeState.Sending, 0, 8), (again.Notices[0].State, again.Notices[0].Tries, again.Notices[0].Calls));
        Refused<HookRefusal.NoSuchNotice>(hook, new HookCommand.Replay("msg_0123456789ab_2"));
        Refused<HookRefusal.NotSubscribed>(Hook.None, new HookCommand.Replay("msg_0123456789ab_1"));
    }

    [Fact]
    public void For_a_day_both_secrets_are_good_and_however_often_they_change_only_three_are()
    {
        var hook = Do(Subscribed, new HookCommand.Rotate(Second), Now).After;
        Assert.Equal([Second.Value, First.Value], HookEvolution.Valid(hook.Secrets, Now.AddHours(24).AddTicks(-1)).Select(one => one.Value));
        Assert.Equal([Second.Value], HookEvolution.Valid(hook.Secrets, Now.AddHours(24)).Select(one => one.Value));
        for (var time = 0; time < 5; time++) hook = Do(hook, new HookCommand.Rotate(new HookSecret(HookSignature.NewSecret(), null, $"call-{time}")), Now.AddHours(1)).After;
        Assert.Equal(3, hook.Secrets.Length);
        Assert.Single(hook.Secrets, one => one.Until is null);
    }

    [Fact]
    public void A_hundred_that_are_over_are_kept_and_what_failed_longest()
    {
        var hook = Do(Do(Subscribed, Hear()).After, Answer(Do(Subscribed, Hear()).After.Notices[0], HookVerdict.Refused)).After;
        for (var time = 0; time < 150; time++)
        {
            hook = Do(hook, Hear(HookEvents.Taken)).After;
            hook = Do(hook, Answer(hook.Notices[^1], HookVerdict.Taken)).After;
        }
        hook = Do(hook, Hear()).After;
        Assert.Equal((Hook.Kept, 1), (hook.Notices.Count(notice => !notice.IsLeft), hook.Notices.Count(notice => notice.IsLeft)));
        Assert.Equal("msg_0123456789ab_1", Assert.Single(hook.Notices, notice => notice.State == NoticeState.Failed).Id);
        Assert.Equal("msg_0123456789ab_152", hook.Notices[^1].Id);
    }

    [Fact]
    public void More_than_can_wait_stands_as_failed_and_fits_the_row_that_holds_it()
    {
        var hook = Subscribed;
        for (var time = 0; time < Hook.MostLeft + 120; time++) hook = Do(hook, Hear()).After;
        Assert.Equal((Hook.MostLeft, Hook.Kept), (hook.Notices.Count(notice => notice.IsLeft), hook.Notices.Count(notice => notice.Answer == "too-many-wait")));
        Assert.True(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(hook, HookRules.Book.StateJson).Length < 200_000);
    }

    [Fact]
    public void Of_many_that_are_due_fifty_go_at_once_and_the_others_a_minute_later()
    {
        var hook = Subscribed;
        for (var time = 0; time < 120; time++) hook = Do(hook, Hear()).After;
        foreach (var notice in hook.Notices) hook = Do(hook, Answer(notice, HookVerdict.NotTaken)).After;
        var (at, gone) = (Now, 0);
        for (var round = 0; round < 3; round++)
        {
            var due = Assert.Single(HookRules.Book.WakeUps(hook)).Due;
            Assert.True(due > at);
            (hook, var decision) = Do(hook, new HookCommand.Retry(), at = due);
            Assert.InRange(decision.Effects.Length, 1, 50);
            gone += decision.Effects.Length;
        }
        Assert.Equal(120, gone);
    }

    [Fact]
    public void What_is_ended_is_forgotten_but_for_its_count_and_goes_after_its_days()
    {
        var ended = Do(Do(Subscribed, Hear()).After, new HookCommand.End(), Now).After;
        Assert.Equal((0, 0, null, Now), (ended.Notices.Length, ended.Secrets.Length, ended.To, HookRules.Book.OverSince!(ended, Now)));
        Assert.Null(HookRules.Book.OverSince!(Subscribed, Now));
        var anew = Do(Do(ended, Subscribe()).After, Hear()).After;
        Assert.Equal("msg_0123456789ab_2", anew.Notices[0].Id);
        Assert.Null(HookRules.Book.OverSince!(anew, Now));
        Refused<HookRefusal.NotSubscribed>(ended, new HookCommand.End());
        Assert.IsType<Decision.Nothing>(HookRules.Decide(ended, new HookCommand.Retry(), Now));
    }

    private static void Refused<T>(Hook hook, HookCommand command) => Assert.IsType<T>(Assert.IsType<Decision.Refused>(HookRules.Decide(hook, command, Now)).Why);
}
