using CsCheck;
using ServerlessAssist.Functions.Referrals;

namespace ServerlessAssist.Tests.Functions.Referrals;

public sealed class ReferenceTests
{
    private static readonly string[] Words = ["take", "pass", "merr", "kalo", "code", "kodi", "room 1234", "RA"];
    private static readonly Gen<string> Digests = Gen.Char["0123456789abcdef"].Array[16].Select(units => new string(units));

    [Fact]
    public void A_reference_reads_back_as_people_type_it() => Digests.Sample(digest =>
    {
        var reference = Reference.From(digest);
        var text = reference.ToString();
        Assert.Equal(reference, Reference.Parse(text));
        Assert.Equal(reference, Reference.Parse(text.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.Equal(reference, Reference.Parse(text.Replace('0', 'O').Replace('1', 'l')));
    });

    [Fact]
    public void One_wrong_character_or_two_swapped_neighbours_show() => Digests.Sample(digest =>
    {
        var body = Reference.From(digest).ToString()[3..7];
        var check = Reference.From(digest).ToString()[8];
        for (var at = 0; at < 4; at++)
            foreach (var other in "0123456789ABCDEFGHJKMNPQRSTVWXY".Where(unit => unit != body[at]))
                Assert.Null(Reference.Parse($"RA-{body[..at]}{other}{body[(at + 1)..]}-{check}"));
        for (var at = 0; at < 3; at++)
            if (body[at] != body[at + 1])
                Assert.Null(Reference.Parse($"RA-{body[..at]}{body[at + 1]}{body[at]}{body[(at + 2)..]}-{check}"));
    });

    [Theory]
    [InlineData("7F3K-4821", "7F3K", "4821")]
    [InlineData("  take 7f3k 4821!", "7F3K", "4821")]
    [InlineData("7F3K4821", "7F3K", "4821")]
    [InlineData("ok 7F3K - 48Z1 7F3K–482l", "7F3K", "4821")]
    [InlineData("OABC-4821", "0ABC", "4821")]
    [InlineData("room 1234 7F3K 4821", "7F3K", "4821")]
    [InlineData("٧F3K-٤٨٢١", "7F3K", "4821")]
    public void A_code_is_found_however_it_is_typed(string text, string body, string digits)
    {
        var code = AlertCode.Find(text);
        Assert.Equal((body, digits), (code?.Reference.Body, code?.Digits));
    }

    [Fact]
    public void A_code_is_found_behind_any_word() => Gen.Select(Digests, Gen.Int[0, 9999], Gen.OneOf(Gen.Int[0, Words.Length - 1].Select(at => Words[at]), Gen.Char["abcdefghijklmnopqrstuvwxyz"].Array[4].Select(units => new string(units)))).Sample((digest, digits, word) =>
    {
        var (body, four) = (Reference.From(digest).Body, digits.ToString("D4", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var typed in new[] { $"{word} {body}-{four}", $"{word.ToUpperInvariant()} {body} {four}", $"{word}-{body}{four}" })
        {
            var code = AlertCode.Find(typed);
            Assert.True((body, four) == (code?.Reference.Body, code?.Digits), typed);
        }
    }, iter: 20_000);

    [Fact]
    public void No_reference_is_a_word_or_a_number() => Digests.Sample(digest =>
    {
        var body = Reference.From(digest).Body;
        Assert.Contains(body, char.IsAsciiDigit);
        Assert.Contains(body, char.IsAsciiLetter);
    }, iter: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData("take 3217")]
    [InlineData("3217-0512")]
    [InlineData("hello there")]
    [InlineData("7F3K")]
    [InlineData("+355690000011")]
    public void What_is_no_code_is_none(string text) => Assert.Null(AlertCode.Find(text));

    [Fact]
    public void A_code_belongs_to_one_person() =>
        Assert.NotEqual(AlertCode.DigitsFor("s", new("a")), AlertCode.DigitsFor("s", new("b")));

    /// <summary>Reckoned apart from this code: what is printed on paper today is read tomorrow.</summary>
    [Theory]
    [InlineData("0123456789abcdef", "RA-YQJ1-A")]
    [InlineData("fedcba9876543210ffff", "RA-5HYK-K")]
    [InlineData("0000000000000000", "RA-F7SN-2")]
    [InlineData("0000000000000004", "RA-P9RE-D")]
    public void The_same_digest_is_the_same_reference_for_ever(string digest, string reference) => Assert.Equal(reference, Reference.From(digest).ToString());

    [Theory]
    [InlineData("secret", "duty", "8733")]
    [InlineData("s", "p48", "0086")]
    public void The_same_secret_and_person_are_the_same_four_digits_for_ever(string secret, string person, string digits) => Assert.Equal(digits, AlertCode.DigitsFor(secret, new(person)));

    [Fact]
    public void RA_is_read_over_in_front_of_a_reference_and_nothing_else_is()
    {
        Assert.Equal("7F3K", Reference.Parse("RA-7F3K-X")?.Body);
        Assert.Equal("RA12", Reference.Parse("RA12-R")?.Body);
        Assert.Equal("RA12", Reference.Parse("RA-RA12-R")?.Body);
        Assert.Null(Reference.Parse("XX-7F3K-X"));
        Assert.Null(Reference.Parse("RA-7F3K-XX"));
    }

    [Theory]
    [InlineData('U')]
    [InlineData('Z')]
    public void Letters_that_are_mistaken_for_others_stand_in_none(char letter)
    {
        foreach (var check in "0123456789ABCDEFGHJKMNPQRSTVWXYZU") Assert.Null(Reference.Parse($"RA-7{letter}3K-{check}"));
        Assert.Null(AlertCode.Find($"7{letter}3K-4821"));
    }

    [Fact]
    public void A_code_prints_as_a_code() => Assert.Equal("code", $"{AlertCode.Find("7F3K-4821")}");
}
