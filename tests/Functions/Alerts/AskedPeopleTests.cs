using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Shared.Messaging;
using DeliveryOutcome = ServerlessAssist.Functions.Alerts.DeliveryOutcome;

namespace ServerlessAssist.Tests.Functions.Alerts;

/// <summary>What a delivery report means for people who were asked, whatever they were asked for.</summary>
public sealed class AskedPeopleTests
{
    private static readonly PersonId Ana = new("ana"), Bea = new("bea");
    private static readonly AskedPeople Both = AskedPeople.Of("offer-3", [Ana, Bea]);
    private static readonly ServerlessAssist.Shared.Streams.DeliveryOutcome Lost = new ServerlessAssist.Shared.Streams.DeliveryOutcome.Undelivered(SendFailure.Undelivered, ChannelKind.Sms);

    [Fact]
    public void Each_person_has_a_message_and_all_of_them_are_pending()
    {
        Assert.Equal([("offer-3-0", Ana), ("offer-3-1", Bea)], Both.Alerts.Select(alert => (alert.Id, alert.To)));
        Assert.Equal([Ana, Bea], Both.People);
        Assert.True(Both.IsAnybodyLeft && Both.IsPending("offer-3-1") && Both.IsPending(Bea));
        Assert.False(Both.IsPending("offer-3-2") || Both.IsPending(new PersonId("cleo")) || AskedPeople.None.IsAnybodyLeft);
    }

    [Fact]
    public void A_delivery_is_news_once()
    {
        var delivered = Assert.IsType<DeliveryOutcome.Delivered>(Both.Learn("offer-3-0", new ServerlessAssist.Shared.Streams.DeliveryOutcome.Delivered(), OtherChannels.All));
        Assert.Equal(Ana, delivered.Alert.To);
        Assert.Null(Both.With("offer-3-0", AlertStatus.Delivered).Learn("offer-3-0", new ServerlessAssist.Shared.Streams.DeliveryOutcome.Delivered(), OtherChannels.All));
    }

    [Theory]
    [InlineData(OtherChannels.None, false, false)]
    [InlineData(OtherChannels.One, true, false)]
    [InlineData(OtherChannels.All, true, true)]
    public void As_many_other_channels_are_tried_as_may_be(OtherChannels others, bool isFirstTriedAgain, bool isSecondTriedAgain)
    {
        Assert.Equal(isFirstTriedAgain, Both.Learn("offer-3-0", Lost, others) is DeliveryOutcome.OtherChannel { Channel: ChannelKind.Sms, Why: "undelivered" });
        var again = Both.With("offer-3-0", AlertStatus.Failed).With(new Alert("again", Ana, 0, AlertStatus.Sent, [ChannelKind.Telegram]));
        Assert.Equal(isSecondTriedAgain, again.Learn("again", Lost, others) is DeliveryOutcome.OtherChannel { Channel: ChannelKind.Sms });
        if (!isSecondTriedAgain) Assert.Equal("undelivered", Assert.IsType<DeliveryOutcome.Failed>(again.Learn("again", Lost, others)).Why);
    }

    [Fact]
    public void A_channel_that_was_given_up_before_says_nothing_new()
    {
        var again = Both.With(new Alert("again", Ana, 0, AlertStatus.Sent, [ChannelKind.Sms]));
        Assert.Null(again.Learn("again", Lost, OtherChannels.All));
    }

    [Fact]
    public void Without_a_channel_left_the_person_is_not_reached_and_the_last_one_leaves_nobody()
    {
        var failed = Assert.IsType<DeliveryOutcome.Failed>(Both.Learn("offer-3-0", new ServerlessAssist.Shared.Streams.DeliveryOutcome.Failed("no-channel-left"), OtherChannels.One));
        Assert.Equal((Ana, "no-channel-left"), (failed.Alert.To, failed.Why));
        var one = Both.With("offer-3-0", AlertStatus.Failed);
        Assert.True(one.IsAnybodyLeft);
        Assert.False(one.With("offer-3-1", AlertStatus.Failed).IsAnybodyLeft);
        Assert.Equal([Ana, Bea], one.People);
    }

    [Theory]
    [InlineData(AlertStatus.Passed)]
    [InlineData(AlertStatus.Failed)]
    public void What_is_no_longer_pending_is_not_tried_again(AlertStatus status)
    {
        var over = Both.With("offer-3-0", status);
        foreach (var fate in new[] { Lost, new ServerlessAssist.Shared.Streams.DeliveryOutcome.Failed("no-channel-left"), new ServerlessAssist.Shared.Streams.DeliveryOutcome.Delivered() })
            Assert.Null(over.Learn("offer-3-0", fate, OtherChannels.All));
    }

    [Fact]
    public void A_report_on_another_message_or_of_one_that_was_dropped_says_nothing()
    {
        Assert.Null(Both.Learn("offer-4-0", Lost, OtherChannels.All));
        Assert.Null(Both.Learn("offer-3-0", new ServerlessAssist.Shared.Streams.DeliveryOutcome.Dropped(), OtherChannels.All));
        Assert.Same(Both, Both.With("offer-4-0", AlertStatus.Failed));
    }

    [Fact]
    public void Passing_on_ends_what_is_pending_of_that_person_alone()
    {
        var more = Both.With("offer-3-0", AlertStatus.Failed).With(new Alert("again", Ana, 0, AlertStatus.Delivered, []));
        Assert.Equal(
            [("offer-3-0", AlertStatus.Failed), ("offer-3-1", AlertStatus.Sent), ("again", AlertStatus.Passed)],
            more.PassedOn(Ana).Alerts.Select(alert => (alert.Id, alert.Status)));
    }
}
