using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;

namespace ServerlessAssist.Tests.Bots.Sms;

public sealed class SmsSettingsTests
{
    private static IServiceCollection Start(params (string Name, string? Value)[] changes) => SmsModule.AddSms(new ServiceCollection(), SmsFixture.Configure(changes));

    [Fact]
    public void Nothing_set_is_off_and_no_fault()
    {
        var services = SmsModule.AddSms(new ServiceCollection(), new ConfigurationBuilder().Build());

        Assert.DoesNotContain(services, one => one.ServiceType == typeof(IChannel));
        Assert.True(services.BuildServiceProvider().GetRequiredService<SmsSettings>().IsOff);
    }

    [Fact]
    public void Settings_that_are_there_but_empty_are_missing()
    {
        (string, string?)[] empty = [.. SmsFixture.Configure().AsEnumerable().Where(one => one.Value is not null).Select(one => (one.Key["Sms:".Length..], (string?)""))];

        Assert.DoesNotContain(Start(empty), one => one.ServiceType == typeof(IChannel));
        Assert.Contains(Start(("Senders:383", "")), one => one.ServiceType == typeof(IChannel));
    }

    [Fact]
    public void Good_settings_have_no_fault() => Assert.Contains(Start(("PreviousAuthToken", SmsFixture.OldToken), ("ApiBase", "http://127.0.0.1:1")), one => one.ServiceType == typeof(IChannel));

    [Theory]
    [InlineData("AccountSid", null)]
    [InlineData("AccountSid", "AC123")]
    [InlineData("AccountSid", "MG00000000000000000000000000000042")]
    [InlineData("AccountSid", "AC0000000000000000000000000000004g")]
    [InlineData("AuthToken", null)]
    [InlineData("AuthToken", "")]
    [InlineData("AuthToken", "0a1b2c3d")]
    [InlineData("PreviousAuthToken", "0a1b2c3d")]
    [InlineData("PublicAddress", null)]
    [InlineData("PublicAddress", "assist.example")]
    [InlineData("PublicAddress", "http://assist.example")]
    [InlineData("PublicAddress", "https://assist.example/api")]
    [InlineData("PublicAddress", "https://assist.example/?x=1")]
    [InlineData("ApiBase", "api.twilio.com")]
    [InlineData("ApiBase", "http://carrier.example")]
    [InlineData("Senders:default", null)]
    [InlineData("Senders:default", "")]
    [InlineData("Senders:default", "+")]
    [InlineData("Senders:default", "+0690000012")]
    [InlineData("Senders:default", "355690000000")]
    [InlineData("Senders:default", "Assist")]
    [InlineData("Senders:default", "MG1")]
    [InlineData("Senders:+44", "+447400000000")]
    [InlineData("Senders:gb", "+447400000000")]
    [InlineData("AllowedPrefixes:0", "+355")]
    [InlineData("AllowedPrefixes:0", "")]
    [InlineData("AllowedPrefixes:0", "00355")]
    public void A_missing_or_wrong_setting_stops_the_start_and_is_named(string name, string? value)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Start((name, value)));

        Assert.Contains($"Sms__{name.Replace(":", "__", StringComparison.Ordinal)}", fault.Message, StringComparison.Ordinal);
        if (name.EndsWith("AuthToken", StringComparison.Ordinal) && value is { Length: > 0 }) Assert.DoesNotContain(value, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccountSid", SmsFixture.Account)]
    [InlineData("AuthToken", SmsFixture.Token)]
    [InlineData("PreviousAuthToken", SmsFixture.OldToken)]
    [InlineData("PublicAddress", SmsFixture.Public)]
    [InlineData("Senders:default", SmsFixture.Ours)]
    [InlineData("AllowedPrefixes:0", "355")]
    [InlineData("ApiBase", "https://api.twilio.com")]
    public void One_setting_alone_is_not_taken_for_off(string name, string value) =>
        Assert.Throws<InvalidOperationException>(() =>
            SmsModule.AddSms(new ServiceCollection(), new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Sms:{name}"] = value }).Build()));

    [Fact]
    public void Every_fault_is_told_at_once() =>
        Assert.Equal(3, Assert.Throws<InvalidOperationException>(() => Start(("AccountSid", null), ("AuthToken", null), ("PublicAddress", null))).Message.Split(Environment.NewLine).Length);
}
