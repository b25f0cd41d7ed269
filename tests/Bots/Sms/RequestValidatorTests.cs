using System.Collections.Specialized;
using Twilio.Security;

namespace ServerlessAssist.Tests.Bots.Sms;

/// <summary>The vendor's published example: https://www.twilio.com/docs/usage/security</summary>
public sealed class RequestValidatorTests
{
    private const string Token = "12345";
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private static Dictionary<string, string> Fields() => new()
    {
        ["CallSid"] = "CA1234567890ABCDE", ["From"] = "+14158675309", ["Digits"] = "1234", ["To"] = "+18005551212", ["Caller"] = "+14158675309",
    };

    private static bool Check(string url = Url, IDictionary<string, string>? fields = null, string signature = Signature, string token = Token) =>
        new RequestValidator(token).Validate(url, fields ?? Fields(), signature);

    [Fact]
    public void The_published_example_is_valid() => Assert.True(Check());

    [Fact]
    public void The_order_of_the_fields_does_not_matter() => Assert.True(Check(fields: Fields().Reverse().ToDictionary()));

    [Fact]
    public void A_collection_is_signed_as_a_dictionary_is()
    {
        var fields = new NameValueCollection();
        foreach (var (name, value) in Fields()) fields.Add(name, value);

        Assert.True(new RequestValidator(Token).Validate(Url, fields, Signature));
    }

    [Theory]
    [InlineData("https://mycompany.com:8443/myapp.php?foo=1&bar=2", true)]      // the carrier leaves ports out
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", false)]      // as the vendor's; settings leave a standard port out
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", false)]
    [InlineData("https://mycompany.com/myapp.php?bar=2&foo=1", false)]
    [InlineData("https://mycompany.com/myapp.php", false)]
    [InlineData("https://[::1]/myapp.php?foo=1&bar=2", false)]
    public void The_whole_address_counts_and_its_port_does_not(string url, bool isValid) => Assert.Equal(isValid, Check(url));

    [Fact]
    public void A_signature_over_the_standard_port_is_valid_too()
    {
        var signed = Sign("https://assist.example:443/api/sms");

        Assert.True(new RequestValidator(Token).Validate("https://assist.example/api/sms", new Dictionary<string, string>(), signed));
    }

    [Fact]
    public void Every_changed_character_of_the_signature_is_refused()
    {
        for (var at = 0; at < Signature.Length; at++)
            for (var other = (char)0; other < 256; other++)
                if (other != Signature[at])
                    Assert.False(Check(signature: Signature[..at] + other + Signature[(at + 1)..]), $"{(int)other} at {at}");
    }

    [Fact]
    public void Every_changed_character_of_the_address_is_refused()
    {
        for (var at = 0; at < Url.Length; at++)
        {
            var other = Url[..at] + (char)(Url[at] ^ 1) + Url[(at + 1)..];
            if (Uri.TryCreate(other, UriKind.Absolute, out _)) Assert.False(Check(other), $"at {at}");
        }
    }

    [Fact]
    public void Every_changed_character_of_the_fields_is_refused()
    {
        foreach (var (name, value) in Fields())
        {
            for (var at = 0; at < value.Length; at++)
            {
                var fields = Fields();
                fields[name] = value[..at] + (char)(value[at] ^ 1) + value[(at + 1)..];
                Assert.False(Check(fields: fields), $"{name} at {at}");
            }
            for (var at = 0; at < name.Length; at++)
            {
                var fields = Fields();
                fields.Remove(name);
                fields[name[..at] + (char)(name[at] ^ 1) + name[(at + 1)..]] = value;
                Assert.False(Check(fields: fields), $"{name} at {at}");
            }
        }
    }

    [Fact]
    public void A_field_too_few_or_too_many_is_refused()
    {
        var more = Fields();
        more["Extra"] = "1";
        Assert.False(Check(fields: more));
        foreach (var name in Fields().Keys)
        {
            var fewer = Fields();
            fewer.Remove(name);
            Assert.False(Check(fields: fewer), name);
        }
    }

    [Fact]
    public void A_field_that_nobody_knows_is_valid_when_it_is_signed()
    {
        var fields = Fields();
        fields["Zukunft"] = "ë€";

        Assert.True(Check(fields: fields, signature: Sign(Url + string.Concat(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + field.Value)))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12346")]
    [InlineData("12345 ")]
    public void Another_token_is_refused(string token) => Assert.False(Check(token: token));

    [Theory]
    [InlineData("rsoydt4t1cutdk1pdd93/vvr8b8=")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8= ")]
    [InlineData("x")]
    public void A_near_miss_of_the_signature_is_refused(string signature) => Assert.False(Check(signature: signature));

    [Fact]
    public void No_fields_and_none_at_all_are_the_same_and_a_null_value_is_an_empty_one()
    {
        Assert.True(new RequestValidator(Token).Validate(Url, (IDictionary<string, string>)null!, Sign(Url)));
        Assert.True(Check(fields: new Dictionary<string, string>(), signature: Sign(Url)));
        Assert.True(Check(fields: new Dictionary<string, string> { ["A"] = null! }, signature: Sign(Url + "A")));
    }

    [Theory]
    [InlineData(null, Signature)]
    [InlineData("", Signature)]
    [InlineData(Url, null)]
    [InlineData(Url, "")]
    public void An_address_and_a_signature_are_needed(string? url, string? signature) =>
        Assert.ThrowsAny<ArgumentException>(() => new RequestValidator(Token).Validate(url!, Fields(), signature!));

    private static string Sign(string text) => ServerlessAssist.Sandbox.Carriers.TwilioStandIn.Sign(Token, text, new Dictionary<string, string>());
}
