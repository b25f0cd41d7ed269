using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>.Commit;

namespace ServerlessAssist.Tests.Functions.Referrals.Messages;

/// <summary>Of which decisions the referring organisation's system hears.</summary>
public sealed class WebhookNoticesTests
{
    private const string Stream = "subscription~0123";

    [Fact]
    public void It_hears_of_the_opening_each_taking_and_every_kind_of_end()
    {
        Assert.Equal(["opened RA- alerted"], News(Referral.None, Open(Stream)));
        Assert.Equal(["taken RA- taken"], News(Given.In(Stage.Referred), Given.Take(Given.Duty)));
        Assert.Equal(["closed RA- closed"], News(Given.In(Stage.Acknowledged), Given.Close(Given.Duty)));
        Assert.Equal(["closed RA- closed"], News(Given.In(Stage.Acknowledged), new ReferralCommand.Merge(Given.Actor(Given.Duty), "RA-7F3K-9", "referral~other")));
        var handedOver = Given.In(Stage.Acknowledged) with { HandedOver = new HandedOver("west", "RA-7F3K-9", HandOverAnswer.Asked) };
        Assert.Equal(["closed RA- closed"], News(handedOver, new ReferralCommand.RecordHandOverAnswer(HandOverAnswer.Confirmed)));
        var merged = Given.In(Stage.Acknowledged) with { MergedInto = "RA-7F3K-9", Stage = Stage.Closed };
        Assert.Equal(["opened RA- alerted"], News(merged, new ReferralCommand.Unmerge(Given.Actor(Given.Duty), "referral~other")));
    }

    [Fact]
    public void It_hears_of_nothing_else_and_nobody_hears_where_nobody_listens()
    {
        Assert.Empty(News(Given.In(Stage.Acknowledged), new ReferralCommand.Accept(Given.Actor(Given.Duty))));
        Assert.Empty(News(Given.In(Stage.Accepted), Given.Assign("shelter", Given.Lake)));
        Assert.Empty(News(Given.In(Stage.Acknowledged), Given.GiveBack(Given.Duty)));
        Assert.Empty(Assert.IsType<Accepted>(ReferralRules.Decide(Referral.None, Open(null), Given.Start)).Effects);
        Assert.Empty(Assert.IsType<Accepted>(ReferralRules.Decide(Given.In(Stage.Referred), Given.Take(Given.Duty), Given.Start)).Effects);
    }

    private static ReferralCommand.Open Open(string? subscription) => Given.Open(Given.Facts(Urgency.Urgent, AgeGroup.Adult), Given.Levels) with { Subscription = subscription };

    /// <summary>What it is told, the reference cut short.</summary>
    private static IEnumerable<string> News(Referral referral, ReferralCommand command) =>
        from effect in Assert.IsType<Accepted>(ReferralRules.Decide(referral with { Subscription = Stream }, command, Given.Start)).Effects
        where effect.To == Stream
        select $"{effect.Command.GetProperty("Type").GetString()} {effect.Command.GetProperty("Reference").GetString()![..3]} {effect.Command.GetProperty("Status").GetString()}";
}
