using Microsoft.Extensions.Configuration;
using ServerlessAssist.Functions.Operations;

namespace ServerlessAssist.Tests.Functions.Operations;

public sealed class RetentionSettingsTests
{
    [Theory]
    [InlineData(null, null, 30)]
    [InlineData("Retention:Strangers:Days", "", 30)]
    [InlineData("Retention:Strangers:Days", "1", 1)]
    [InlineData("Retention:strangers:days", "3650", 3650)]
    public void Strangers_are_kept_thirty_days_or_as_the_settings_say(string? name, string? value, int days) =>
        Assert.Equal(new Kept("Strangers", "stranger", days), RetentionSettings.Read(With(name, value)).Table[0]);

    [Fact]
    public void What_is_kept_of_a_webhook_that_was_ended_goes_too() => Assert.Contains(new Kept("Webhooks", "hook", 7), RetentionSettings.Read(With("Retention:Webhooks:Days", "7")).Table);

    [Theory]
    [InlineData("Retention:Strangers:Days", "0", "Retention__Strangers__Days")]
    [InlineData("Retention:Strangers:Days", "3651", "Retention__Strangers__Days")]
    [InlineData("Retention:Strangers:Days", "a week", "Retention__Strangers__Days")]
    [InlineData("Retention:Referrals:Days", "30", "Retention__Referrals is unknown")]
    public void A_table_that_is_wrong_ends_the_start_and_names_the_line(string name, string value, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidOperationException>(() => RetentionSettings.Read(With(name, value))).Message, StringComparison.Ordinal);

    private static IConfiguration With(string? name, string? value) => new ConfigurationBuilder().AddInMemoryCollection(name is null ? [] : new Dictionary<string, string?> { [name] = value }).Build();
}
