using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ServerlessAssist.Functions.Cli.Phrases;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Tests.Shared.Messaging;

/// <summary>Every check is shown twice: the house passes it, and a planted fault does not.</summary>
public sealed partial class LanguageFilesTests
{
    private static readonly MessageReader Reader = MessageReader.Of([]);

    private static readonly LanguageFile English = LanguageFile.All["en"];

    public static TheoryData<string> Tags { get; } = [.. LanguageFile.All.Keys];

    /// <summary>Every letter that a language is written with, in lower case: another one is a slip of the keyboard, or of the neighbour's spelling.</summary>
    private static readonly ImmutableDictionary<string, string> Alphabets = ImmutableDictionary.CreateRange<string, string>(
    [
        new("en", "abcdefghijklmnopqrstuvwxyz"), new("sq", "abcçdeëfghijklmnopqrstuvxyz"),
        new("bs", "abcčćdđefghijklmnoprsštuvzž"), new("cnr", "abcčćdđefghijklmnoprsštuvzžśź"), new("sr-Latn", "abcčćdđefghijklmnoprsštuvzž"), new("sr", "абвгдђежзијклљмнњопрстћуфхцчџш"),
        new("mk", "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ"), new("bg", "абвгдежзийклмнопрстуфхцчшщъьюяѝ"), new("ro", "aăâbcdefghiîjklmnopqrsștțuvwxyz"),
        new("tr", "abcçdefgğhıijklmnoöprsştuüvyzâîû"), new("uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"), new("ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ]);

    [Fact]
    public void All_languages_of_the_field_are_there_by_their_own_names() =>
        Assert.Equal(
            ["bg Български", "bs Bosanski", "cnr Crnogorski", "en English", "mk Македонски", "ro Română", "ru Русский", "sq Shqip", "sr Српски", "sr-Latn Srpski", "tr Türkçe", "uk Українська"],
            LanguageFile.All.Values.Select(file => $"{file.Tag} {file.Name}"));

    [Fact]
    public void The_phrases_of_the_house_are_found()
    {
        Assert.Contains(LanguageCheck.Phrases, phrase => phrase.Key == "referrals.alert");
        Assert.Contains(LanguageCheck.Phrases, phrase => phrase.Key == "referrals.age.child");
        Assert.Contains(LanguageCheck.Phrases, phrase => phrase.Key == "inbox.command.help");
    }

    [Theory, MemberData(nameof(Tags))]
    public void A_language_has_every_phrase_and_no_other(string tag)
    {
        var faults = LanguageCheck.Keys(LanguageFile.All[tag], LanguageCheck.Phrases).ToList();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public void A_missing_and_a_needless_phrase_are_found()
    {
        var planted = English with { Phrases = English.Phrases.Remove("referrals.not-open").Add("referrals.nobody", "x").Add("inbox.help#pigeon", "x") };

        Assert.Equal(
            ["en lacks referrals.not-open", "en has referrals.nobody, which nobody says", "en has inbox.help#pigeon for no channel"],
            LanguageCheck.Keys(planted, LanguageCheck.Phrases));
    }

    [Theory, MemberData(nameof(Tags))]
    public void A_text_uses_no_argument_that_its_phrase_does_not_have(string tag) => Assert.Empty(LanguageCheck.Arguments(LanguageFile.All[tag], LanguageCheck.Phrases));

    [Fact]
    public void An_unknown_argument_is_found() =>
        Assert.Equal(["en inbox.help#sms uses {who}"], LanguageCheck.Arguments(Saying("inbox.help#sms", "Dear {who}"), LanguageCheck.Phrases));

    [Theory, MemberData(nameof(Tags))]
    public void A_text_brings_what_the_English_one_does(string tag) => Assert.Empty(PhraseChecks.Placeholders(LanguageFile.All[tag], English));

    [Fact]
    public void A_forgotten_invented_or_broken_placeholder_is_found()
    {
        var planted = LanguageFile.All["uk"];
        planted = planted with { Phrases = planted.Phrases.SetItem("referrals.taken", "{refrence} у вас.").SetItem("referrals.not-open", "Нічого {").SetItem("referrals.taken.by-other#sms", "{reference}") };

        Assert.Equal(
            ["uk referrals.not-open has a brace that stands alone", "uk referrals.taken lacks {reference}", "uk referrals.taken uses {refrence}, which is not there", "uk referrals.taken.by-other#sms lacks {by}"],
            PhraseChecks.Placeholders(planted, English));
    }

    [Theory, MemberData(nameof(Tags))]
    public void A_language_is_written_in_its_own_letters(string tag)
    {
        var file = LanguageFile.All[tag];
        Assert.Empty(PhraseChecks.Letters(file));
        foreach (var (key, text) in file.Phrases.Where(one => one.Key != "inbox.language.choose#sms"))
            Assert.All(NotWording().Replace(text, "").Where(char.IsLetter), letter => Assert.True(Alphabets[tag].Contains(char.ToLowerInvariant(letter), StringComparison.Ordinal) || (tag, letter) == ("tr", 'İ'), $"{tag} {key}: {letter}"));
    }

    [Fact]
    public void A_letter_that_only_looks_right_is_found()
    {
        var planted = LanguageFile.All["ru"];
        Assert.Equal(["ru referrals.not-open has the letter a of another script"], PhraseChecks.Letters(planted with { Phrases = planted.Phrases.SetItem("referrals.not-open", "Здесь пусто, Telegram и SMS /help, но не тaк") }));
        Assert.Equal(["en referrals.not-open has the letter о of another script"], PhraseChecks.Letters(Saying("referrals.not-open", "Nоthing")));
    }

    [Theory, MemberData(nameof(Tags))]
    public void No_text_holds_a_forbidden_word_of_any_language(string tag) => Assert.Empty(PhraseChecks.Forbidden(LanguageFile.All[tag], [.. LanguageFile.All.Values]));

    [Theory, MemberData(nameof(Tags))]
    public void Every_language_forbids_the_words_of_the_field_and_nothing_that_it_needs(string tag)
    {
        var file = LanguageFile.All[tag];
        Assert.InRange(file.Forbidden.Length, 60, 200);
        Assert.Equal(file.Forbidden.Length, file.Forbidden.DistinctBy(word => (PlainText.Of(word), word[^1] == '*')).Count());
        Assert.All(file.Forbidden, word => Assert.Matches(@"^[\w' ]+\*?$", word));
        // What is innocent here is forbidden somewhere, and not here.
        Assert.All(file.Innocent, word => Assert.Contains(LanguageFile.All.Values, other => other.Forbidden.Contains(word)));
        Assert.Empty(file.Innocent.Intersect(file.Forbidden));
    }

    [Theory]
    [InlineData("bs", "Policija je na granici, žrtva u skloništu.", "policij*", "granic*", "žrtv*", "skloništ*")]
    [InlineData("cnr", "Trgovina ljudima", "trgovina ljudima")]
    [InlineData("sr-Latn", "sud, svedok i advokat", "sud", "svedo*", "advokat*")]
    [InlineData("sr", "Полиција: жртва у склоништу, опасно", "полициј*", "жртв*", "склоништ*", "опасн*")]
    [InlineData("mk", "Полицијата и жртвата во прифатилиштето", "полиц*", "жртв*", "прифатилишт*")]
    [InlineData("bg", "Полицията, приютът и жертвата", "полиц*", "приют*", "жертв*")]
    [InlineData("ro", "Polițiștii de la frontieră, victima din adapost", "poliți*", "frontier*", "victim*", "adăpost*")]
    [InlineData("tr", "Polis, mağdur, sığınma evi, fuhuş", "polis*", "mağdur*", "sığınma evi*", "fuhuş*")]
    [InlineData("uk", "Поліція, кордон, постраждала, притулок", "поліці*", "кордон*", "постраждал*", "притул*")]
    [InlineData("ru", "Полиция, граница, жертва, приют", "полици*", "границ*", "жертв*", "приют*")]
    public void What_each_language_must_not_say_is_found(string tag, string text, params string[] words)
    {
        var file = LanguageFile.All[tag];
        var found = PhraseChecks.Forbidden(file with { Phrases = file.Phrases.Clear().Add("inbox.resumed", text) }, [file]);
        Assert.Equal(words.Order(StringComparer.Ordinal), found.Select(fault => fault[(tag.Length + " inbox.resumed says ".Length)..]).Order(StringComparer.Ordinal));
    }

    /// <summary>Everyday sentences, so that no list takes away what staff and people need to be told: urgent, a shop, goods, enough, by chance.</summary>
    [Theory]
    [InlineData("bs", "Hitno je. Roba je u prodavnici, dođite u trgovinu. Telefon radi, račun je sutra.")]
    [InlineData("sr", "Хитно је. Роба је у продавници. Судови су чисти, ручак је сутра.")]
    [InlineData("mk", "Итно е. Работа има утре во продавницата. Проверете го распоредот.")]
    [InlineData("bg", "Спешно е. Работата е утре, курсът е в сряда. Донесете документите.")]
    [InlineData("ro", "Este urgent. Vine un coleg. Magazinul este deschis, casa este curată.")]
    [InlineData("tr", "Acil. Kurs yarın, doktor burada. Un ve su var.")]
    [InlineData("uk", "Терміново. Робота завтра, магазин відчинено. Справді все добре.")]
    [InlineData("ru", "Срочно. Работа завтра, магазин открыт.")]
    public void Everyday_sentences_may_be_said(string tag, string text)
    {
        var file = LanguageFile.All[tag];
        Assert.Empty(PhraseChecks.Forbidden(file with { Phrases = file.Phrases.Clear().Add("inbox.resumed", text) }, [file]));
    }

    [Theory]
    [InlineData("Ask the POLICE.", "police*")]
    [InlineData("The shelters are open.", "shelter*")]
    [InlineData("Come to the safe\nhouse!", "safe house*")]
    [InlineData("anti-trafficking", "traffick*")]
    [InlineData("the UN.", "un")]
    [InlineData("Viktimat presin.", "viktim*")]
    [InlineData("shfrytezimi", "shfrytëz*")]
    [InlineData("Shfrytëzimi", "shfrytëz*")]
    [InlineData("po\u200Blice", "police*")]
    public void A_forbidden_word_is_found_in_any_form_case_and_spelling(string text, string word) =>
        Assert.Contains($"en inbox.resumed says {word}", PhraseChecks.Forbidden(Saying("inbox.resumed", text), [.. LanguageFile.All.Values]));

    [Theory]
    [InlineData("until they understand")]
    [InlineData("The classroom is upstairs.")]
    public void A_word_that_only_holds_a_forbidden_one_is_none(string text) =>
        Assert.Empty(PhraseChecks.Forbidden(English with { Phrases = English.Phrases.Clear().Add("inbox.resumed", text) }, [.. LanguageFile.All.Values]));

    [Theory, MemberData(nameof(Tags))]
    public void Every_SMS_is_one_segment_with_its_longest_arguments_and_asks_for_no_word_of_the_carrier(string tag) => Assert.Empty(PhraseChecks.Sms(LanguageFile.All[tag]));

    [Fact]
    public void An_SMS_that_is_too_long_or_asks_for_the_wrong_word_is_found()
    {
        Assert.Contains("en referrals.not-open takes 161/160 (2 segments)", Assert.Single(PhraseChecks.Sms(Saying("referrals.not-open", new string('x', 161)))), StringComparison.Ordinal);
        Assert.Contains("en referrals.not-open takes", Assert.Single(PhraseChecks.Sms(Saying("referrals.not-open", "Да"))), StringComparison.Ordinal);
        Assert.Equal(["en referrals.not-open names /language"], PhraseChecks.Sms(Saying("referrals.not-open", "Send /language")));
        Assert.Equal(["en referrals.not-open says CANCEL, which the carrier acts on"], PhraseChecks.Sms(Saying("referrals.not-open", "Text \"cancel\".")));
        var bulgarian = LanguageFile.All["bg"];
        Assert.Contains("bg referrals.alert takes 71/70 (2 segments)", Assert.Single(PhraseChecks.Sms(bulgarian with { Phrases = bulgarian.Phrases.SetItem("referrals.urgency.routine", "планово!") }), fault => fault.Contains(".alert ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_brings_an_argument_of_unknown_length_is_told() =>
        Assert.Equal(["en referrals.not-open uses {shoe}, and nobody has said in LongestArguments how long that gets"], PhraseChecks.Sms(Saying("referrals.not-open", "My {shoe}")));

    [Fact]
    public void Nothing_gets_longer_than_the_longest_arguments()
    {
        Assert.All(LanguageCheck.Fields<SendFailure>(typeof(SendFailure)), failure => Assert.True(failure.Name.Length <= ((Argument.Literal)LongestArguments.Of("why", English)!).Text.Length));
        Assert.All(LanguageFile.All.Values, file => Assert.True(file.Name.Length <= ((Argument.Literal)LongestArguments.Of("name", English)!).Text.Length));
        Assert.Equal(20, ((Argument.Literal)LongestArguments.Of("region", English)!).Text.Length);
        Assert.Equal(16, ((Argument.Literal)LongestArguments.Of("by", English)!).Text.Length);
    }

    /// <summary>Each name stands there once, is understood when it comes back, and can be read by somebody who cannot read the present language.</summary>
    [Theory, MemberData(nameof(Tags))]
    public void The_question_for_a_language_names_all_of_them_on_SMS(string tag)
    {
        var question = new Phrases().Render(new Phrase("inbox.language.choose"), new Language(tag), ChannelKind.Sms);
        var names = question[(question.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',');
        Assert.Equal(LanguageFile.All.Keys, names.Select(name => new Phrases().LanguageCalled(name)?.Tag).Order(StringComparer.Ordinal));
        Assert.Equal(SmsEncoding.Gsm7, SmsSegments.Count(question).Encoding);
    }

    [Theory, MemberData(nameof(Tags))]
    public void No_answer_of_ours_uses_a_word_that_would_end_messages_when_it_is_texted_back(string tag)
    {
        var file = LanguageFile.All[tag];
        Assert.All(file.Phrases.Where(one => PhraseChecks.IsForSms(one.Key)), one => Assert.DoesNotContain(Reader.Read(one.Value, new Language(tag)).Tokens, token => token.Is(Meaning.Stop) && !token.IsTypo));
    }

    [Theory, MemberData(nameof(Tags))]
    public void Cyrillic_is_never_folded_and_Latin_always_is(string tag)
    {
        var file = LanguageFile.All[tag];
        Assert.Equal(tag is "sr" or "mk" or "bg" or "uk" or "ru", file.IsCyrillic);
        Assert.Equal(file.IsCyrillic, file.Folding.IsEmpty);
        if (!file.IsCyrillic) Assert.All(Alphabets[tag], letter => Assert.Equal(SmsEncoding.Gsm7, SmsSegments.Count(SmsText.Fold($"{letter}{char.ToUpperInvariant(letter)}", file)).Encoding));
    }

    [Theory, MemberData(nameof(Tags))]
    public void The_words_that_an_answer_asks_for_are_understood(string tag)
    {
        var (file, reader) = (LanguageFile.All[tag], new Language(tag));
        Assert.True(Reader.Read(new Phrases().Render(new Phrase("referrals.taken.not-you", "reference", "code").With(("reference", "RA-7F3K-9"), ("code", "")), reader, ChannelKind.Sms).Split(':')[^1], reader).IsOnly(Meaning.Pass));
        var asked = Quoted().Matches(file.Phrases["inbox.help#sms"]).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, asked.Count);
        Assert.True(Reader.Read(asked[0], reader).IsOnly(Meaning.Pass));
        Assert.True(Reader.Read(asked[1], reader).IsOnly(Meaning.Language));
    }

    /// <summary>Keys are stored, so that a slip stays: the module, then names of small letters with hyphens between words.</summary>
    [Fact]
    public void A_key_is_the_module_and_names_in_kebab_case() => Assert.All(LanguageCheck.Phrases, phrase => Assert.Matches(Key(), phrase.Key));

    [Fact]
    public void Only_screens_show_cards_commands_and_buttons()
    {
        Assert.All(
            (string[])["referrals.screen.card", "inbox.screen.help.line", "referrals.command.mine", "intake.button.back"], key => Assert.True(PhraseKey.IsForScreens(key), key));
        Assert.All(
            (string[])["referrals.alert", "people.approval", "intake.sms.word", "referrals.screen", "screen.card", "cases.purpose.screen"],
            key => Assert.False(PhraseKey.IsForScreens(key), key));
    }

    [GeneratedRegex(@"\{[^{}]*\}|/[a-z]+( off)?|RA-7F3K-9|\b(SMS|Telegram|UTC)\b")]
    private static partial Regex NotWording();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*([.][a-z]+(-[a-z]+)*)+$")]
    private static partial Regex Key();

    private static LanguageFile Saying(string key, string text) => English with { Phrases = English.Phrases.SetItem(key, text) };
}
