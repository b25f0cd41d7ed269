using CsCheck;
using ServerlessAssist.Functions.Cli.Phrases;
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
        foreach (var word in PhraseChecks.CarrierWords)
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
                Assert.All(words, word => Assert.True(Words.Understand(word) == meaning || Words.Mentions(word, meaning, new Language(file.Tag)), $"{file.Tag} {word}"));
            }
    }

    [Theory]
    [InlineData("pass A7F3K-4821", true)]
    [InlineData("Kaloj, A7F3K-4821", true)]
    [InlineData("I can’t A7F3K-4821", true)]
    [InlineData("nuk mundem A7F3K-4821", true)]
    [InlineData("s'mundem A7F3K-4821", true)]
    [InlineData("A7F3K-4821", false)]
    [InlineData("take A7F3K-4821", false)]
    [InlineData("e marr A7F3K-4821", false)]
    [InlineData("passport A7F3K-4821", false)]
    public void Passing_on_is_heard_among_other_words(string text, bool heard) => Assert.Equal(heard, Words.Mentions(text, Keyword.Pass, Language.English));

    [Theory]
    [InlineData("prekini", Keyword.Stop), InlineData("pomoc", Keyword.Help), InlineData("POČNI", Keyword.Start), InlineData("pocni", Keyword.Start), InlineData("jezik", Keyword.Language), InlineData("prosljeđujem", Keyword.Pass), InlineData("prosljedujem", Keyword.Pass)]
    [InlineData("прекини", Keyword.Stop), InlineData("помоћ", Keyword.Help), InlineData("језик", Keyword.Language), InlineData("проследи", Keyword.Pass)]
    [InlineData("Стоп", Keyword.Stop), InlineData("помош", Keyword.Help), InlineData("јазик", Keyword.Language), InlineData("препрати", Keyword.Pass)]
    [InlineData("спри", Keyword.Stop), InlineData("помощ!", Keyword.Help), InlineData("език", Keyword.Language), InlineData("pomosht", Keyword.Help)]
    [InlineData("opriti", Keyword.Stop), InlineData("oprește", Keyword.Stop), InlineData("ajuta", Keyword.Help), InlineData("limbă", Keyword.Language), InlineData("transmit", Keyword.Pass)]
    [InlineData("DUR", Keyword.Stop), InlineData("birak", Keyword.Stop), InlineData("yardım", Keyword.Help), InlineData("YARDIM", Keyword.Help), InlineData("yardim", Keyword.Help), InlineData("başla", Keyword.Start), InlineData("basla", Keyword.Start), InlineData("DİL", Keyword.Language), InlineData("hayır", Keyword.Pass)]
    [InlineData("зупиніть", Keyword.Stop), InlineData("допомога", Keyword.Help), InlineData("мова", Keyword.Language), InlineData("передай", Keyword.Pass), InlineData("передаи", Keyword.Pass)]
    [InlineData("хватит", Keyword.Stop), InlineData("помощь", Keyword.Help), InlineData("язык", Keyword.Language), InlineData("не могу", Keyword.Pass)]
    public void Every_languages_words_are_understood_without_diacritics_too(string text, Keyword meaning) => Assert.Equal(meaning, Words.Understand(text));

    [Theory]
    [InlineData("bs", "Ne, A7F3K-4821", true)]
    [InlineData("cnr", "ne A7F3K-4821", true)]
    [InlineData("sr-Latn", "NE A7F3K-4821", true)]
    [InlineData("sr", "Не могу A7F3K-4821", true)]
    [InlineData("mk", "не можам A7F3K-4821", true)]
    [InlineData("bg", "ne moga A7F3K-4821", true)]
    [InlineData("ro", "Nu pot A7F3K-4821", true)]
    [InlineData("tr", "Yapamam A7F3K-4821", true)]
    [InlineData("tr", "hayir A7F3K-4821", true)]
    [InlineData("tr", "Not edildi A7F3K-4821", false)]
    [InlineData("en", "Not me A7F3K-4821", true)]
    [InlineData("uk", "Не можу, A7F3K-4821", true)]
    [InlineData("ru", "нет A7F3K-4821", true)]
    [InlineData("sq", "Jam ne Kukes, po vij A7F3K-4821", false)]
    [InlineData("sq", "Jam në Kukës, po vij A7F3K-4821", false)]
    [InlineData("en", "On my way, A7F3K-4821", false)]
    [InlineData("bs", "Dolazim za 10 minuta A7F3K-4821", false)]
    [InlineData("sr", "Долазим, ту сам за 10 минута A7F3K-4821", false)]
    [InlineData("mk", "Доаѓам, тука сум за 10 минути A7F3K-4821", false)]
    [InlineData("bg", "Идвам, там съм след 10 минути A7F3K-4821", false)]
    [InlineData("ro", "Vin acum, ajung în 10 minute A7F3K-4821", false)]
    [InlineData("tr", "Geliyorum, 10 dakikaya oradayım, ne zaman? A7F3K-4821", false)]
    [InlineData("uk", "Їду, буду за 10 хвилин A7F3K-4821", false)]
    [InlineData("ru", "Еду, буду через 10 минут A7F3K-4821", false)]
    public void A_no_is_heard_from_those_who_mean_it(string tag, string text, bool heard) => Assert.Equal(heard, Words.Mentions(text, Keyword.Pass, new Language(tag)));

    [Fact]
    public void What_is_everyday_elsewhere_is_a_keyword_of_its_own_language_alone()
    {
        foreach (var file in LanguageFile.All.Values)
            Assert.All(file.Own, word =>
            {
                Assert.Contains(file.Keywords.Values, list => list.Contains(word));
                Assert.Null(Words.Understand(word));
                Assert.False(Words.Mentions(word, Keyword.Pass, Language.Albanian));
                Assert.True(Words.Mentions(word, Keyword.Pass, new Language(file.Tag)));
            });
    }

    /// <summary>The house's own sentences are a sample of each language: none may sound like another language's "I cannot".</summary>
    [Fact]
    public void No_languages_everyday_words_pass_on_in_another()
    {
        foreach (var file in LanguageFile.All.Values)
        {
            var known = file.Keywords["pass"].Select(Keywords.Plain).ToHashSet();
            var others = new Keywords(LanguageFile.All.Values.Where(other => other != file).Select(other => other with { Keywords = other.Keywords.SetItem("pass", [.. other.Keywords["pass"].Where(word => !known.Contains(Keywords.Plain(word)))]) }));
            var (its, reader) = (new Keywords([file]), new Language(file.Tag));
            Assert.All(file.Phrases.Where(one => !its.Mentions(one.Value, Keyword.Pass, reader)), one => Assert.False(others.Mentions(one.Value, Keyword.Pass, reader), $"{file.Tag} {one.Key}"));
        }
    }

    [Fact]
    public void No_keyword_is_also_the_name_of_a_language()
    {
        foreach (var file in LanguageFile.All.Values)
            Assert.All(file.Called.Append(file.Name).Append(file.Tag), name => Assert.Null(Words.Understand(name)));
    }

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
