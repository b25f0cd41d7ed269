namespace ServerlessAssist.Tests.Scenarios;

/// <summary>An alert reaches a coordinator's phone and is answered: from the front door to the phone.</summary>
public sealed class AlertStories(AzuriteFixture azurite)
{
    [Fact]
    public async Task Whoever_is_on_duty_takes_it_by_a_button_and_the_ngo_is_told()
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Story.NgoTelegram, "/start demo-invite-kukes-00000001");
        var reference = await story.Refer();
        var alert = await story.Sees(Story.DutyTelegram, reference);
        Assert.Equal(["Take", "Pass on"], alert.Buttons.SelectMany(row => row).Select(button => button.Label));

        await story.Press(Story.DutyTelegram, alert, "Take");
        var edited = await story.Sees(Story.DutyTelegram, bubble => bubble.Edited);
        Assert.Equal((alert.Id, $"{reference} is yours. Thank you."), (edited.Id, edited.Text));
        Assert.Equal(["More"], edited.Buttons.SelectMany(row => row).Select(button => button.Label));
        await story.Sees(Story.NgoTelegram, $"{reference} was taken");
        Assert.Equal("taken", (await story.History(reference)).GetProperty("status").GetString());
        Assert.Empty(story.ShownOn(Story.BackupSms));
    }

    [Fact]
    public async Task Unanswered_it_climbs_and_the_backup_takes_it_by_texting_the_code()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer("immediate");
        await story.Sees(Story.DutyTelegram, reference);
        await story.Later(11);
        var alert = await story.Sees(Story.BackupSms, reference);
        Assert.Equal((1, "GSM-7"), (alert.Segments, alert.Encoding));

        await story.Text(Story.BackupSms, Story.CodeIn(alert).ToLowerInvariant());
        await story.Sees(Story.BackupSms, "kaloj");
        await story.Later(60);
        Assert.Equal("taken", (await story.History(reference)).GetProperty("status").GetString());
        Assert.Empty(story.ShownOn(Story.CommitteeTelegram));
    }

    [Fact]
    public async Task Nobody_answers_until_the_authority_and_operations_are_told()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer("immediate");
        await story.Later(11);
        await story.Sees(Story.BackupSms, reference);
        await story.Later(11);
        await story.Sees(Story.CommitteeTelegram, reference);
        await story.Later(11);
        await story.Sees(Story.AuthoritySms, reference);
        await story.Later(11);
        await story.Sees(Story.OperationsSms, reference);
        await story.Sees(Story.AuthoritySms, "Still open");
        Assert.Contains("nobody-reached", await story.Steps(reference));
    }

    [Fact]
    public async Task Two_take_it_in_the_same_instant_one_has_it_and_the_other_is_told_so()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer("immediate");
        var first = await story.Sees(Story.DutyTelegram, reference);
        await story.Later(11);
        var second = await story.Sees(Story.BackupSms, reference);
        await Task.WhenAll(story.Press(Story.DutyTelegram, first, "Take"), story.Text(Story.BackupSms, Story.CodeIn(second)));
        var said = new[] { (await story.Sees(Story.DutyTelegram, bubble => bubble.Edited)).Text, (await story.Sees(Story.BackupSms, bubble => bubble.Id != second.Id)).Text };
        Assert.Single(said, text => text.Contains("is yours", StringComparison.Ordinal) || text.Contains("është jotja", StringComparison.Ordinal) || text.Contains("eshte jotja", StringComparison.Ordinal));
        Assert.Single(said, text => text.Contains("North", StringComparison.Ordinal));
        Assert.Single(await story.Steps(reference), "taken");
    }

    [Fact]
    public async Task Passed_on_it_reaches_the_next_at_once()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer();
        await story.Press(Story.DutyTelegram, await story.Sees(Story.DutyTelegram, reference), "Pass on");
        await story.Sees(Story.BackupSms, reference);
    }

    [Fact]
    public async Task A_blocked_bot_is_remembered_and_the_alert_comes_as_a_text()
    {
        await using var story = await Story.Begin(azurite);
        story.Telegram.Blocked[Story.DutyTelegram.Value] = 0;
        var first = await story.Refer();
        await story.Sees(Story.DutySms, first);
        await story.Later(1);
        var asked = 0;
        story.Telegram.Arrived = _ => asked++;
        await story.Sees(Story.DutySms, await story.Refer());
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task The_same_referral_again_counts_once_and_the_same_key_with_another_body_is_a_conflict()
    {
        await using var story = await Story.Begin(azurite);
        var first = await story.TryRefer(Story.Referral(), "key-00000001");
        var again = await story.TryRefer(Story.Referral(), "key-00000001");
        var other = await story.TryRefer(Story.Referral("immediate"), "key-00000001");
        Assert.Equal([201, 200, 409], new[] { first, again, other }.Select(one => (int)one.Status));
        Assert.Equal(first.Body.GetProperty("reference").GetString(), again.Body.GetProperty("reference").GetString());
        await story.Sees(Story.DutyTelegram, first.Body.GetProperty("reference").GetString()!);
        Assert.Single(story.ShownOn(Story.DutyTelegram));
    }
}
