using CsCheck;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+355690000012", null, "+355690000012")]
    [InlineData("+355 (69) 000-00.12", null, "+355690000012")]
    [InlineData("069 000 0012", "AL", "+355690000012")]
    [InlineData("+355 (0)69 000 0012", null, "+355690000012")]
    [InlineData("00355690000012", "AL", "+355690000012")]
    [InlineData("+355690000012", "RS", "+355690000012")]
    [InlineData("٠٦٩٠٠٠٠٠١٢", "AL", "+355690000012")]
    public void A_number_comes_out_in_E164(string text, string? country, string number)
    {
        Assert.True(PhoneNumber.TryParse(text, country, out var parsed));
        Assert.Equal(number, parsed.ToE164());
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("+", null)]
    [InlineData("+355", null)]
    [InlineData("069 000 0012", null)]                      // national, of no country
    [InlineData("+35569", null)]
    [InlineData("+3556900000120000000", null)]
    [InlineData("call +355690000012", null)]
    [InlineData("+355690000012 ext 5", null)]
    [InlineData("+355690000012;ext=5", null)]
    [InlineData("+355690000012/13", null)]
    [InlineData("+355002134230", null)]
    [InlineData("Vodafone", "AL")]
    [InlineData("2530000", "US")]                           // local, without its area
    [InlineData("+9990000000000", null)]
    public void What_is_not_one_whole_number_is_refused(string text, string? country)
    {
        Assert.False(PhoneNumber.TryParse(text, country, out var number));
        Assert.Equal(default, number);
    }

    [Fact]
    public void It_prints_masked()
    {
        PhoneNumber.TryParse("+355690000012", null, out var number);

        Assert.Equal("+•••12", $"{number}");
        Assert.Equal("+•••", $"{default(PhoneNumber)}");
    }

    [Fact]
    public void Any_text_is_read_without_a_fault_and_a_number_again_as_itself() =>
        Gen.OneOf(Gen.String, Gen.String["+0123456789 -()."], Gen.String["0123456789"].Select(digits => "+355" + digits)).Sample(text =>
        {
            if (PhoneNumber.TryParse(text, "AL", out var number)) Assert.True(PhoneNumber.TryParse(number.ToE164(), null, out var again) && again == number);
        }, iter: 5_000);

    [Theory]
    [InlineData("+355690000012", "355", false)]
    [InlineData("+38344000001", "383", false)]
    [InlineData("+355900123", "355", true)]
    [InlineData("+3558001234", "355", true)]
    [InlineData("+449098790000", "44", true)]
    [InlineData("+447640123456", "44", true)]       // a pager
    [InlineData("+12125550123", "1", false)]
    public void It_knows_its_country_and_whether_it_is_a_line_at_a_price_of_its_own(string text, string country, bool isSpecial)
    {
        Assert.True(PhoneNumber.TryParse(text, null, out var number));
        Assert.Equal((country, isSpecial), (number.CountryCode, number.IsSpecial));
    }
}
