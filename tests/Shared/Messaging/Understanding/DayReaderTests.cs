using System.Globalization;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Tests.Shared.Messaging.Understanding;

public sealed class DayReaderTests
{
    private static readonly MessageReader Reader = MessageReader.Of(IntakeVocabulary.Labels);
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData("en", "friday", "2026-03-06")]
    [InlineData("sq", "të premten", "2026-03-06")]
    [InlineData("en", "until monday", "2026-03-02")]
    [InlineData("sq", "sot", "2026-03-02")]
    [InlineData("en", "tomorrow", "2026-03-03")]
    [InlineData("en", "tomorow", "2026-03-03")]
    [InlineData("en", "2026-04-01", "2026-04-01")]
    [InlineData("en", "1.4.", "2026-04-01")]
    [InlineData("en", "1.3.", "2027-03-01")]
    [InlineData("en", "29.2.", "2028-02-29")]
    [InlineData("en", "until 20 March", "2026-03-20")]
    [InlineData("en", "until March 20th", "2026-03-20")]
    [InlineData("en", "20th of march", "2026-03-20")]
    [InlineData("en", "2 weeks", "2026-03-16")]
    [InlineData("sq", "2 javë", "2026-03-16")]
    [InlineData("tr", "2 hafta", "2026-03-16")]
    [InlineData("ru", "2 недели", "2026-03-16")]
    [InlineData("bs", "2 sedmice", "2026-03-16")]
    [InlineData("sr", "2 nedelje", "2026-03-16")]
    [InlineData("sr-Latn", "nedelju dana", "2026-03-09")]
    [InlineData("ro", "2 luni", "2026-05-02")]
    [InlineData("ro", "până luni", "2026-03-02")]
    [InlineData("bs", "6.3.2026.", "2026-03-06")]
    [InlineData("bs", "do petka", "2026-03-06")]
    [InlineData("cnr", "do utorka", "2026-03-03")]
    [InlineData("sr", "до петка", "2026-03-06")]
    [InlineData("ru", "до 20-го марта", "2026-03-20")]
    [InlineData("bg", "поемам петък", "2026-03-06")]
    [InlineData("mk", "петок", "2026-03-06")]
    [InlineData("ro", "vineri", "2026-03-06")]
    [InlineData("tr", "cumaya kadar", "2026-03-06")]
    [InlineData("tr", "pazartesi", "2026-03-02")]
    [InlineData("tr", "pazar", "2026-03-08")]
    [InlineData("tr", "cumartesi", "2026-03-07")]
    [InlineData("uk", "п’ятницю", "2026-03-06")]
    [InlineData("uk", "friday", "2026-03-06")]
    [InlineData("en", "some day", null)]
    [InlineData("en", "next friday", null)]
    [InlineData("en", "not friday", null)]
    [InlineData("en", "friday or saturday", null)]
    [InlineData("en", "friday the 20th", null)]
    [InlineData("en", "2 or 3 days", null)]
    [InlineData("ru", "2-3 дня", null)]
    [InlineData("en", "20", null)]
    [InlineData("en", "31.2.", null)]
    [InlineData("cnr", "do drugog petka", null)]
    [InlineData("en", "", null)]
    public void A_day_is_read_as_people_write_it_or_not_at_all(string tag, string text, string? day)
    {
        var language = new Language(tag);
        var found = DayReader.Find(Reader.Read(text, language), language, Monday, Monday);
        Assert.Equal(day, (found.IsWith(Meaning.Take) ? found.Day : null)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("en", "22-7", "22:00", "07:00")]
    [InlineData("en", "22:30 – 6:15", "22:30", "06:15")]
    [InlineData("en", "10pm to 7am", "22:00", "07:00")]
    [InlineData("en", "from 10 pm to 7 am", "22:00", "07:00")]
    [InlineData("bs", "od 22 do 7", "22:00", "07:00")]
    [InlineData("sq", "nga ora 22 deri 7", "22:00", "07:00")]
    [InlineData("sr", "од 10 увече до 7 ујутру", "22:00", "07:00")]
    [InlineData("en", "٢٢-٧", "22:00", "07:00")]
    [InlineData("en", "22", null, null)]
    [InlineData("en", "22-22", null, null)]
    [InlineData("en", "25-7", null, null)]
    [InlineData("en", "7-22-3", null, null)]
    [InlineData("en", "10-7", null, null)]
    [InlineData("en", "tonight", null, null)]
    [InlineData("en", "not 22-7", null, null)]
    [InlineData("en", "maybe 22-7", null, null)]
    public void Two_times_are_read_as_people_write_them_or_not_at_all(string tag, string text, string? from, string? until)
    {
        var found = HoursReader.Find(Reader.Read(text, new Language(tag)));
        Assert.Equal((from, until), (found?.From.ToString("HH:mm", CultureInfo.InvariantCulture), found?.Until.ToString("HH:mm", CultureInfo.InvariantCulture)));
    }
}
