using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Tests.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Inbox.Unknown.EnrolmentAttemptEvent>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Inbox.Unknown.EnrolmentAttemptEvent>.NoChange;
using Refused = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Inbox.Unknown.EnrolmentAttemptEvent>.Refused;

namespace ServerlessAssist.Tests.Functions.Inbox;

public sealed class EnrolmentAttemptRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Five_codes_are_looked_at_then_the_pause_grows_and_what_comes_in_it_gets_a_wrong_codes_answer()
    {
        var (newcomer, now) = (EnrolmentAttemptRules.Book.Start, Noon);
        for (var tries = 0; tries < 5; tries++) newcomer = Looked(newcomer, now);
        foreach (var minutes in new[] { 1, 2, 4, 8 })
        {
            Assert.Equal(now.AddMinutes(minutes), newcomer.NotBefore);
            Assert.Equal(newcomer.NotBefore, NotYet(newcomer, now.AddMinutes(minutes).AddSeconds(-1)).NotBefore);
            newcomer = Looked(newcomer, now = now.AddMinutes(minutes));
        }
    }

    [Fact]
    public void After_twenty_in_a_day_there_is_silence_and_a_day_later_it_begins_anew()
    {
        var newcomer = EnrolmentAttemptRules.Book.Start;
        for (var tries = 0; tries < 20; tries++) newcomer = Stored.By(EnrolmentAttemptRules.Decide(newcomer, new TryEnrolmentCode(), Noon)).Events.Aggregate(newcomer, EnrolmentAttemptRules.Evolve);
        Assert.IsType<Nothing>(EnrolmentAttemptRules.Decide(newcomer, new TryEnrolmentCode(), Noon.AddHours(23)));
        var next = Looked(newcomer with { NotBefore = Noon }, Noon.AddHours(24));
        Assert.Equal(1, next.Tries);
    }

    private static EnrolmentAttempt Looked(EnrolmentAttempt newcomer, DateTimeOffset now)
    {
        var accepted = Assert.IsType<Accepted>(EnrolmentAttemptRules.Decide(newcomer, new TryEnrolmentCode(), now));
        Assert.Null(accepted.Reply);
        return accepted.Events.Aggregate(newcomer, EnrolmentAttemptRules.Evolve);
    }

    private static EnrolmentAttempt NotYet(EnrolmentAttempt newcomer, DateTimeOffset now)
    {
        var refused = Assert.IsType<Refused>(EnrolmentAttemptRules.Decide(newcomer, new TryEnrolmentCode(), now));
        Assert.Equal("people.code.not-accepted", Assert.IsType<TooSoon>(refused.Why).Reply?.Words.Key);
        return refused.Recorded.Aggregate(newcomer, EnrolmentAttemptRules.Evolve);
    }
}
