using System.Globalization;
using CsCheck;
using ServerlessAssist.Bots.Telegram;

namespace ServerlessAssist.Tests.Bots.Telegram;

public sealed class TextPartsTests
{
    private static readonly string[] Pieces = ["a", "ë", " ", "\n", "  ", "\U0001F600", "e\u0301", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "fjalë"];

    [Theory]
    [InlineData("", 10, new[] { "" })]
    [InlineData("0123456789", 10, new[] { "0123456789" })]
    [InlineData("01234567890", 10, new[] { "0123456789", "0" })]
    [InlineData("one two three", 10, new[] { "one two", "three" })]
    [InlineData("0123456789 abc", 10, new[] { "0123456789", "abc" })]
    [InlineData("one two\nthree four", 10, new[] { "one two", "three four" })]
    [InlineData("a\nb cd ef gh ij", 10, new[] { "a\nb cd ef", "gh ij" })]
    [InlineData("one            two", 10, new[] { "one", "two" })]
    [InlineData("12345678\U0001F468\u200D\U0001F469x", 10, new[] { "12345678", "\U0001F468\u200D\U0001F469x" })]
    [InlineData("123456789e\u0301x", 10, new[] { "123456789", "e\u0301x" })]
    public void Text_is_cut_between_lines_words_or_letters(string text, int atMost, string[] parts) => Assert.Equal(parts, TextParts.Of(text, atMost));

    [Fact]
    public void Any_text_is_whole_again_when_its_parts_are_put_together() =>
        Gen.Select(Gen.OneOf(Pieces.Select(Gen.Const).ToArray()).Array[0, 60], Gen.Int[8, 40]).Sample((pieces, atMost) =>
        {
            var text = string.Concat(pieces);
            var parts = TextParts.Of(text, atMost);

            Assert.All(parts, part => Assert.InRange(part.Length, 0, atMost));
            if (text.Trim().Length > 0) Assert.All(parts, part => Assert.NotEqual("", part.Trim()));
            Assert.Equal(Letters(text), parts.SelectMany(Letters));
        });

    [Fact]
    public void A_letter_longer_than_a_message_is_cut_and_not_through_a_pair()
    {
        var parts = TextParts.Of("\U0001F468" + string.Concat(Enumerable.Repeat("\u200D\U0001F468", 20)), 10);

        Assert.All(parts, part => Assert.True(part.Length <= 10 && !char.IsHighSurrogate(part[^1]) && !char.IsLowSurrogate(part[0])));
    }

    private static List<string> Letters(string text)
    {
        var all = new List<string>();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            if (!string.IsNullOrWhiteSpace(elements.GetTextElement())) all.Add(elements.GetTextElement());
        return all;
    }
}
