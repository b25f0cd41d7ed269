using CsCheck;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.People;

public sealed class CaseReferenceTests
{
    private static readonly Gen<string> Digests = Gen.Char["0123456789abcdef"].Array[16].Select(units => new string(units));

    [Fact]
    public void A_reference_reads_back_as_people_type_it() => Digests.Sample(digest =>
    {
        var reference = CaseReference.From(digest);
        var text = reference.ToString();
        Assert.Equal(reference, CaseReference.Parse(text));
        Assert.Equal(reference, CaseReference.Parse(text.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.Equal(reference, CaseReference.Parse(text.Replace('0', 'O').Replace('1', 'l')));
        Assert.Equal(reference, CaseReference.Parse($"РА\u2011{text[3..].Replace('A', 'А').Replace('H', 'Н').Replace('0', 'О')}"));
        Assert.Equal(reference, CaseReference.ParseMarked($"{text}:"));
        Assert.Equal(reference.Body, CaseReference.BodyOf(text));
    });

    [Fact]
    public void One_wrong_character_or_two_swapped_ones_show() => Digests.Sample(digest =>
    {
        var text = CaseReference.From(digest).ToString();
        int[] places = [3, 4, 5, 6, 8];
        foreach (var at in places)
            foreach (var other in CodeAlphabet.Characters.Where(unit => unit != text[at]))
                Assert.Null(CaseReference.Parse($"{text[..at]}{other}{text[(at + 1)..]}"));
        foreach (var (one, other) in from one in places from other in places where one < other && text[one] != text[other] select (one, other))
            Assert.Null(CaseReference.Parse($"{text[..one]}{text[other]}{text[(one + 1)..other]}{text[one]}{text[(other + 1)..]}"));
    }, iter: 2_000);

    [Fact]
    public void No_reference_is_a_word_or_a_number() => Digests.Sample(digest =>
    {
        var body = CaseReference.From(digest).Body;
        Assert.Contains(body, char.IsAsciiDigit);
        Assert.Contains(body, char.IsAsciiLetter);
    }, iter: 20_000);

    /// <summary>Computed apart from this code: what is printed on paper today is read tomorrow.</summary>
    [Theory]
    [InlineData("0123456789abcdef", "RA-5F7K-2")]
    [InlineData("fedcba9876543210ffff", "RA-E43M-F")]
    [InlineData("0000000000000000", "RA-P2YT-K")]
    [InlineData("0000000000000004", "RA-6MF5-F")]
    public void The_same_digest_is_the_same_reference_for_ever(string digest, string reference) => Assert.Equal(reference, CaseReference.From(digest).ToString());

    [Fact]
    public void RA_is_read_over_in_front_of_a_reference_and_nothing_else_is()
    {
        Assert.Equal("7F3K", CaseReference.Parse("RA-7F3K-9")?.Body);
        Assert.Equal("7F3K", CaseReference.Parse("7F3K 9")?.Body);
        Assert.Equal("PA12", CaseReference.Parse("PA12-M")?.Body);
        Assert.Equal("PA12", CaseReference.Parse("RA-PA12-M")?.Body);
        foreach (var odd in (string[])["XX-7F3K-9", "RA-7F3K-99", "RA-7F3K-8", "RA-7F3K", "RA-7F3KD", "RA-7FDK-9", "", "RA"]) Assert.Null(CaseReference.Parse(odd));
        foreach (var odd in (string[])["7F3K-9", "PA12-M", "RA-7F3K-8", "hello"]) Assert.Null(CaseReference.ParseMarked(odd));
    }

    [Fact]
    public void A_button_holds_a_body_as_it_is_written_and_nothing_like_it()
    {
        Assert.Equal("7F3K", CaseReference.OfBody("7F3K")?.Body);
        foreach (var odd in (string[])["7f3k", "7F3", "7F3KA", "7F3D", "7733", "AAAA", "７F3K", ""]) Assert.Null(CaseReference.OfBody(odd));
        Assert.Throws<ArgumentException>(() => CaseReference.BodyOf("RA-7F3K-8"));
    }
}
