using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Limits;

namespace ServerlessAssist.Tests.Shared.Limits;

public sealed class LimitSettingsTests
{
    private static LimitSettings Read(params (string Name, string Value)[] given) => LimitsModule
        .AddLimits(new ServiceCollection(), new ConfigurationBuilder().AddInMemoryCollection(given.ToDictionary(one => $"Limits:{one.Name}", one => (string?)one.Value)).Build())
        .BuildServiceProvider().GetRequiredService<LimitSettings>();

    [Fact]
    public void Nothing_set_is_limited_all_the_same()
    {
        var limits = Read();
        Assert.Equal((1000, 200), (limits.SegmentsADay("355"), limits.AnswersToStrangersAnHour));
        Assert.All([limits.Staff, limits.Stranger, limits.Organisation], rate => Assert.True(rate is { Hour: > 0, Burst: > 0 }));
    }

    [Fact]
    public void A_country_has_its_own_limit_or_the_default()
    {
        var limits = Read(("Sms:355:Day", "500"), ("Sms:default:Day", "70"), ("Organisation:Hour", "6"));
        Assert.Equal((500, 70), (limits.SegmentsADay("355"), limits.SegmentsADay("383")));
        Assert.Equal((6, 20), (limits.Organisation.Hour, limits.Organisation.Burst));
    }

    [Theory]
    [InlineData("Sms:355:Day", "0")]
    [InlineData("Sms:355:Day", "-1")]
    [InlineData("Sms:355:Day", "1000001")]
    [InlineData("Sms:355:Dya", "5")]
    [InlineData("Sms:default:Day", "0")]
    [InlineData("Sms:+355:Day", "5")]
    [InlineData("Sms:al:Day", "5")]
    [InlineData("Staff:Hour", "0")]
    [InlineData("Staff:Burst", "-3")]
    [InlineData("Stranger:Burst", "0")]
    [InlineData("Organisation:Hour", "2000000")]
    [InlineData("AnswersToStrangersAnHour", "-1")]
    [InlineData("AnswersToStrangersAnHour", "20000")]
    public void A_wrong_setting_stops_the_start_and_is_named(string name, string value) =>
        Assert.Contains($"Limits__{name.Replace(":", "__", StringComparison.Ordinal).Replace("Dya", "Day", StringComparison.Ordinal)}", Assert.Throws<InvalidOperationException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_number_stops_the_start_and_is_named() =>
        Assert.Contains("Staff:Hour", Assert.Throws<InvalidOperationException>(() => Read(("Staff:Hour", "many"))).Message, StringComparison.Ordinal);
}
