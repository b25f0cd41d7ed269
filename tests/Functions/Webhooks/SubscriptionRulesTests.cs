using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Webhooks.GivenSubscription;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Webhooks.SubscriptionEvent>;

namespace ServerlessAssist.Tests.Functions.Webhooks;

/// <summary>What an organisation's system is told, and when it is told again.</summary>
public sealed class SubscriptionRulesTests
{
    private const string Call = "webhook-call~@ msg_0123456789ab_";

    [Fact]
    public void What_it_listens_to_is_noted_and_sent_under_an_id_of_its_own()
    {
        var (one, first) = Do(Subscribed, Hear());
        var (two, second) = Do(one, Hear(WebhookEventTypes.Taken));
        Assert.Equal([Call + "1", Call + "2"], Effects(first).Concat(Effects(second)));
        Assert.Equal(["opened RA-7F3K-9 Sending", "taken RA-7F3K-9 Sending"], two.Notices.Select(notice => $"{notice.Type} {notice.Reference} {notice.State}"));
        Assert.Empty(SubscriptionRules.Book.WakeUps(two));
    }

    [Fact]
    public void What_it_does_not_listen_to_costs_nothing_and_neither_does_whoever_has_no_subscription()
    {
        Assert.IsType<Decision.NoChange>(SubscriptionRules.Decide(Subscription.None, Hear(), Now));
        Assert.IsType<Decision.NoChange>(SubscriptionRules.Decide(Do(Subscription.None, Subscribe("closed")).After, Hear(), Now));
        Assert.IsType<Decision.NoChange>(SubscriptionRules.Decide(Do(Subscribed, new SubscriptionCommand.End()).After, Hear(), Now));
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
        var arrived = Do(sent, Answer(sent.Notices[0], WebhookResult.Taken, "204"), Now.AddSeconds(2)).After;
        Assert.Equal((WebhookDeliveryState.Delivered, 1, "204", Now.AddSeconds(2)), (arrived.Notices[0].State, arrived.Notices[0].Calls, arrived.Notices[0].Answer, arrived.LastDelivered));
        // What comes of the same call a second time, by another process, says nothing new.
        Assert.IsType<Decision.NoChange>(SubscriptionRules.Decide(arrived, Answer(sent.Notices[0], WebhookResult.NotTaken), Now));
    }

    [Fact]
    public void In_vain_it_is_tried_again_later_and_later_then_it_stands_as_failed_and_administrators_are_told_once()
    {
        var hook = Do(Subscribed, Hear()).After;
        var (at, tries) = (Now, new List<TimeSpan>());
        while (true)
        {
            var (after, decision) = Do(hook, Answer(hook.Notices[0], WebhookResult.NotTaken, "503"), at);
            hook = after;
            if (hook.Notices[0].Next is not { } next)
            {
                Assert.Equal(["staff~all webhooks.failing"], Effects(decision));
                break;
            }
            Assert.Empty(Effects(decision));
            Assert.Equal([new WakeUp(SubscriptionRules.RetryDue, next)], SubscriptionRules.Book.WakeUps(hook));
            Assert.IsType<Decision.NoChange>(SubscriptionRules.Decide(hook, new SubscriptionCommand.Retry(), next.AddTicks(-1)));
            tries.Add(next - at);
            (hook, decision) = Do(hook, new SubscriptionCommand.Retry(), next);
            Assert.Equal([Call + "1"], Effects(decision));
            at = next;
        }
        Assert.Equal(SubscriptionRules.Pauses, tries);
        Assert.Equal((WebhookDeliveryState.Failed, "503", WebhookStatus.Active), (hook.Notices[0].State, hook.Notices[0].Answer, hook.Status));
        // The next that fails is no news; one that fails after something has arrived is.
        var again = InVain(Do(hook, Hear()).After, at);
        Assert.Equal(2, again.After.Notices.Count(notice => notice.State == WebhookDeliveryState.Failed));
        var sent = Do(hook, Hear()).After;
        Assert.False(Do(sent, Answer(sent.Notices[^1], WebhookResult.Taken)).After.IsTold);
    }

    [Theory]
    [InlineData(30, 60)]
    [InlineData(120, 120)]
    [InlineData(10 * 24 * 3600, 24 * 3600)]
    [InlineData(-5, 60)]
    public void A_receiver_s_own_wish_is_kept_to_within_bounds(int asked, int waits)
    {
        var hook = Do(Subscribed, Hear()).After;
        Assert.Equal(Now.AddSeconds(waits), Do(hook, Answer(hook.Notices[0], WebhookResult.NotTaken, "429", TimeSpan.FromSeconds(asked))).After.Notices[0].Next);
    }

