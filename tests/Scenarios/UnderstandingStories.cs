using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>What people really write, from the front door to the phone: a no is never a yes.</summary>
public sealed class UnderstandingStories(AzuriteFixture azurite)
{
    private static readonly Address Social = new(ChannelKind.Telegram, "700000031"), SocialSms = new(ChannelKind.Sms, "+355690000033");

    [Fact]
    public async Task A_reaction_to_an_alert_neither_takes_nor_passes_and_says_once_how_to_take_it()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer("immediate", region: "al-south");
        var alert = await story.Sees(Story.SouthSms, reference);
        await story.Text(Story.SouthSms, $"Liked “{alert.Text}”");
        var told = await story.Sees(Story.SouthSms, "Ende s'ka ndryshuar asgje");
        Assert.Equal((1, Story.CodeIn(alert)), (told.Segments, Story.CodeIn(told)));
        Assert.Equal("alerted", (await story.History(reference)).GetProperty("status").GetString());
        // The clock goes on, and a code from a Cyrillic keyboard takes.
        await story.Later(11);
        await story.Sees(Story.DutyTelegram, reference);
        const string Latin = "ABCEHKMPTXY", Cyrillic = "АВСЕНКМРТХУ";
        await story.Text(Story.SouthSms, string.Concat(Story.CodeIn(alert).Select(letter => Latin.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Cyrillic[at] : letter)));
        await story.Sees(Story.SouthSms, "eshte jotja");
    }

    [Fact]
    public async Task A_polite_word_takes_and_what_could_mean_both_is_asked_with_buttons()
    {
        await using var story = await Story.Begin(azurite);
        foreach (var text in (string[])["no problem, I take {0}", "on my way {0} 👍", "nema problema, preuzimam {0}"])
        {
            var reference = await story.Refer();
            await story.Text(Story.DutyTelegram, string.Format(null, text, Story.CodeIn(await story.Sees(Story.DutyTelegram, reference))));
            await story.Sees(Story.DutyTelegram, $"{reference} is yours");
        }
        var unclear = await story.Refer();
        await story.Text(Story.DutyTelegram, $"should I take {Story.CodeIn(await story.Sees(Story.DutyTelegram, unclear))} or not?");
        var asked = await story.Sees(Story.DutyTelegram, "Nothing has changed yet");
        Assert.Equal("alerted", (await story.History(unclear)).GetProperty("status").GetString());
        await story.Press(Story.DutyTelegram, asked, "Take");
        await story.Sees(Story.DutyTelegram, $"{unclear} is yours");
    }

    [Fact]
    public async Task A_refusal_is_never_read_back_as_an_agreement_and_yes_sends_nothing()
    {
        await using var story = await Story.Begin(azurite);
        foreach (var refusal in (string[])["has not given consent", "she does not consent but her life is at risk", "consent not yet asked", "she refused consent"])
        {
            foreach (var text in (string[])[$"REF Morina adult f urgent bed sq {refusal}", "send", "discard"])
            {
                var before = story.ShownOn(SocialSms).Count();
                await story.Text(SocialSms, text);
                await Story.Until(() => story.ShownOn(SocialSms).Count() > before);
            }
        }
        Assert.DoesNotContain(story.ShownOn(SocialSms), text => text.Contains(",agreed", StringComparison.Ordinal) || text.Contains("RA-", StringComparison.Ordinal));
        await story.Text(SocialSms, "REF Morina adult f urgent bed sq consent");
        await story.Sees(SocialSms, "Right? Text: send");
        await story.Text(SocialSms, "yes");
        await story.Sees(SocialSms, "Not sent yet");
        await story.Text(SocialSms, "send");
        await story.Sees(SocialSms, "is on its way");
    }

    [Fact]
    public async Task What_the_carrier_says_about_opting_out_is_heard_whatever_the_text_says()
    {
        await using var story = await Story.Begin(azurite);
        await story.Twilio.Receive(Story.DutySms.Value, "No", optOutType: "STOP");
        await story.Sees(Story.OperationsSms, "can no longer be reached");
        Assert.Empty(story.ShownOn(Story.DutySms));
        await story.Twilio.Receive(Story.DutySms.Value, "Po", optOutType: "START");
        Assert.Empty(story.ShownOn(Story.DutySms));
        await story.Text(Story.DutySms, "hello");
        await story.Sees(Story.DutySms, "not understood");
    }

    [Fact]
    public async Task A_stop_that_the_carrier_does_not_know_is_answered_once_and_its_word_resumes()
    {
        await using var story = await Story.Begin(azurite);
        // From somebody who never stopped, a word for starting is a text like any other.
        foreach (var word in (string[])["Yes", "YES!!", "Kreni", "Devam", "Продолжить"])
        {
            var before = story.ShownOn(Story.SouthSms).Count();
            await story.Text(Story.SouthSms, word);
            await Story.Until(() => story.ShownOn(Story.SouthSms).Count() > before);
            Assert.Contains("kodin", story.ShownOn(Story.SouthSms).Last(), StringComparison.Ordinal);
        }
        await story.Text(Story.SouthSms, "ndalo ju lutem");
        Assert.Equal(1, (await story.Sees(Story.SouthSms, "shkruaj: fillo")).Segments);
        await story.Text(Story.SouthSms, "ndalo");
        await story.Text(Story.SouthSms, "fillo");
        await story.Sees(Story.SouthSms, "Tani do te marresh perseri mesazhe");
        Assert.Equal(7, story.ShownOn(Story.SouthSms).Count());
    }

    [Fact]
    public async Task In_a_chat_an_everyday_word_ends_the_dialogue_and_not_the_messages()
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Social, "cancel");
        await story.Sees(Social, "Nothing is open here");
        foreach (var word in (string[])["отмена", "cancel", "iptal"])
        {
            var before = story.ShownOn(Social).Count(text => text.Contains("Thrown away", StringComparison.Ordinal));
            await story.Text(Social, "/refer Morina adult f");
            await story.Sees(Social, "How soon");
            await story.Text(Social, word);
            await Story.Until(() => story.ShownOn(Social).Count(text => text.Contains("Thrown away", StringComparison.Ordinal)) > before);
        }
        Assert.Empty(story.ShownOn(Story.OperationsSms));
    }

    [Fact]
    public async Task Six_people_off_one_bus_are_six_answered_referrals()
    {
        await using var story = await Story.Begin(azurite);
        for (var person = 1; person <= 7; person++)
        {
            await story.Text(SocialSms, "REF Morina adult f urgent bed sq consent");
            await story.Text(SocialSms, "send");
            await Story.Until(() => story.ShownOn(SocialSms).Count(text => text.Contains("is on its way", StringComparison.Ordinal)) == person);
        }
        Assert.DoesNotContain(story.ShownOn(Story.OperationsSms), text => text.Contains("same text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_text_that_is_changed_after_it_was_sent_is_told_that_it_has_to_be_sent_anew()
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Story.LakeTelegram, "two beds free");
        await story.Sees(Story.LakeTelegram, "2 free");
        await story.Telegram.Edit(Story.LakeTelegram.Value, "two beds free");
        await story.Telegram.Edit(Story.LakeTelegram.Value, "one bed free");
        await story.Sees(Story.LakeTelegram, "Changing a message that was sent changes nothing here");
        Assert.Equal(2, story.ShownOn(Story.LakeTelegram).Count());
    }

    [Fact]
    public async Task A_button_that_is_pressed_twice_keeps_its_screen()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer();
        var alert = await story.Sees(Story.DutyTelegram, reference);
        var take = alert.Buttons[0].First(button => button.Label == "Take").Data;
        await story.Telegram.Press(Story.DutyTelegram.Value, alert.Id, take);
        var first = await story.Sees(Story.DutyTelegram, bubble => bubble.Edited);
        await story.Telegram.Press(Story.DutyTelegram.Value, alert.Id, take);
        await story.Text(Story.DutyTelegram, "hello there");
        await story.Sees(Story.DutyTelegram, "Which one is this for");
        var second = story.System.Phones.On(Story.DutyTelegram).First(bubble => bubble.Id == alert.Id);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Buttons.SelectMany(row => row).Select(button => button.Label), second.Buttons.SelectMany(row => row).Select(button => button.Label));
    }
}
