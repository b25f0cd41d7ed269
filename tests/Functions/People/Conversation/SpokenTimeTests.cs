using System.Globalization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.People.Conversation;

public sealed class SpokenTimeTests
{
    private static readonly SpokenTime Spoken = new(new Keywords());
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData("friday", "2026-03-06")]
    [InlineData("I take Friday!", "2026-03-06")]
    [InlineData("e marr të premten", "2026-03-06")]
    [InlineData("until monday", "2026-03-02")]
    [InlineData("sot", "2026-03-02")]
    [InlineData("tomorrow", "2026-03-03")]
    [InlineData("2026-04-01", "2026-04-01")]
    [InlineData("1.4.", "2026-04-01")]
    [InlineData("1.3.", "2027-03-01")]
    [InlineData("29.2.", "2028-02-29")]
    [InlineData("some day", null)]
    [InlineData("31.2.", null)]
    [InlineData("", null)]
    public void Days_are_understood(string text, string? day) => Assert.Equal(day is null ? null : DateOnly.Parse(day, CultureInfo.InvariantCulture), Spoken.DayIn(text, Monday, text.Contains('ë', StringComparison.Ordinal) ? Language.Albanian : Language.English));

    [Theory]
    [InlineData("bg", "поемам петък")]
    [InlineData("bs", "u petak")]
    [InlineData("mk", "петок")]
    [InlineData("ro", "vineri")]
    [InlineData("ru", "в пятницу")]
    [InlineData("sq", "të premten")]
    [InlineData("sr", "у петак")]
    [InlineData("tr", "cuma")]
    [InlineData("uk", "п’ятницю")]
    [InlineData("uk", "friday")]
    public void Friday_is_understood_in_the_readers_language_and_in_English(string tag, string text) => Assert.Equal(Monday.AddDays(4), Spoken.DayIn(text, Monday, new Language(tag)));

    [Theory]
    [InlineData("pazartesi", 0)]
    [InlineData("pazar", 6)]
    [InlineData("cumartesi", 5)]
    public void A_Turkish_day_that_begins_like_another_is_not_taken_for_it(string text, int ahead) => Assert.Equal(Monday.AddDays(ahead), Spoken.DayIn(text, Monday, new Language("tr")));

    [Theory]
    [InlineData("22-7", "22:00", "07:00")]
    [InlineData("22:30 – 6:15", "22:30", "06:15")]
    [InlineData("22", null, null)]
    [InlineData("22-22", null, null)]
    [InlineData("25-7", null, null)]
    [InlineData("7-22-3", null, null)]
    public void Hours_are_understood(string text, string? from, string? until) =>
        Assert.Equal(from is null ? null : new Quiet(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(until!, CultureInfo.InvariantCulture)), SpokenTime.HoursIn(text));

    [Fact]
    public void A_number_of_days_is_understood()
    {
        Assert.Equal(3, SpokenTime.DaysIn(["3", "days"]));
        Assert.Null(SpokenTime.DaysIn(["0", "93", "-1", "x"]));
    }
}
