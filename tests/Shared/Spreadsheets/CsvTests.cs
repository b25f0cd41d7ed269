using System.Text;
using CsCheck;
using ServerlessAssist.Shared.Spreadsheets;

namespace ServerlessAssist.Tests.Shared.Spreadsheets;

public sealed class CsvTests
{
    private static readonly SheetLimits Limits = new(10, 5, 40, 100_000);

    /// <summary>What spreadsheets take for a formula when a cell begins with it.</summary>
    private static readonly char[] Formula = ['=', '+', '-', '@', '\t', '\r', '\uff1d', '\uff0b', '\uff0d', '\uff20'];

    private static readonly char[] Sharp = [.. Formula, '\'', '"', ',', ';', '\n', ' '];

    [Fact]
    public void No_cell_begins_as_a_formula_and_every_text_comes_back() =>
        Gen.OneOf(Gen.Char['!', '~'], Gen.Char['а', 'я'], Gen.Int[0, Sharp.Length - 1].Select(at => Sharp[at]), Gen.Char['\u0100', '\ud7ff']).Array[0, 20].Select(units => new string(units)).Sample(text =>
        {
            var bytes = Csv.Write([["first", "second"], [text, "x"]]);
            var raw = Encoding.UTF8.GetString(bytes)[Encoding.UTF8.GetString(bytes).IndexOf('\n')..].TrimStart('\n');
            Assert.Equal('"', raw[0]);
            Assert.DoesNotContain(raw[1], Formula);
            Assert.Equal([["first", "second"], [text.ReplaceLineEndings("\n").TrimEnd().TrimStart(' ', '\t', '\u00a0').Normalize(NormalizationForm.FormC), "x"]], Csv.Read(bytes, Limits));
        }, iter: 2000);

    [Theory]
    [InlineData("a;b\r\n1;\"2;3\"")]
    [InlineData("a,b\n1,2;3\n")]
    [InlineData("\ufeffa,b\n1,\"2;3\"")]
    public void Commas_semicolons_and_the_mark_that_Excel_puts_first_are_read(string text) => Assert.Equal([["a", "b"], ["1", "2;3"]], Csv.Read(Encoding.UTF8.GetBytes(text), Limits));

    [Theory]
    [InlineData("a,b,c,d,e,f", "columns")]
    [InlineData("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk", "rows")]
    [InlineData("a,b,c,d,e\na,b,c,d,e\na,b,c,d,e\na,b,c,d,e\na,b,c,d,e\na,b,c,d,e\na,b,c,d,e\na,b,c,d,e\na,b,c,d,e", "cells")]
    [InlineData("a,b\nx\"y\",1", "quotation mark")]
    public void Too_much_and_what_is_no_table_is_refused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<SheetException>(() => Csv.Read(Encoding.UTF8.GetBytes(text), Limits)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_not_in_utf8_is_refused_with_what_to_do() =>
        Assert.Contains("CSV UTF-8", Assert.Throws<SheetException>(() => Csv.Read([(byte)'a', 0xeb], Limits)).Message, StringComparison.Ordinal);
}
