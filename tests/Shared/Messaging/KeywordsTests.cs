using CsCheck;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class KeywordsTests
{
    private static readonly Keywords Words = new();

    [Theory]
    [InlineData("STOP", Keyword.Stop)]
    [InlineData(" stop. ", Keyword.Stop)]
    [InlineData("Stop! STOP!!", Keyword.Stop)]
    [InlineData("«Ndal»", Keyword.Stop)]
    [InlineData("CREGJISTRO", Keyword.Stop)]
    [InlineData("c\u0327regjistro", Keyword.Stop)]
    [InlineData("st\u200Bop", Keyword.Stop)]
    [InlineData("ＳＴＯＰ", Keyword.Stop)]
    [InlineData("Fillo", Keyword.Start)]
    [InlineData("ndihme", Keyword.Help)]
    [InlineData("NDIHMË!", Keyword.Help)]
    [InlineData("gjuhë?", Keyword.Language)]
    [InlineData("Nuk mundem", null)]
    [InlineData("Pass on", Keyword.Pass)]
    [InlineData("kaloj", Keyword.Pass)]
    [InlineData("please stop", null)]
    [InlineData("stop 1", null)]
    [InlineData("stopped", null)]
    [InlineData("", null)]
    [InlineData("...", null)]
    public void A_single_word_is_understood_leniently(string text, Keyword? meaning) => Assert.Equal(meaning, Words.Understand(text));

    [Fact]
    public void Every_word_that_the_carrier_acts_on_means_the_same_to_us()
    {
        foreach (var word in LanguageCheck.CarrierWords)
            Assert.Equal(word switch { "START" or "YES" or "UNSTOP" => Keyword.Start, "HELP" or "INFO" => Keyword.Help, _ => Keyword.Stop }, Words.Understand(word));
    }

    [Fact]
    public void Every_language_has_words_for_every_meaning()
    {
        foreach (var file in LanguageFile.All.Values)
            foreach (var meaning in Enum.GetValues<Keyword>())
            {
                var words = file.Keywords[meaning.ToString().ToLowerInvariant()];
                Assert.NotEmpty(words);
                Assert.All(words, word => Assert.True(Words.Understand(word) == meaning || Words.Mentions(word, meaning)));
            }
    }

    [Theory]
    [InlineData("pass 7F3K-4821", true)]
    [InlineData("Kaloj, 7F3K-4821", true)]
    [InlineData("I can’t 7F3K-4821", true)]
    [InlineData("nuk mundem 7F3K-4821", true)]
    [InlineData("s'mundem 7F3K-4821", true)]
    [InlineData("7F3K-4821", false)]
    [InlineData("take 7F3K-4821", false)]
    [InlineData("e marr 7F3K-4821", false)]
    [InlineData("passport 7F3K-4821", false)]
    public void Passing_on_is_heard_among_other_words(string text, bool heard) => Assert.Equal(heard, Words.Mentions(text, Keyword.Pass));

    [Fact]
    public void A_word_with_two_meanings_is_refused()
    {
        var english = LanguageFile.All["en"];
        var planted = english with { Keywords = english.Keywords.SetItem("pass", ["Cáncel"]) };

        Assert.Throws<ArgumentException>(() => new Keywords([planted]));
    }

    [Fact]
    public void Any_text_at_all_is_read_without_a_fault_and_the_same_when_read_again() =>
        Gen.OneOf(Gen.Char, Gen.Char['\uD7F0', '\uE010'], Gen.Char['\u0300', '\u036F'], Gen.Char['a', 'z']).Array[0, 60].Select(chars => new string(chars)).Sample(text =>
        {
            Words.Understand(text);
            var plain = Keywords.Plain(text);
            Assert.Equal(plain, Keywords.Plain(plain));
        });
}
