using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>From the alert to closure, all of it on phones: a coordinator finds a place, a provider gives it.</summary>
public sealed class ProviderStories(AzuriteFixture azurite)
{
    [Fact]
    public async Task Referred_taken_a_place_found_and_given_and_closed_and_then_it_is_on_no_list()
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Story.LakeTelegram, "places 1");
        await story.Sees(Story.LakeTelegram, "Noted: 1 free.");
        var reference = await story.Refer();
        await story.Press(Story.DutyTelegram, await story.Sees(Story.DutyTelegram, reference), "Take");
        await Ask(story, "Lake");

        await Press(story, story.Sees(Story.LakeTelegram, bubble => Has(bubble, "alert take ")), "alert take ", Story.LakeTelegram);
        await story.Sees(Story.LakeTelegram, $"{reference} is with you now.");
        var has = await story.Sees(Story.DutyTelegram, "Lake has it");
        Assert.Equal("in-assistance", (await story.History(reference)).GetProperty("status").GetString());
        Assert.Equal("house-lake:0", Assert.Single(await Places(story)));

        await story.Press(Story.DutyTelegram, has, has.Buttons[0][0].Label);
        await Press(story, story.Sees(Story.DutyTelegram, bubble => Has(bubble, "ref close ")), "ref close ", Story.DutyTelegram);
        await Press(story, story.Sees(Story.DutyTelegram, "why is it closed"), "ref close ", Story.DutyTelegram);
        await story.Sees(Story.DutyTelegram, $"{reference}: closed.");
        await story.Sees(Story.LakeTelegram, bubble => bubble.Text.StartsWith(reference, StringComparison.Ordinal) && bubble.Buttons.Count == 0 && !bubble.Text.Contains("with you", StringComparison.Ordinal));
        Assert.Equal("closed", (await story.History(reference)).GetProperty("status").GetString());
        Assert.Equal("house-lake:1", Assert.Single(await Places(story)));
        Assert.Empty(await Board(story));
        await story.Text(Story.DutyTelegram, "/mine");
        await story.Sees(Story.DutyTelegram, "Nothing is with you now.");
    }

    [Fact]
    public async Task The_nearest_declines_and_the_next_one_gives_a_place_by_texting_the_code()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer();
        await story.Press(Story.DutyTelegram, await story.Sees(Story.DutyTelegram, reference), "Take");
        await Ask(story, "Lake");
        await Press(story, story.Sees(Story.LakeTelegram, bubble => Has(bubble, "alert pass ")), "alert pass ", Story.LakeTelegram);
        await story.Sees(Story.DutyTelegram, "Lake cannot");
        var offer = await story.Sees(Story.HillSms, reference);
        Assert.Equal(1, offer.Segments);
        await story.Text(Story.HillSms, Story.CodeIn(offer));
        await story.Sees(Story.DutyTelegram, "Hill has it");
        Assert.Equal("house-hill:0", Assert.Single(await Places(story)));
    }

    private static async Task Ask(Story story, string provider)
    {
        await Press(story, story.Sees(Story.DutyTelegram, bubble => Has(bubble, "ref show ")), "ref show ", Story.DutyTelegram);
        await Press(story, story.Sees(Story.DutyTelegram, bubble => Has(bubble, "ref assign ")), "ref assign ", Story.DutyTelegram);
        await Press(story, story.Sees(Story.DutyTelegram, "what is needed"), "ref assign ", Story.DutyTelegram);
        var whom = await story.Sees(Story.DutyTelegram, bubble => Has(bubble, "ref ask "));
        await story.Press(Story.DutyTelegram, whom, provider);
        await story.Sees(Story.DutyTelegram, $"{provider} is asked");
    }

    private static bool Has(Sandbox.Carriers.Bubble bubble, string data) => bubble.Buttons.SelectMany(row => row).Any(button => button.Data.StartsWith(data, StringComparison.Ordinal));

    private static async Task Press(Story story, Task<Sandbox.Carriers.Bubble> shown, string data, ServerlessAssist.Shared.Messaging.Address phone)
    {
        var bubble = await shown;
        await story.Press(phone, bubble, bubble.Buttons.SelectMany(row => row).First(button => button.Data.StartsWith(data, StringComparison.Ordinal)).Label);
    }

    private static Task<List<string>> Places(Story story) => story.System.Functions.Services.GetRequiredService<Views>().Read(ProviderRules.View, "all", Story.Stop);

    private static Task<List<string>> Board(Story story) => story.System.Functions.Services.GetRequiredService<Views>().Read(ReferralEvolution.BoardView, "al-north", Story.Stop);
}
