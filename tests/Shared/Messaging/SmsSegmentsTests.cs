using CsCheck;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class SmsSegmentsTests
{
    private const string Smile = "\U0001F600";

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String["abc ëÇ{}[]€^~|\\\n"], Gen.String["abcxyz0189 @£$"], Gen.String["{}€a"], Gen.OneOf(Gen.Const("a"), Gen.Const(Smile), Gen.Const("€"), Gen.Const("ж")).Array[0, 200].Select(string.Concat));

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(160, 160, 1)]
    [InlineData(161, 161, 2)]
    [InlineData(306, 306, 2)]
    [InlineData(307, 307, 3)]
    [InlineData(459, 459, 3)]
    [InlineData(460, 460, 4)]
    public void Plain_letters_count_one_septet(int letters, int units, int segments) =>
        Assert.Equal(new SmsCount(SmsEncoding.Gsm7, units, segments), SmsSegments.Count(new string('a', letters)));

    [Theory]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void Other_letters_make_the_whole_text_UCS_2(int letters, int segments) =>
        Assert.Equal(new SmsCount(SmsEncoding.Ucs2, letters, segments), SmsSegments.Count("ë" + new string('a', letters - 1)));

    [Theory]
    [InlineData("^")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("\\")]
    [InlineData("[")]
    [InlineData("~")]
    [InlineData("]")]
    [InlineData("|")]
    [InlineData("€")]
    [InlineData("\f")]
    public void An_extension_character_counts_two(string character)
    {
        Assert.Equal(new SmsCount(SmsEncoding.Gsm7, 2, 1), SmsSegments.Count(character));
        Assert.Equal(1, SmsSegments.Count(new string('a', 158) + character).Segments);
        Assert.Equal(2, SmsSegments.Count(new string('a', 159) + character).Segments);
    }

    [Fact]
    public void An_escaped_character_is_not_split_over_two_segments()
    {
        Assert.Equal(2, SmsSegments.Count(new string('a', 151) + "€" + new string('b', 153)).Segments);      // ends the first exactly
        Assert.Equal(new SmsCount(SmsEncoding.Gsm7, 306, 3), SmsSegments.Count(new string('a', 152) + "€" + new string('b', 152)));     // 306 septets, yet three
    }

    [Fact]
    public void A_surrogate_pair_is_not_split_over_two_segments()
    {
        Assert.Equal(new SmsCount(SmsEncoding.Ucs2, 2, 1), SmsSegments.Count(Smile));
        Assert.Equal(1, SmsSegments.Count(new string('a', 68) + Smile).Segments);
        Assert.Equal(2, SmsSegments.Count(new string('a', 69) + Smile).Segments);
        Assert.Equal(2, SmsSegments.Count(new string('a', 65) + Smile + new string('b', 67)).Segments);
        Assert.Equal(new SmsCount(SmsEncoding.Ucs2, 134, 3), SmsSegments.Count(new string('a', 66) + Smile + new string('b', 66)));
    }

    [Theory]
    [InlineData("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ", SmsEncoding.Gsm7)]
    [InlineData(" !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà", SmsEncoding.Gsm7)]
    [InlineData("ç", SmsEncoding.Ucs2)]
    [InlineData("`", SmsEncoding.Ucs2)]
    [InlineData("\t", SmsEncoding.Ucs2)]
    [InlineData("\u001B", SmsEncoding.Ucs2)]
    [InlineData("’", SmsEncoding.Ucs2)]
    [InlineData("Да", SmsEncoding.Ucs2)]
    public void The_alphabet_is_that_of_GSM_03_38(string text, SmsEncoding encoding) => Assert.Equal(encoding, SmsSegments.Count(text).Encoding);

    [Fact]
    public void The_default_alphabet_holds_127_characters_besides_the_escape() =>
        Assert.Equal(127, Enumerable.Range(0, 0x10000).Count(code => SmsSegments.Count(((char)code).ToString()) is { Encoding: SmsEncoding.Gsm7, Units: 1 }));

    [Fact]
    public void Segments_hold_what_they_can_and_no_more() =>
        AnyText.Sample(text =>
        {
            var (encoding, units, segments) = SmsSegments.Count(text);
            var (single, each) = encoding == SmsEncoding.Gsm7 ? (160, 153) : (70, 67);

            if (units <= single) Assert.Equal(1, segments);
            else Assert.InRange(segments, (units + each - 1) / each, (units + each - 2) / (each - 1));      // each may end one unit early
        }, iter: 5_000);

    [Fact]
    public void Two_texts_together_cost_no_less_than_either_and_no_more_than_both_and_one() =>
        Gen.Select(AnyText, AnyText).Where((one, two) => SmsSegments.Count(one).Encoding == SmsSegments.Count(two).Encoding).Sample((one, two) =>
        {
            var (first, second, both) = (SmsSegments.Count(one), SmsSegments.Count(two), SmsSegments.Count(one + two));

            Assert.Equal(first.Units + second.Units, both.Units);
            Assert.InRange(both.Segments, Math.Max(first.Segments, second.Segments), first.Segments + second.Segments + 1);
        }, iter: 5_000);
}
