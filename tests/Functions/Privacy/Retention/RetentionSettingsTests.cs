using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Privacy.Retention;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Functions.Privacy.Retention;

public sealed class RetentionSettingsTests
{
    [Theory]
    [InlineData(null, null, StrangerRules.Kind, 30)]
    [InlineData("Retention:UnknownSenders:Days", "", StrangerRules.Kind, 30)]
    [InlineData("Retention:UnknownSenders:Days", "1", StrangerRules.Kind, 1)]
    [InlineData("Retention:unknownsenders:days", "3650", StrangerRules.Kind, 3650)]
    [InlineData(null, null, ReferralRules.Kind, 1825)]
    [InlineData("Retention:Referrals:Days", "730", ReferralRules.Kind, 730)]
    [InlineData("Retention:Subscriptions:Days", "7", HookRules.Kind, 7)]
    [InlineData("Retention:Intakes:Days", "2", IntakeRules.Kind, 2)]
    public void Each_kind_is_kept_its_days_or_as_the_settings_say(string? name, string? value, string kind, int days) =>
        Assert.Equal(days, RetentionSettings.Read(With(name, value)).Table.Single(one => one.Kind == kind).Days);

    [Theory]
    [InlineData("Retention:UnknownSenders:Days", "0", "Retention__UnknownSenders__Days")]
    [InlineData("Retention:UnknownSenders:Days", "3651", "Retention__UnknownSenders__Days")]
    [InlineData("Retention:UnknownSenders:Days", "a week", "Retention__UnknownSenders__Days")]
    [InlineData("Retention:Referrals:Days", "-1", "Retention__Referrals__Days must be a whole number of days from 1 to 3650")]
    [InlineData("Retention:Intakes:Days", "1", "Retention__Intakes__Days must be a whole number of days from 2 to 3650")]
    [InlineData("Retention:Assistance:Days", "30", "Retention__Assistance is unknown")]
    [InlineData("Retention:Everything:Days", "30", "Retention__Everything is unknown")]
    public void A_table_that_is_wrong_ends_the_start_and_names_the_line(string name, string value, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidOperationException>(() => RetentionSettings.Read(With(name, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, 30)]
    [InlineData("1", 1)]
    [InlineData("365", 365)]
    public void A_backups_keys_are_kept_thirty_days_or_as_the_settings_say(string? value, int days) => Assert.Equal(days, BackupKeys.Read(With("Backups:KeysDays", value)).Days);

    [Theory]
    [InlineData("0")]
    [InlineData("366")]
    [InlineData("soon")]
    public void A_number_of_days_that_is_none_ends_the_start(string value) =>
        Assert.Contains("Backups__KeysDays", Assert.Throws<InvalidOperationException>(() => BackupKeys.Read(With("Backups:KeysDays", value))).Message, StringComparison.Ordinal);

    /// <summary>Whoever adds a kind of stream says here why it is kept and how long.</summary>
    [Fact]
    public void Every_kind_of_stream_has_a_purpose_and_an_end_and_none_stands_there_twice()
    {
        var table = RetentionSettings.Read(With(null, null)).Table;
        var kinds = Run.OnOwnThread(() => new World(new WorldOptions(1, new NoFault())).Processes[0].Services.GetServices<IStreams>().Select(one => one.Kind).ToList());
        Assert.True(kinds.Count >= 12);
        Assert.Equal(kinds.Order(StringComparer.Ordinal), table.Select(one => one.Kind).Order(StringComparer.Ordinal));
        Assert.All(table, one => Assert.True(one.Purpose.Length > 10 && one.Until.Length > 5 && one.Name is null == (one.Days == 0)));
    }

    private static IConfiguration With(string? name, string? value) => new ConfigurationBuilder().AddInMemoryCollection(name is null ? [] : new Dictionary<string, string?> { [name] = value }).Build();
}
