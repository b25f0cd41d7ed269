using System.Globalization;
using System.Text;
using CsCheck;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class InboundTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Marr A7F3K-4821", "Marr A7F3K-4821")]
    [InlineData("two\nlines", "two\nlines")]
    [InlineData("two\r\nlines", "two\nlines")]
    [InlineData("two\u2028lines", "two\nlines")]
    [InlineData("two\twords", "two words")]
    [InlineData("e\u0308", "\u00EB")]
    [InlineData("a\0b\u0007c\u001B[31m\u0085", "abc[31m")]
    [InlineData("\u202Eevil\u202C \u2066x\u2069\u200F\u200E\u061C", "evil x")]
    [InlineData("\uFEFFfirst\uFFFE\uFFFF", "first")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("1\uFE0F\u20E3", "1\uFE0F\u20E3")]
    public void Text_takes_one_form(string typed, string read) => Assert.Equal(read, InboundText.Normalise(typed));

    [Fact]
    public void A_lone_surrogate_is_left_out()
    {
        Assert.Equal("ab", InboundText.Normalise("a" + (char)0xD800 + "b"));
        Assert.Equal("ab", InboundText.Normalise("a" + (char)0xDC00 + "b" + (char)0xD83D));
    }

    [Fact]
    public void Eight_marks_stay_and_the_ninth_is_cut()
    {
        var eight = "x" + new string('\u0323', 8);

        Assert.Equal(eight, InboundText.Normalise(eight));
        Assert.Equal(eight + "y", InboundText.Normalise(eight + "\u0323\u0323y"));
    }

    [Fact]
    public void Long_text_is_cut_at_the_limit_and_never_through_a_pair()
    {
        Assert.Equal(new string('a', 4096), InboundText.Normalise(new string('a', 5000)));

        var cut = InboundText.Normalise(new string('a', 4095) + "\U0001F600");
        Assert.Equal(4095, cut.Length);
    }

    [Fact]
    public void Of_a_million_combining_marks_a_few_are_kept()
    {
        var tower = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 500_000)) + "b";
        var read = InboundText.Normalise(tower);

        Assert.InRange(read.Length, 8, 11);
        Assert.EndsWith("b", read, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_comes_out_short_composed_clean_and_the_same_when_read_again() =>
        Gen.OneOf(Gen.Char, Gen.Char['\u0300', '\u036F'], Gen.Char['\uD7F0', '\uE010'], Gen.Char['\u1100', '\u11FF'], Gen.Char['\u0900', '\u09FF'], Gen.Char['\u2000', '\u2070'])
            .Array[0, 400].Select(chars => new string(chars)).Sample(typed =>
            {
                var read = InboundText.Normalise(typed);

                Assert.True(read.Length <= InboundText.MaxLength);
                Assert.True(read.IsNormalized(NormalizationForm.FormC));
                Assert.DoesNotContain(read, c => c != '\n' && (char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'));
                Assert.True(LongestTower(read) <= InboundText.MaxMarks);
                Assert.Equal(read, InboundText.Normalise(read));
            }, iter: 5_000);

    private static int LongestTower(string text)
    {
        int longest = 0, now = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            now = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark ? now + 1 : 0;
            longest = Math.Max(longest, now);
        }

        return longest;
    }
}