    [Fact]
    public void After_five_days_of_nothing_but_failures_it_is_paused_for_all_to_see_until_its_people_say_where()
    {
        var (hook, at) = (Subscribed, Now);
        for (var day = 0; hook.Status == WebhookStatus.Active; day++)
        {
            Assert.True(day < 10);
            (hook, at) = InVain(Do(hook, Hear(), at).After, at);
        }
        Assert.Equal(WebhookStatus.Paused, hook.Status);
        Assert.InRange(at - Now, SubscriptionRules.GivesUpAfter, SubscriptionRules.GivesUpAfter + TimeSpan.FromDays(1));
        Assert.Empty(SubscriptionRules.Book.WakeUps(hook));
        // What happens meanwhile is there to be asked for.
        var (meanwhile, noted) = Do(hook, Hear(WebhookEventTypes.Closed), at);
        Assert.Equal((WebhookDeliveryState.Failed, "paused", 0), (meanwhile.Notices[^1].State, meanwhile.Notices[^1].Answer, noted.Effects.Length));
        Refused<SubscriptionRefusal.IsStopped>(meanwhile, new SubscriptionCommand.Replay(meanwhile.Notices[^1].Id));
        Refused<SubscriptionRefusal.IsStopped>(meanwhile, new SubscriptionCommand.Test());
        var anew = Do(meanwhile, Subscribe()).After;
        Assert.Equal((WebhookStatus.Active, null, First.Value), (anew.Status, anew.FailingSince, Assert.Single(anew.Secrets).Value));
        Assert.Equal(WebhookDeliveryState.Sending, Do(anew, new SubscriptionCommand.Replay(anew.Notices[^1].Id)).After.Notices[^1].State);
    }

    [Fact]
    public void Something_that_arrives_in_between_keeps_it_going()
    {
        var (hook, at) = (Subscribed, Now);
        for (var day = 0; day < 6; day++)
        {
            (hook, at) = InVain(Do(hook, Hear(), at).After, at);
            var good = Do(hook, Hear(), at).After;
            hook = Do(good, Answer(good.Notices[^1], WebhookResult.Taken), at).After;
        }
        Assert.Equal((WebhookStatus.Active, null), (hook.Status, hook.FailingSince));
    }

    [Fact]
    public void Whoever_says_410_is_called_no_more_and_what_waited_stands_as_failed()
    {
        var waiting = Do(Do(Subscribed, Hear()).After, Hear(WebhookEventTypes.Taken)).After;
        var (gone, decision) = Do(waiting, Answer(waiting.Notices[0], WebhookResult.Gone, "410"));
        Assert.Equal((WebhookStatus.Gone, "410", "gone"), (gone.Status, gone.Notices[0].Answer, gone.Notices[1].Answer));
        Assert.All(gone.Notices, notice => Assert.Equal(WebhookDeliveryState.Failed, notice.State));
        Assert.Equal(["staff~all webhooks.stopped"], Effects(decision));
        Assert.IsType<Decision.NoChange>(SubscriptionRules.Decide(gone, Answer(waiting.Notices[1], WebhookResult.Taken), Now));
    }

    [Fact]
    public void Whoever_may_not_listen_any_more_is_told_nothing_and_it_is_not_tried_again()
    {
        var hook = Do(Subscribed, Hear()).After;
        Assert.Equal(WebhookDeliveryState.Failed, Do(hook, Answer(hook.Notices[0], WebhookResult.Refused, "not-allowed")).After.Notices[0].State);
    }

    [Fact]
    public void Asked_for_again_it_goes_out_under_the_same_id_with_all_its_tries()
    {
        var hook = InVain(Do(Subscribed, Hear()).After, Now).After;
        var (again, decision) = Do(hook, new SubscriptionCommand.Replay("msg_0123456789ab_1"));
        Assert.Equal([Call + "1"], Effects(decision));
        Assert.Equal((WebhookDeliveryState.Sending, 0, 8), (again.Notices[0].State, again.Notices[0].Tries, again.Notices[0].Calls));
        Refused<SubscriptionRefusal.NoSuchNotice>(hook, new SubscriptionCommand.Replay("msg_0123456789ab_2"));
        Refused<SubscriptionRefusal.NotSubscribed>(Subscription.None, new SubscriptionCommand.Replay("msg_0123456789ab_1"));
    }

