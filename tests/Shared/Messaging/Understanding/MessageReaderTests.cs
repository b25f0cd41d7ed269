using CsCheck;
using ServerlessAssist.Functions.Cli.Phrases;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Tests.Shared.Messaging.Understanding;

public sealed class MessageReaderTests
{
    private static readonly MessageReader Reader = MessageReader.Of(IntakeVocabulary.Labels);

    /// <summary>Meanings without which a language cannot be read.</summary>
    private static readonly string[] Needed =
    [
        Meaning.Stop, Meaning.Cancel, Meaning.Start, Meaning.Help, Meaning.Language, Meaning.Negation, Meaning.Question, Meaning.Hedge,
        Meaning.Polite, Meaning.Filler, Meaning.Yes, Meaning.No, Meaning.Take, Meaning.Pass, Meaning.Cannot, Meaning.Places, Meaning.Full,
        Meaning.Now, Meaning.Today, Meaning.Tomorrow, Meaning.Automatic, "until", "next", "unit.day", "unit.week", "unit.month", "number.1", "number.10",
        IntakeVocabulary.Refer, IntakeVocabulary.Consent, IntakeVocabulary.NoConsent, IntakeVocabulary.Contact, "wish.send", "wish.drop",
    ];

    [Theory]
    [InlineData("STOP", Meaning.Stop), InlineData(" stop. ", Meaning.Stop), InlineData("Stop! STOP!!", Meaning.Stop), InlineData("please stop", Meaning.Stop)]
    [InlineData("«Ndal»", Meaning.Stop), InlineData("CREGJISTRO", Meaning.Stop), InlineData("c\u0327regjistro", Meaning.Stop), InlineData("st\u200Bop", Meaning.Stop)]
    [InlineData("ＳＴＯＰ", Meaning.Stop), InlineData("stooooop", Meaning.Stop), InlineData("prekini", Meaning.Stop), InlineData("прекини", Meaning.Stop)]
    [InlineData("Fillo", Meaning.Start), InlineData("ndihme", Meaning.Help), InlineData("NDIHMË!", Meaning.Help), InlineData("POMOC", Meaning.Help)]
    [InlineData("помощ!", Meaning.Help), InlineData("pomosht", Meaning.Help), InlineData("YARDIM", Meaning.Help), InlineData("yardım lütfen", Meaning.Help)]
    [InlineData("gjuhë", Meaning.Language), InlineData("DİL", Meaning.Language), InlineData("jezik", Meaning.Language), InlineData("језик", Meaning.Language)]
    [InlineData("stop 1", null), InlineData("stopped", null), InlineData("the bus does not stop here", null), InlineData("", null), InlineData("...", null)]
    public void A_whole_text_is_understood_leniently(string text, string? meaning)
    {
        var reading = Reader.Read(text, Language.English);
        string[] whole = [Meaning.Stop, Meaning.Start, Meaning.Help, Meaning.Language];
        Assert.Equal(meaning, whole.FirstOrDefault(one => reading.IsOnly(one)));
    }

    [Fact]
    public void Every_word_that_the_carrier_acts_on_means_the_same_to_us()
    {
        foreach (var word in PhraseChecks.CarrierWords)
        {
            var reading = Reader.Read(word, Language.English);
            var expected = word switch { "START" or "YES" or "UNSTOP" => Meaning.Start, "HELP" or "INFO" => Meaning.Help, "CANCEL" or "END" or "QUIT" => Meaning.Cancel, _ => Meaning.Stop };
            Assert.True(reading.IsOnly(expected), word);
        }
    }

    [Fact]
    public void Every_language_has_words_for_every_meaning()
    {
        foreach (var file in LanguageFile.All.Values)
            foreach (var meaning in Needed)
                Assert.NotEmpty(file.Words[meaning]);
    }

    /// <summary>A word stands for itself, whatever else it means.</summary>
    [Fact]
    public void Every_word_of_a_language_is_read_by_its_readers()
    {
        var missed = from file in LanguageFile.All.Values
                     from list in file.Words
                     from word in list.Value
                     let reading = Reader.Read(word, new Language(file.Tag))
                     where !reading.Has(list.Key) && reading.Tokens.Any(token => !token.IsKnown)
                     select $"{file.Tag} {list.Key}: {word}";
        Assert.Empty(missed);
    }

    [Theory]
    [InlineData("sr", "не преузимам {0} молим вас", "ne preuzimam {0} molim vas")]
    [InlineData("sr", "Џабе, ћутим и чекам", "Džabe, ćutim i čekam")]
    [InlineData("mk", "не можам да дојдам", "ne mozam da dojdam")]
    [InlineData("bg", "няма места, нямам възможност", "nqma mesta, nqmam vazmozhnost")]
    [InlineData("ru", "не могу приехать, я на больничном", "ne mogu priehat, ya na bolnichnom")]
    [InlineData("uk", "я не зможу приїхати, хворію", "ya ne zmozhu priikhati, khvoriyu")]
    public void A_language_is_one_in_both_its_scripts(string tag, string cyrillic, string latin)
    {
        var language = new Language(tag);
        Assert.Equal(Meanings(Reader.Read(latin, language)), Meanings(Reader.Read(cyrillic, language)));
    }

    [Theory]
    [InlineData("en", "I can't", "I can’t"), InlineData("en", "I can't", "I canʼt"), InlineData("en", "I can't", "I cant"), InlineData("en", "don't", "donʹt")]
    [InlineData("sq", "s'mundem", "sʼmundem"), InlineData("sq", "s'mundem", "smundem"), InlineData("sq", "s'mundem", "s’mundem")]
    [InlineData("uk", "п'ять місць, здоров'я", "пʼять місць, здоров’я"), InlineData("uk", "п'ять, здоров'я", "пять, здоровʹя")]
    public void Every_apostrophe_and_none_is_the_same_word(string tag, string one, string other)
    {
        var language = new Language(tag);
        Assert.Equal(Meanings(Reader.Read(one, language)), Meanings(Reader.Read(other, language)));
    }

    [Fact]
    public void No_stop_or_help_is_also_the_name_of_a_language()
    {
        foreach (var file in LanguageFile.All.Values)
            Assert.All(file.Called.Append(file.Name).Append(file.Tag), name => Assert.False(Reader.Read(name, Language.English).IsOnly(Meaning.Stop, Meaning.Help, Meaning.Start)));
    }

    [Fact]
    public void Any_text_at_all_is_read_without_a_fault() =>
        Gen.OneOf(Gen.Char, Gen.Char['\uD7F0', '\uE010'], Gen.Char['\u0300', '\u036F'], Gen.Char['a', 'z'], Gen.Char["\"'“”«»> ,.?"]).Array[0, 60]
            .Select(chars => new string(chars)).Sample(text =>
            {
                var reading = Reader.Read(text, Language.Albanian);
                Assert.True(reading.Words.Length >= reading.Tokens.Length);
                Assert.All(reading.Words, word => Assert.InRange(word.End, 0, text.Length));
                var plain = PlainText.Of(text);
                Assert.Equal(plain, PlainText.Of(plain));
            });

    private static IEnumerable<string> Meanings(Reading reading) => reading.Tokens.Select(token => string.Join('|', token.Meanings));
}
