using System.Net;
using System.Text.Json;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>Carriers, storage and the host have a bad day; the alert arrives all the same, or a human knows.</summary>
public sealed class BadDayStories(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_carrier_that_is_down_is_tried_again_and_the_next_channel_brings_it()
    {
        await using var story = await Story.Begin(azurite);
        var tries = 0;
        story.Telegram.Arrived = method => tries += method == "sendMessage" ? 1 : 0;
        story.Telegram.Trouble.IsDown = true;
        var reference = await story.Refer();
        await story.Sees(Story.DutySms, reference);
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task Too_many_requests_are_heeded_by_the_carriers_own_delay()
    {
        await using var story = await Story.Begin(azurite);
        var (asked, refused) = (0, 0L);
        story.Telegram.Arrived = method =>
        {
            if (method == "sendMessage" && Interlocked.Increment(ref asked) == 1) refused = TimeProvider.System.GetTimestamp();
        };
        story.Telegram.Trouble.IsTooMany = true;
        var reference = await story.Refer();
        await Story.Until(() => asked > 0);
        story.Telegram.Trouble.IsTooMany = false;
        await story.Sees(Story.DutyTelegram, reference);
        // The carrier asked for three seconds; the queue counts whole ones.
        Assert.True(TimeProvider.System.GetElapsedTime(refused).TotalSeconds > 2, "It was sent again before the time that the carrier asked for.");
        Assert.Empty(story.ShownOn(Story.DutySms));
    }

    [Fact]
    public async Task Nobody_can_be_reached_by_any_channel_and_the_next_level_is_alerted_at_once()
    {
        await using var story = await Story.Begin(azurite);
        story.Telegram.Blocked[Story.DutyTelegram.Value] = 0;
        await story.Text(Story.DutySms, "STOP");
        var reference = await story.Refer();
        await story.Sees(Story.BackupSms, reference);
        await story.Sees(Story.OperationsSms, "North 1 can no longer be reached by SMS");
        Assert.DoesNotContain(story.ShownOn(Story.DutySms), text => text.Contains(reference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_text_that_the_carrier_could_not_deliver_goes_on_by_telegram_and_up()
    {
        await using var story = await Story.Begin(azurite);
        story.Twilio.Unreachable[Story.BackupSms.Value] = 0;
        var reference = await story.Refer("immediate");
        await story.Later(11);
        // The backup has no other channel: the committee is alerted without waiting for its ten minutes.
        await story.Sees(Story.CommitteeTelegram, reference);
        Assert.Contains("alert-undelivered", await story.Steps(reference));
    }

    [Theory]
    [InlineData("duplicates")]
    [InlineData("out of order")]
    [InlineData("lost")]
    public async Task Delivery_reports_may_come_twice_in_any_order_or_not_at_all(string how)
    {
        await using var story = await Story.Begin(azurite);
        (story.Twilio.Trouble.Duplicates, story.Twilio.Trouble.OutOfOrder, story.Twilio.Trouble.ReportLost) = (how == "duplicates", how == "out of order", how == "lost");
        var reference = await story.Refer(region: "al-south");
        var alert = await story.Sees(Story.SouthSms, reference);
        await story.Later(0.2);
        await Story.Until(() => story.Twilio.Travelled == 1);
        Assert.Equal(how == "lost" ? 0 : 1, (await story.Steps(reference)).Count(step => step == "alert-delivered"));
        await story.Text(Story.SouthSms, Story.CodeIn(alert));
        await story.Sees(Story.SouthSms, "jotja");
    }

    [Fact]
    public async Task A_webhook_that_was_lost_is_found_in_the_carriers_list()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer(region: "al-south");
        var alert = await story.Sees(Story.SouthSms, reference);
        story.Twilio.Trouble.WebhookLost = true;
        await story.Text(Story.SouthSms, Story.CodeIn(alert));
        await story.Later(5);
        await story.Sees(Story.SouthSms, "jotja");
        Assert.Equal("taken", (await story.History(reference)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_same_text_a_thousand_times_and_fifty_at_once_is_one_decision_with_the_same_reply()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer(region: "al-south");
        var alert = await story.Sees(Story.SouthSms, reference);
        var text = await story.Twilio.Receive(Story.SouthSms.Value, Story.CodeIn(alert));
        async Task<string> Again()
        {
            using var answer = await story.Twilio.Replay(text);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Story.Stop);
        }
        var replies = new List<string>();
        for (var round = 0; round < 20; round++) replies.AddRange(await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Again())));
        await story.Later(60 * 24 * 8);
        replies.Add(await Again());
        Assert.Contains("jotja", Assert.Single(replies.Distinct()), StringComparison.Ordinal);
        Assert.Single(await story.Steps(reference), "taken");
    }

    [Fact]
    public async Task Tables_that_do_not_answer_leave_the_message_in_the_queue_and_it_is_answered_later()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer(region: "al-south");
        var alert = await story.Sees(Story.SouthSms, reference);
        story.System.Wire.Fault = request => request.Target == "streams" || request.Path == "$batch" ? WireFault.Lost : WireFault.None;
        await story.Text(Story.SouthSms, Story.CodeIn(alert));
        Assert.Empty(story.ShownOn(Story.SouthSms).Skip(1));
        story.System.Wire.Fault = null;
        await story.Sees(Story.SouthSms, bubble => bubble.Text.Contains("jotja", StringComparison.Ordinal), seconds: 60);
    }

    [Fact]
    public async Task A_report_that_meets_silent_tables_waits_in_the_queue_and_the_alert_goes_on()
    {
        await using var story = await Story.Begin(azurite);
        var queued = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        story.Twilio.Unreachable[Story.SouthSms.Value] = 0;
        story.System.Wire.Answered = request =>
        {
            if (request is { Method: "POST", Path: "inbound/messages" }) queued.TrySetResult();
        };
        var reference = await story.Refer(region: "al-south");
        story.System.Wire.Fault = request => request.Target == "streams" || request.Path == "$batch" ? WireFault.Lost : WireFault.None;
        await story.Later(0.2);
        await queued.Task.WaitAsync(TimeSpan.FromSeconds(30), Story.Stop);
        Assert.DoesNotContain(story.ShownOn(Story.DutyTelegram), text => text.Contains(reference, StringComparison.Ordinal));
        story.System.Wire.Fault = null;
        await story.Sees(Story.DutyTelegram, reference, seconds: 60);
        Assert.Single(await story.Steps(reference), "alert-undelivered");
    }

    [Fact]
    public async Task Storage_that_is_down_altogether_is_told_to_the_carrier_and_readiness_is_red()
    {
        await using var story = await Story.Begin(azurite);
        story.System.Wire.Fault = _ => WireFault.Lost;
        await story.Later(1);
        using var answer = await story.Twilio.Post($"{SandboxSystem.PublicAddress}/api/sms", Sms("anything"), SandboxSystem.Account.AuthToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        using var ready = await story.System.Http.GetAsync(new Uri(story.System.Functions.Address, "/api/health/ready"), Story.Stop);
        using var live = await story.System.Http.GetAsync(new Uri(story.System.Functions.Address, "/api/health/live"), Story.Stop);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
        var (status, body) = await story.TryRefer(Story.Referral(), "key-00000001");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "try-again"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_host_that_was_down_for_three_hours_goes_straight_to_the_right_level()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer();
        await story.Sees(Story.DutyTelegram, reference);
        await story.System.Functions.DisposeAsync();
        await story.Later(180);
        await story.System.RestartFunctions(Story.Stop);
        await story.Later(1.1);
        await story.Sees(Story.AuthoritySms, reference);
        // Whatever is still under way is finished by the end of the host.
        await story.System.Functions.DisposeAsync();
        Assert.Single(story.ShownOn(Story.AuthoritySms));
        Assert.Single(story.ShownOn(Story.BackupSms));
    }

    [Fact]
    public async Task Poison_is_kept_told_listed_and_put_back()
    {
        await using var story = await Story.Begin(azurite);
        await new Azure.Storage.Queues.QueueClient(story.System.Storage, "delivery-urgent-poison", new() { MessageEncoding = Azure.Storage.Queues.QueueMessageEncoding.Base64 })
            .SendMessageAsync("not-ours", visibilityTimeout: null, timeToLive: TimeSpan.FromSeconds(-1), Story.Stop);
        await story.Later(6);
        await story.Sees(Story.OperationsSms, "delivery-urgent");
        using var list = await story.System.Operate(HttpMethod.Get, "operations/poison", null, Story.Stop);
        Assert.Equal(Announcements.Urgent, JsonDocument.Parse(await list.Content.ReadAsStringAsync(Story.Stop)).RootElement[0].GetProperty("queue").GetString());
        using var back = await story.System.Operate(HttpMethod.Post, "operations/poison/delivery-urgent", null, Story.Stop);
        Assert.Equal(1, JsonDocument.Parse(await back.Content.ReadAsStringAsync(Story.Stop)).RootElement.GetProperty("putBack").GetInt32());
    }

    [Fact]
    public async Task A_stranger_gets_one_innocuous_answer_a_day()
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Story.StrangerSms, "who is this?");
        await story.Sees(Story.StrangerSms, "Thank you for your message");
        await story.Text(Story.StrangerSms, "hello?");
        await story.Text(Story.StrangerSms, "hello??");
        Assert.Single(story.ShownOn(Story.StrangerSms));
        await story.Later(60 * 24);
        await story.Text(Story.StrangerSms, "hello again");
        await story.Sees(Story.StrangerSms, bubble => story.ShownOn(Story.StrangerSms).Count() == 2);
    }

    [Fact]
    public async Task A_machine_that_repeats_itself_gets_five_answers_and_a_human_is_told()
    {
        await using var story = await Story.Begin(azurite);
        for (var at = 0; at < 9; at++) await story.Text(Story.BackupSms, "Out of office");
        Assert.Equal(5, story.ShownOn(Story.BackupSms).Count());
        await story.Sees(Story.OperationsSms, "same text");
    }

    [Fact]
    public async Task Stop_ends_texts_at_once_and_only_start_resumes()
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Story.SouthSms, "ndal");
        await story.Text(Story.SouthSms, "hello");
        // Its alert is tried before the answer comes.
        await story.Refer(region: "al-south");
        Assert.DoesNotContain(story.ShownOn(Story.SouthSms), text => text.Contains("RA-", StringComparison.Ordinal));
        await story.Text(Story.SouthSms, "fillo");
        var reference = await story.Refer(region: "al-south");
        await story.Sees(Story.SouthSms, reference);
    }

    [Fact]
    public async Task A_chosen_language_stays_chosen()
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Story.DutyTelegram, "/language");
        var asked = await story.Sees(Story.DutyTelegram, "language");
        await story.Press(Story.DutyTelegram, asked, "Shqip");
        await story.Refer();
        await story.Sees(Story.DutyTelegram, "urgjent");
    }

    private static Dictionary<string, string> Sms(string text) => new()
    {
        ["MessageSid"] = "SM" + Guid.NewGuid().ToString("N"), ["AccountSid"] = SandboxSystem.Account.Sid, ["From"] = Story.BackupSms.Value, ["To"] = SandboxSystem.OurNumber, ["Body"] = text,
    };
}
