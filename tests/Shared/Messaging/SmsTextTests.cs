using CsCheck;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class SmsTextTests
{
    private static readonly LanguageFile Albanian = LanguageFile.All["sq"];

    [Theory]
    [InlineData("Për ta marrë", "Per ta marre")]
    [InlineData("ÇËçë", "CEce")]
    [InlineData("Ç", "Ç")]                                  // GSM 03.38 has this one
    [InlineData("Fe\u0308mije\u0308", "Femije")]
    [InlineData("„Për”–tani…", "\"Per\"-tani...")]
    [InlineData("Për Niš, Đakovica, Iași, Iğdır", "Per Nis, Djakovica, Iasi, Igdir")]
    [InlineData("Për Niš Ниш", "Për Niš Ниш")]              // UCS-2 anyhow: folding would save nothing
    [InlineData("Për 😀", "Për 😀")]
    [InlineData("", "")]
    public void Letters_are_folded_where_that_makes_the_text_plain(string text, string sent) => Assert.Equal(sent, SmsText.Fold(text, Albanian));

    [Fact]
    public void Albanian_always_becomes_plain() =>
        Gen.String["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZëËçÇ0123456789 .,:;?!'\"-()/\n’“”„«»–—…"].Sample(text =>
            Assert.Equal(SmsEncoding.Gsm7, SmsSegments.Count(SmsText.Fold(text, Albanian)).Encoding));

    [Fact]
    public void Folding_is_total_applied_twice_changes_nothing_and_never_costs_more() =>
        Gen.OneOf(Gen.Char, Gen.Char['a', 'z'], Gen.Char['\uD7F0', '\uE010'], Gen.Char['\u0300', '\u0330'], Gen.Const('ë'), Gen.Const('…')).Array[0, 200].Select(chars => new string(chars)).Sample(text =>
        {
            var folded = SmsText.Fold(text, Albanian);

            Assert.Equal(folded, SmsText.Fold(folded, Albanian));
            Assert.InRange(SmsSegments.Count(folded).Segments, 0, SmsSegments.Count(text).Segments);
        }, iter: 5_000);

    [Fact]
    public void Every_folded_letter_is_one_that_needs_it_and_becomes_plain()
    {
        foreach (var (letter, plain) in LanguageFile.All.Values.SelectMany(file => file.Folding).Where(pair => pair.Key != "Ç"))
        {
            Assert.Equal(SmsEncoding.Ucs2, SmsSegments.Count(letter).Encoding);
            Assert.Equal(SmsEncoding.Gsm7, SmsSegments.Count(plain).Encoding);
        }
    }
}
