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
}
