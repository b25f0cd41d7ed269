using System.Globalization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class WrittenTests
{
    private static readonly DateTimeOffset Winter = new(2026, 3, 5, 13, 5, 0, TimeSpan.Zero), Summer = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Weekdays as the platform has them: their abbreviations change between its versions.</summary>
    [Theory]
    [InlineData("en", "en-GB", "{0} 5 Mar 14:05", "1,234,567.5")]
    [InlineData("sq", "sq-AL", "{0} 5.3. 14:05", "1 234 567,5")]
    [InlineData("bs", "bs-Latn-BA", "{0} 5.3. 14:05", "1.234.567,5")]
    [InlineData("cnr", "sr-Latn-ME", "{0} 5.3. 14:05", "1.234.567,5")]
    [InlineData("sr-Latn", "sr-Latn-RS", "{0} 5.3. 14:05", "1.234.567,5")]
    [InlineData("sr", "sr-Cyrl-RS", "{0} 5.3. 14:05", "1.234.567,5")]
    [InlineData("mk", "mk-MK", "{0} 5.3. 14:05", "1.234.567,5")]
    [InlineData("bg", "bg-BG", "{0} 5.3. 14:05", "1 234 567,5")]
    [InlineData("ro", "ro-RO", "{0} 5.03 14:05", "1.234.567,5")]
    [InlineData("tr", "tr-TR", "5 Mar {0} 14:05", "1.234.567,5")]
    [InlineData("uk", "uk-UA", "{0} 5.03 14:05", "1 234 567,5")]
    [InlineData("ru", "ru-RU", "{0} 5.03 14:05", "1 234 567,5")]
    public void Every_language_has_its_days_times_and_numbers(string tag, string culture, string moment, string number)
    {
        var (file, weekday) = (LanguageFile.All[tag], CultureInfo.GetCultureInfo(culture).DateTimeFormat.GetAbbreviatedDayName(DayOfWeek.Thursday));
        Assert.Equal(culture, file.Culture);
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, moment, weekday), Written.Of(new Argument.Moment(Winter, "Europe/Tirane", MomentForm.DayAndTime), file));
        Assert.Equal(number, Written.Of(new Argument.Number(1234567.5m), file).Replace('\u00a0', ' ').Replace('\u202f', ' '));
        Assert.Equal("7", Written.Of(new Argument.Number(7.000m), file));
    }

    [Fact]
    public void Every_language_takes_its_weekdays_from_itself()
    {
        // English ones where there is no such culture: a slip in a culture's name would show here.
        foreach (var file in LanguageFile.All.Values.Where(file => file.Tag != "en"))
            Assert.NotEqual("Thursday", CultureInfo.GetCultureInfo(file.Culture).DateTimeFormat.GetDayName(DayOfWeek.Thursday));
        foreach (var file in LanguageFile.All.Values)
            foreach (var day in Enumerable.Range(0, 7))
                Assert.Equal(file.IsCyrillic ? SmsEncoding.Ucs2 : SmsEncoding.Gsm7, SmsSegments.Count(SmsText.Fold(Written.Of(new Argument.Moment(Winter.AddDays(day), "UTC", MomentForm.Day), file), file)).Encoding);
    }

    [Theory]
    [InlineData("Europe/Tirane", "14:00")]
    [InlineData("Europe/Kyiv", "15:00")]
    [InlineData("Europe/Istanbul", "15:00")]
    [InlineData("Nowhere/Here", "12:00 UTC")]
    public void A_time_is_the_one_on_the_wall_there(string zone, string time) => Assert.Equal(time, Written.Of(new Argument.Moment(Summer, zone, MomentForm.Time), LanguageFile.All["en"]));

    [Fact]
    public void Where_the_platform_has_no_culture_digits_and_order_stay_right()
    {
        var file = LanguageFile.All["sr"] with { Culture = "no such culture!" };
        Assert.Equal("Thu 5.3. 14:05", Written.Of(new Argument.Moment(Winter, "Europe/Belgrade", MomentForm.DayAndTime), file));
        Assert.Equal("1,234.5", Written.Of(new Argument.Number(1234.5m), file));
    }

    [Fact]
    public void A_phrase_says_a_moment_and_a_number_in_the_readers_way()
    {
        var due = new Phrase("operations.poison", "queue", "count").With(("queue", new Argument.Moment(Winter, "Europe/Chisinau", MomentForm.Time)), ("count", new Argument.Number(1500)));
        Assert.Equal("Coada 15:05: mesaje esuate 1.500. Va asteapta.", new Phrases().Render(due, new Language("ro"), ChannelKind.Sms));
    }
}
