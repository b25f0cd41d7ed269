using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Simulation;

namespace ServerlessAssist.Tests.Functions.People.Enrolment;

public sealed class EnrolmentCodesTests
{
    private static readonly BlindIndex Index = new(new KeyRing(new ProtectionSettings
    {
        KeyEncryptionKeys = new() { ["1"] = Key(1) }, IndexKeys = new() { ["1"] = Key(2) }, ChainKey = Key(3),
    }));

    private static readonly TelegramSettings Bot = new() { Token = "12345:" + new string('a', 35), Bot = "assist_bot" };
    private static readonly EnrolmentCodes Codes = new(Index, Bot);

    [Fact]
    public void A_code_has_at_least_forty_bits_is_read_as_it_is_spoken_and_is_no_other_code_of_the_house()
    {
        var all = Enumerable.Range(0, 2000).Select(at => Codes.For($"telegram:{at}:1")).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(29, all.SelectMany(code => code).Distinct().Count());
        Assert.True(Math.Pow(29, 10) > Math.Pow(2, 48));
        foreach (var code in all)
        {
            Assert.DoesNotContain(code, unit => "01OILUV".Contains(unit, StringComparison.Ordinal));
            Assert.Equal(11, EnrolmentCodes.Grouped(code).Length);
            Assert.Null(AlertCode.Find(EnrolmentCodes.Grouped(code), ReferralCodes.Kinds));
            Assert.Null(AlertCode.Find(code, ReferralCodes.Kinds));
            foreach (var typed in new[] { code, EnrolmentCodes.Grouped(code), $" {code[..5]} {code[5..]}\n", code.ToLowerInvariant(), $"{code[..5]}–{code[5..]}" }) Assert.Equal(code, EnrolmentCodes.Read(typed));
        }
    }

    [Fact]
    public void The_same_message_makes_the_same_code_and_its_hash_is_not_the_code()
    {
        Assert.Equal(Codes.For("telegram:1:2"), Codes.For("telegram:1:2"));
        Assert.NotEqual(Codes.For("telegram:1:2"), Codes.For("telegram:1:3"));
        var code = Codes.For("telegram:1:4");
        Assert.Contains(Codes.Hash(code), Codes.Hashes(code));
        Assert.DoesNotContain(code, Codes.Hash(code), StringComparison.OrdinalIgnoreCase);
        Address one = new(ChannelKind.Sms, "+355690000021"), other = new(ChannelKind.Sms, "+355690000022");
        Assert.NotEqual(Codes.HashOfProof(one, "123456"), Codes.HashOfProof(other, "123456"));
        Assert.Matches("^[0-9]{6}$", Codes.ProofFor(one, "sms:1"));
    }

    [Theory]
    [InlineData("strawberry")]
    [InlineData("2345678923")]
    [InlineData("K7QMX-3WP9")]
    [InlineData("K7QMX-3WP9DD")]
    [InlineData("K0QMX-3WP9D")]
    [InlineData("K7QMX-3WP9Д")]
    [InlineData("A7F3K-4821")]
    [InlineData("")]
    [InlineData("\ud83d")]
    public void What_is_no_code_is_none(string text) => Assert.Null(EnrolmentCodes.Read(text));

    [Theory]
    [InlineData("123456", "123456")]
    [InlineData(" 123-456\n", "123456")]
    [InlineData("١٢٣٤٥٦", "123456")]
    [InlineData("12345", null)]
    [InlineData("1234567", null)]
    [InlineData("12345a", null)]
    public void A_proof_is_six_digits_of_any_script(string text, string? digits) => Assert.Equal(digits, EnrolmentCodes.ReadProof(text));

    [Fact]
    public void A_link_needs_the_bots_name_and_its_picture_is_a_drawing()
    {
        Assert.Equal("https://t.me/assist_bot?start=K7QMX3WP9D", Codes.LinkOf("K7QMX3WP9D"));
        Assert.Null(new EnrolmentCodes(Index, new TelegramSettings { Token = Bot.Token }).LinkOf("K7QMX3WP9D"));
        Assert.Null(new EnrolmentCodes(Index, new TelegramSettings { Bot = "assist_bot" }).LinkOf("K7QMX3WP9D"));
        Assert.StartsWith("<svg", EnrolmentCodes.PictureOf("https://t.me/assist_bot?start=K7QMX3WP9D"), StringComparison.Ordinal);
    }

    private static string Key(int seed) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData([(byte)seed, 43]));
}
