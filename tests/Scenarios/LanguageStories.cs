namespace ServerlessAssist.Tests.Scenarios;

/// <summary>Everybody is served in their own language, by whatever way they ask for it.</summary>
public sealed class LanguageStories(AzuriteFixture azurite)
{
    [Fact]
    public async Task On_telegram_every_language_is_a_button_and_Cyrillic_is_another_than_Latin()
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Story.DutyTelegram, "/language");
        var asked = await story.Sees(Story.DutyTelegram, "language");
        Assert.Equal(
            ["English", "Български", "Bosanski", "Crnogorski", "Македонски", "Română", "Русский", "Shqip", "Српски", "Srpski", "Türkçe", "Українська"],
            asked.Buttons.SelectMany(row => row).Select(button => button.Label));
        await story.Press(Story.DutyTelegram, asked, "Српски");
        await story.Sees(Story.DutyTelegram, "Од сада на српском.");
        await story.Refer();
        var alert = await story.Sees(Story.DutyTelegram, "хитно");
        await story.Press(Story.DutyTelegram, alert, "Преузимам");
        await story.Sees(Story.DutyTelegram, "Преузели сте");
    }

    [Theory]
    [InlineData("Turkce", "Bundan sonra Türkce.", "acil", "hayir", "baska birine gidiyor")]
    [InlineData("bosanski", "Od sada na bosanskom.", "hitno", "Ne,", "ide nekom drugom")]
    [InlineData("Limba română", "De acum inainte in romana.", "urgent", "nu pot", "merge la altcineva")]
    [InlineData("uk", "Відтепер українською.", "швидко", "Ні", "перейде до когось іншого")]
    [InlineData("Srpski cirilica", "Од сада на српском.", "хитно", "не могу", "иде неком другом")]
    public async Task By_text_a_language_is_named_and_everything_fits_one_segment(string name, string changed, string urgency, string no, string passed)
    {
        await using var story = await Story.Begin(azurite);
        await story.Text(Story.SouthSms, "Gjuha?");
        await story.Sees(Story.SouthSms, "Ukrainska");
        await story.Text(Story.SouthSms, name);
        await story.Sees(Story.SouthSms, changed);
        await story.Refer(region: "al-south");
        var alert = await story.Sees(Story.SouthSms, urgency);
        await story.Text(Story.SouthSms, $"{no} {Story.CodeIn(alert)}");
        await story.Sees(Story.SouthSms, passed);
        Assert.All(story.System.Phones.On(Story.SouthSms).Where(bubble => !bubble.IsMine), bubble => Assert.Equal(1, bubble.Segments));
    }
}
