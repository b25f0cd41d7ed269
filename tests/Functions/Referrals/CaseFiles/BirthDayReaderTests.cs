using System.Globalization;
using CsCheck;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Functions.Referrals.CaseFiles.Reading;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>Days of birth in the forms that spreadsheet programs and people write.</summary>
public sealed class BirthDayReaderTests
{
    /// <summary>Of the programme's countries, day first; and those that begin with the year, or name the month.</summary>
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-M-d", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy. MM. dd.",
        "dd.MM.yyyy", "d.M.yyyy", "d. M. yyyy.", "dd.MM.yyyy.", "d.M.yyyy 'г.'", "d.M.yyyy'г.'",
        "dd.MM.yyyy 'р.'", "d.M.yyyy 'god.'", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy",
        "d MMMM yyyy", "dd MMM yyyy", "d-MMM-yyyy", "d. MMMM yyyy", "MMMM d, yyyy", "MMM d yyyy",
    ];

    private static readonly string[] Times =
        ["", "'T'00:00:00", " 00:00", " 0:00:00", "'T'12:30:00.000", " 23:59", "', 'H:mm", "', 'H:mm 'ч.'"];

    private static readonly Gen<DateTime> Days = Gen.Date[new DateTime(1906, 12, 1), new DateTime(2026, 12, 1)];

    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Char['0', '9'], Gen.Char[' ', '/'], Gen.Const('T'), Gen.Const(':'), Gen.Char)
        .Array[0, 70].Select(units => new string(units));

    [Fact]
    public void A_day_is_read_as_the_day_in_every_form() =>
        Gen.Select(Days, Gen.Int[0, Forms.Length - 1], Gen.Int[0, Times.Length - 1]).Sample((day, form, time) =>
        {
            var text = day.ToString($"{Forms[form]}{Times[time]}", CultureInfo.InvariantCulture);
            var born = Read(text) ?? throw new InvalidOperationException(text);
            Assert.Equal((text, DateOnly.FromDateTime(day)), (text, born.First));
            Assert.True(born is { IsWholeDay: true } && born.First == born.Last, text);
        }, iter: 20_000);

    [Theory]
    [InlineData("2012", "2012-01-01", "2012-12-31")]
    [InlineData("2012.", "2012-01-01", "2012-12-31")]
    [InlineData("2012 г.", "2012-01-01", "2012-12-31")]
    [InlineData("06.2010", "2010-06-01", "2010-06-30")]
    [InlineData("6/2010", "2010-06-01", "2010-06-30")]
    [InlineData("2010-02", "2010-02-01", "2010-02-28")]
    [InlineData("June 2010", "2010-06-01", "2010-06-30")]
    [InlineData("Sept 2010", "2010-09-01", "2010-09-30")]
    public void A_year_or_month_alone_is_any_of_its_days(string text, string first, string last)
    {
        var born = Read(text)!.Value;
        Assert.Equal((first, last, false), ($"{born.First:yyyy-MM-dd}", $"{born.Last:yyyy-MM-dd}", born.IsWholeDay));
    }

    /// <summary>Midnight in Tirana, as a program in Greenwich writes it.</summary>
    [Theory]
    [InlineData("2010-06-14T22:00:00Z", "2010-06-14", "2010-06-15")]
    [InlineData("2010-06-14T22:00:00.000Z", "2010-06-14", "2010-06-15")]
    [InlineData("2010-06-14T00:00:00Z", "2010-06-14", "2010-06-14")]
    [InlineData("2010-06-14T22:00:00+02:00", "2010-06-14", "2010-06-14")]
    [InlineData("40344", "2010-06-15", "2014-06-16")]
    [InlineData("40344,5", "2010-06-15", "2014-06-16")]
    public void What_may_be_either_of_two_days_is_both(string text, string first, string last)
    {
        var born = Read(text)!.Value;
        Assert.Equal((first, last, true), ($"{born.First:yyyy-MM-dd}", $"{born.Last:yyyy-MM-dd}", born.IsWholeDay));
    }

    [Theory]
    [InlineData("15.06.10")]
    [InlineData("15/6/10")]
    [InlineData("15-Jun-10")]
    [InlineData("Jun-10")]
    [InlineData("06-10")]
    [InlineData("06/15/2010")]
    [InlineData("13/25/2010")]
    [InlineData("00.00.2010")]
    [InlineData("29.02.2010")]
    [InlineData("31/06/2010")]
    [InlineData("2010-15-06")]
    [InlineData("2010-06-31")]
    [InlineData("6/7/2010 12:00:00 AM")]
    [InlineData("15.06/2010")]
    [InlineData("15 listopad 2010")]
    [InlineData("--06-15")]
    [InlineData("15.06.0010")]
    [InlineData("15.06.20100")]
    [InlineData("20100615")]
    [InlineData("15062010")]
    [InlineData("15")]
    [InlineData("99")]
    [InlineData("1e99")]
    [InlineData("-40344")]
    [InlineData("15.06.2010 or 16.06.2010")]
    [InlineData("about 2010")]
    [InlineData("١٥.٠٦.٢٠١٠")]
    [InlineData("15.06.2010 ٠٠:٠٠")]
    [InlineData("unknown")]
    public void What_is_no_day_or_could_be_another_is_refused_with_what_to_write(string text)
    {
        Assert.Null(BirthDayReader.Read(new SheetCell(text, SheetCellKind.Text), DaysFrom.Unknown, out var why));
        Assert.Contains("2010-06-15", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_day_or_is_refused() => Texts.Sample(text =>
    {
        var born = BirthDayReader.Read(new SheetCell(text, SheetCellKind.Text), DaysFrom.Unknown, out var why);
        Assert.NotEqual(born is null, why is null);
        if (born is { } day) Assert.True(day.First <= day.Last);
    }, iter: 20_000);

    [Theory]
    [InlineData("2008-03-01", "adult")]
    [InlineData("2008-03-02", "adult")]
    [InlineData("2008-03-03", "child")]
    [InlineData("2026-03-02", "child")]
    [InlineData("1906-03-02", "adult")]
    [InlineData("1906-03-01", null)]
    [InlineData("2026-03-03", null)]
    public void Of_age_is_who_is_eighteen_today(string born, string? age) =>
        Assert.Equal(age, CaseAge.Of(Read(born)!.Value, null, new DateOnly(2026, 3, 2)).Age);

    [Fact]
    public void Born_on_a_leap_day_somebody_is_of_age_on_the_first_of_March()
    {
        Assert.Equal("child", CaseAge.Of(Read("2008-02-29")!.Value, null, new DateOnly(2026, 2, 28)).Age);
        Assert.Equal("adult", CaseAge.Of(Read("2008-02-29")!.Value, null, new DateOnly(2026, 3, 1)).Age);
    }

    private static BirthDay? Read(string text) => BirthDayReader.Read(new SheetCell(text, SheetCellKind.Text), DaysFrom.Unknown, out _);
}
