using CsCheck;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation;

namespace ServerlessAssist.Tests.Functions.Alerts;

public sealed class AlertCodeTests
{
    private static readonly string[] Words = ["take", "pass", "merr", "kalo", "code", "kodi", "a room 1234", "RA", "A", "а", "April 2026", "поминем", "не могу"];

    /// <summary>Every separator that a phone puts between two parts, or none.</summary>
    private static readonly string[] Separators =
        ["", " ", "-", ".", " - ", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\uFE58", "\uFE63", "\uFF0D", "\u00AD", "\u00A0", "\u202F", "\u2009", " \u2013 ", "\u00A0\u2014\u00A0", ". ", "\u200B", "\t"];

    private static readonly Gen<string> Digests = Gen.Char["0123456789abcdef"].Array[16].Select(units => new string(units));

    [Theory]
    [InlineData("A7F3K-4821", "7F3K", "4821")]
    [InlineData("  take a7f3k 4821!", "7F3K", "4821")]
    [InlineData("A7F3K4821", "7F3K", "4821")]
    [InlineData("A 7F3K 4821", "7F3K", "4821")]
    [InlineData("а-7f3k–4821", "7F3K", "4821")]
    [InlineData("А 7Ф3К 4821", "7F3K", "4821")]
    [InlineData("ok A7F3K - 48W1 A7F3K–482l", "7F3K", "4821")]
    [InlineData("A7F3K-Ч82І", "7F3K", "4821")]
    [InlineData("AOAEF-4821", "0AEF", "4821")]
    [InlineData("АОАЕФ-4821", "0AEF", "4821")]
    [InlineData("AOAEF 4821", "0AEF", "4821")]
    [InlineData("a room 1234 A7F3K 4821", "7F3K", "4821")]
    [InlineData("a room-1234 A7F3K 4821", "7F3K", "4821")]
    [InlineData("A٧F3K-٤٨٢١", "7F3K", "4821")]
    [InlineData("Ａ７Ｆ３Ｋ－４８２１", "7F3K", "4821")]
    [InlineData("𝐀𝟕𝐅𝟑𝐊-𝟒𝟖𝟐𝟏", "7F3K", "4821")]
    [InlineData("take AOAEF-4821 please", "0AEF", "4821")] // No digit in its body: joined by one dash, or nothing else is said.
    public void A_code_is_found_however_it_is_typed(string text, string body, string digits) => Assert.Equal(new AlertCode(AlertMessages.Kind, body, digits), AlertCode.Find(text, ReferralCodes.Kinds));

    /// <summary>Each language's keyboard: what its letters offer for the letters of a code, by look and by sound.</summary>
    [Theory]
    [InlineData("ru", "АЕФНКМРТУ")]
    [InlineData("ru", "аэфхкмпту")]
    [InlineData("uk", "АЄФХКМПТУ")]
    [InlineData("bg", "аефнкмрту")]
    [InlineData("mk", "АЕФНКМПТУ")]
    [InlineData("sr", "АЕФХКМРТУ")]
    [InlineData("en", "AEFNKMRTU")]
    [InlineData("tr", "aefxkmrtu")]
    public void A_code_survives_every_keyboard(string tag, string letters)
    {
        Assert.Contains(new Phrases().Languages, language => language.Tag == tag);
        Digests.Sample(digest =>
        {
            var body = CaseReference.From(digest).Body;
            var typed = string.Concat($"A{body}".Select(unit => "AEFHKMPTY".IndexOf(unit, StringComparison.Ordinal) is >= 0 and var at ? letters[at] : unit));
            Assert.Equal(new AlertCode(AlertMessages.Kind, body, "4821"), AlertCode.Find($"{typed}-4821", ReferralCodes.Kinds));
        });
    }

    [Fact]
    public void Any_separator_may_stand_between_any_two_parts()
    {
        foreach (var first in Separators)
            foreach (var second in Separators)
                foreach (var text in (string[])[$"A{first}7F3K{second}4821", $"take а{first}7f3к{second}4821."])
                    Assert.Equal(new AlertCode(AlertMessages.Kind, "7F3K", "4821"), AlertCode.Find(text, ReferralCodes.Kinds));
    }

    [Fact]
    public void A_code_is_found_behind_any_word() => Gen.Select(
        Digests, Gen.Int[0, 9999], Gen.OneOf(Gen.Int[0, Words.Length - 1].Select(at => Words[at]), Gen.Char["abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщэюя"].Array[4].Select(units => new string(units)))).Sample((digest, digits, word) =>
    {
        var (body, four) = (CaseReference.From(digest).Body, digits.ToString("D4", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var typed in new[] { $"{word} A{body}-{four}", $"{word.ToUpperInvariant()} A{body} {four}", $"{word}-A{body}{four}", $"{word} a {body} {four}", $"{word}\nА{body}-{four}" })
        {
            var code = AlertCode.Find(typed, ReferralCodes.Kinds);
            Assert.True((body, four) == (code?.Body, code?.Digits), typed);
        }
    }, iter: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData("take 3217")]
    [InlineData("A3217-0512")]
    [InlineData("hello there")]
    [InlineData("A7F3K")]
    [InlineData("7F3K-4821")]
    [InlineData("AA7F3K-4821")]
    [InlineData("A7F3K-48212")]
    [InlineData("A7F3K\n4821")]
    [InlineData("A7F3K----4821")]
    [InlineData("A7FDK-4821")]
    [InlineData("A7F3K boss")]
    [InlineData("+355690000011")]
    [InlineData("we meet in April 2026")]
    [InlineData("April 2026 at ten")]
    [InlineData("а дома 1234")]
    [InlineData("буде а потім 2026 рік")]
    [InlineData("а этот 2026 год")]
    [InlineData("а тебе 1234")]
    [InlineData("а тебе-1234")]
    [InlineData("а мама - 1234")]
    [InlineData("alert 2026 and more")]
    [InlineData("take AOAEF 4821 please")]
    [InlineData("take AOAEF--4821 please")]
    [InlineData("take AOAEF -4821 please")]
    [InlineData("take AOAEF.4821 please")]
    [InlineData("AOAEF!4821")]
    [InlineData("\uD800A7F3\uDC00-4821")]
    public void What_is_no_code_is_none(string text) => Assert.Null(AlertCode.Find(text, ReferralCodes.Kinds));

    [Fact]
    public void A_letter_that_is_no_kind_makes_no_code()
    {
        foreach (var letter in CodeAlphabet.Characters)
            Assert.Equal(letter == AlertMessages.Kind.Letter, AlertCode.Find($"{letter}7F3K-4821", ReferralCodes.Kinds) is not null);
    }

    [Theory]
    [InlineData('B')] // Looks like 8.
    [InlineData('3')]
    [InlineData('a')]
    [InlineData('А')] // Cyrillic.
    public void A_kind_is_a_letter_that_no_other_looks_like(char letter) => Assert.Throws<ArgumentException>(() => new AlertKind(letter));

    [Fact]
    public void Two_kinds_with_one_letter_are_refused() => Assert.Throws<ArgumentException>(() => new AlertKinds([new AlertKind('E'), new AlertKind('E')]));

    [Fact]
    public void A_code_that_was_written_is_found() => Digests.Sample(digest =>
    {
        var body = CaseReference.From(digest).Body;
        Assert.Equal(new AlertCode(AlertMessages.Kind, body, "0086"), AlertCode.Find(AlertCode.Write(AlertMessages.Kind, body, "0086"), ReferralCodes.Kinds));
    });

    [Fact]
    public void A_code_belongs_to_one_person() =>
        Assert.NotEqual(AlertCode.DigitsFor("s", new("a")), AlertCode.DigitsFor("s", new("b")));

    [Theory]
    [InlineData("secret", "duty", "8733")]
    [InlineData("s", "p48", "0086")]
    public void The_same_secret_and_person_are_the_same_four_digits_for_ever(string secret, string person, string digits) => Assert.Equal(digits, AlertCode.DigitsFor(secret, new(person)));

    [Fact]
    public void A_code_prints_as_a_code() => Assert.Equal("code", $"{AlertCode.Find("A7F3K-4821", ReferralCodes.Kinds)}");
}
