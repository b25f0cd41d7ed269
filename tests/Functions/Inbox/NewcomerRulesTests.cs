using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Tests.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Inbox.NewcomerEvent>.Accepted;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Inbox.NewcomerEvent>.Nothing;
using Refused = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Inbox.NewcomerEvent>.Refused;

namespace ServerlessAssist.Tests.Functions.Inbox;

public sealed class NewcomerRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Five_codes_are_looked_at_then_the_pause_grows_and_what_comes_in_it_gets_a_wrong_codes_answer()
    {
        var (newcomer, now) = (NewcomerRules.Book.Start, Noon);
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
        var newcomer = NewcomerRules.Book.Start;
        for (var tries = 0; tries < 20; tries++) newcomer = Stored.By(NewcomerRules.Decide(newcomer, new NewcomerTries(), Noon)).Events.Aggregate(newcomer, NewcomerRules.Evolve);
        Assert.IsType<Nothing>(NewcomerRules.Decide(newcomer, new NewcomerTries(), Noon.AddHours(23)));
        var next = Looked(newcomer with { NotBefore = Noon }, Noon.AddHours(24));
        Assert.Equal(1, next.Tries);
    }

    private static Newcomer Looked(Newcomer newcomer, DateTimeOffset now)
    {
        var accepted = Assert.IsType<Accepted>(NewcomerRules.Decide(newcomer, new NewcomerTries(), now));
        Assert.Null(accepted.Reply);
        return accepted.Events.Aggregate(newcomer, NewcomerRules.Evolve);
    }

    private static Newcomer NotYet(Newcomer newcomer, DateTimeOffset now)
    {
        var refused = Assert.IsType<Refused>(NewcomerRules.Decide(newcomer, new NewcomerTries(), now));
        Assert.Equal("people.code.not-accepted", Assert.IsType<TooSoon>(refused.Why).Reply?.Words.Key);
        return refused.Recorded.Aggregate(newcomer, NewcomerRules.Evolve);
    }
}