    [Fact]
    public void For_a_day_both_secrets_are_good_and_however_often_they_change_only_three_are()
    {
        var hook = Do(Subscribed, new SubscriptionCommand.Rotate(Second), Now).After;
        Assert.Equal([Second.Value, First.Value], SubscriptionEvolution.Valid(hook.Secrets, Now.AddHours(24).AddTicks(-1)).Select(one => one.Value));
        Assert.Equal([Second.Value], SubscriptionEvolution.Valid(hook.Secrets, Now.AddHours(24)).Select(one => one.Value));
        for (var time = 0; time < 5; time++) hook = Do(hook, new SubscriptionCommand.Rotate(new WebhookSecret(WebhookSignature.NewSecret(), null, $"call-{time}")), Now.AddHours(1)).After;
        Assert.Equal(3, hook.Secrets.Length);
        Assert.Single(hook.Secrets, one => one.Until is null);
    }

    [Fact]
    public void A_hundred_that_are_over_are_kept_and_what_failed_longest()
    {
        var hook = Do(Do(Subscribed, Hear()).After, Answer(Do(Subscribed, Hear()).After.Notices[0], WebhookResult.Refused)).After;
        for (var time = 0; time < 150; time++)
        {
            hook = Do(hook, Hear(WebhookEventTypes.Taken)).After;
            hook = Do(hook, Answer(hook.Notices[^1], WebhookResult.Taken)).After;
        }
        hook = Do(hook, Hear()).After;
        Assert.Equal((Subscription.Kept, 1), (hook.Notices.Count(notice => !notice.IsLeft), hook.Notices.Count(notice => notice.IsLeft)));
        Assert.Equal("msg_0123456789ab_1", Assert.Single(hook.Notices, notice => notice.State == WebhookDeliveryState.Failed).Id);
        Assert.Equal("msg_0123456789ab_152", hook.Notices[^1].Id);
    }

    [Fact]
    public void More_than_can_wait_stands_as_failed_and_fits_the_row_that_holds_it()
    {
        var hook = Subscribed;
        for (var time = 0; time < Subscription.MostLeft + 120; time++) hook = Do(hook, Hear()).After;
        Assert.Equal((Subscription.MostLeft, Subscription.Kept), (hook.Notices.Count(notice => notice.IsLeft), hook.Notices.Count(notice => notice.Answer == "too-many-wait")));
        Assert.True(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(hook, SubscriptionRules.Book.StateJson).Length < 200_000);
    }

    [Fact]
    public void Of_many_that_are_due_fifty_go_at_once_and_the_others_a_minute_later()
    {
        var hook = Subscribed;
        for (var time = 0; time < 120; time++) hook = Do(hook, Hear()).After;
        foreach (var notice in hook.Notices) hook = Do(hook, Answer(notice, WebhookResult.NotTaken)).After;
        var (at, gone) = (Now, 0);
        for (var round = 0; round < 3; round++)
        {
            var due = Assert.Single(SubscriptionRules.Book.WakeUps(hook)).Due;
            Assert.True(due > at);
            (hook, var decision) = Do(hook, new SubscriptionCommand.Retry(), at = due);
            Assert.InRange(decision.Effects.Length, 1, 50);
            gone += decision.Effects.Length;
        }
        Assert.Equal(120, gone);
    }

    [Fact]
    public void What_is_ended_is_forgotten_but_for_its_count_and_goes_after_its_days()
    {
        var ended = Do(Do(Subscribed, Hear()).After, new SubscriptionCommand.End(), Now).After;
        Assert.Equal((0, 0, null, Now), (ended.Notices.Length, ended.Secrets.Length, ended.To, SubscriptionRules.Book.OverSince!(ended, Now)));
        Assert.Null(SubscriptionRules.Book.OverSince!(Subscribed, Now));
        var anew = Do(Do(ended, Subscribe()).After, Hear()).After;
        Assert.Equal("msg_0123456789ab_2", anew.Notices[0].Id);
        Assert.Null(SubscriptionRules.Book.OverSince!(anew, Now));
        Refused<SubscriptionRefusal.NotSubscribed>(ended, new SubscriptionCommand.End());
        Assert.IsType<Decision.NoChange>(SubscriptionRules.Decide(ended, new SubscriptionCommand.Retry(), Now));
    }

    private static void Refused<T>(Subscription hook, SubscriptionCommand command) => Assert.IsType<T>(Assert.IsType<Decision.Refused>(SubscriptionRules.Decide(hook, command, Now)).Why);
}
