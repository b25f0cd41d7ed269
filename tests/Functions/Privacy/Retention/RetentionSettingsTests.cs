using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Privacy.Retention;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Functions.Privacy.Retention;

public sealed class RetentionSettingsTests
{
    [Theory]
    [InlineData(null, null, UnknownSenderRules.Kind, 30)]
    [InlineData("Retention:UnknownSenders:Days", "", UnknownSenderRules.Kind, 30)]
    [InlineData("Retention:UnknownSenders:Days", "1", UnknownSenderRules.Kind, 1)]
    [InlineData("Retention:unknownsenders:days", "3650", UnknownSenderRules.Kind, 3650)]
    [InlineData(null, null, ReferralRules.Kind, 1825)]
    [InlineData("Retention:Referrals:Days", "730", ReferralRules.Kind, 730)]
    [InlineData("Retention:Subscriptions:Days", "7", SubscriptionRules.Kind, 7)]
    [InlineData("Retention:Prompts:Days", "2", PromptRules.Kind, 2)]
    public void Each_kind_is_kept_its_days_or_as_the_settings_say(string? name, string? value, string kind, int days) =>
        Assert.Equal(days, RetentionSettings.Read(With(name, value), House.Definitions).Table.Single(one => one.Kind == kind).Days);

    [Theory]
    [InlineData("Retention:UnknownSenders:Days", "0", "Retention__UnknownSenders__Days")]
    [InlineData("Retention:UnknownSenders:Days", "3651", "Retention__UnknownSenders__Days")]
    [InlineData("Retention:UnknownSenders:Days", "a week", "Retention__UnknownSenders__Days")]
    [InlineData("Retention:Referrals:Days", "-1", "Retention__Referrals__Days must be a whole number of days from 1 to 3650")]
    [InlineData("Retention:Prompts:Days", "1", "Retention__Prompts__Days must be a whole number of days from 2 to 3650")]
    [InlineData("Retention:Assistance:Days", "30", "Retention__Assistance is unknown")]
    [InlineData("Retention:Everything:Days", "30", "Retention__Everything is unknown")]
    public void A_table_that_is_wrong_ends_the_start_and_names_the_line(string name, string value, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidOperationException>(() => RetentionSettings.Read(With(name, value), House.Definitions)).Message, StringComparison.Ordinal);

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

    [Fact]
    public void Every_kind_of_stream_stands_in_the_table_with_a_purpose_and_an_end()
    {
        var table = RetentionSettings.Read(With(null, null), House.Composed).Table;
        var kinds = Run.OnOwnThread(() =>
            new World(new WorldOptions(1, new NoFault())).Processes[0].Services.GetServices<IStreamHandler>().Select(one => one.Kind).ToList());
        Assert.True(kinds.Count >= 12);
        Assert.Equal(kinds.Order(StringComparer.Ordinal), table.Select(one => one.Kind));
        Assert.All(table, one => Assert.True(one.Rule.Purpose.Length > 10 && one.Rule.Until.Length > 5 && one.Setting is null == one.Days is null));
    }

    [Fact]
    public void Days_without_an_end_to_count_from_are_refused_and_so_is_an_end_without_days()
    {
        IStreamDefinition[] halves =
        [
            PromptRules.Book with { OverSince = null },
            ProviderRules.Book with { OverSince = (_, last) => last },
        ];
        foreach (var half in halves)
            Assert.Contains(half.Kind, Assert.Throws<InvalidOperationException>(() => new StreamDefinitions([half])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_is_defined_once() =>
        Assert.Contains("prompt", Assert.Throws<InvalidOperationException>(() => new StreamDefinitions([PromptRules.Book, PromptRules.Book])).Message, StringComparison.Ordinal);

    private static IConfiguration With(string? name, string? value) => new ConfigurationBuilder().AddInMemoryCollection(name is null ? [] : new Dictionary<string, string?> { [name] = value }).Build();
}
