using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Shared.Limits;

namespace ServerlessAssist.Tests.Shared.Limits;

public sealed class BucketsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    private Buckets<string> Of(int hour, int burst) => new(new Rate { Hour = hour, Burst = burst }, _time);

    private static int TakeAll(Buckets<string> buckets, string key) => Enumerable.Range(0, 100_000).TakeWhile(_ => !buckets.Take(key).IsRefused).Count();

    [Fact]
    public void First_the_burst_then_so_many_an_hour()
    {
        var buckets = Of(60, 20);
        Assert.Equal(20, TakeAll(buckets, "a"));
        Assert.Equal(20, TakeAll(buckets, "b"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, TakeAll(buckets, "a"));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(5, TakeAll(buckets, "a"));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(20, TakeAll(buckets, "a"));
    }

    [Fact]
    public void A_refusal_says_how_long_and_asking_costs_nothing()
    {
        var buckets = Of(60, 1);
        buckets.Take("a");
        for (var times = 0; times < 100; times++) Assert.InRange(buckets.Take("a").Wait, TimeSpan.FromSeconds(59.9), TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(45));
        var wait = buckets.Take("a").Wait;
        Assert.InRange(wait, TimeSpan.FromSeconds(14.9), TimeSpan.FromSeconds(15.1));
        _time.Advance(wait);
        Assert.False(buckets.Take("a").IsRefused);
    }

    [Fact]
    public void The_first_too_many_is_told_once_until_one_is_given_again()
    {
        var buckets = Of(60, 1);
        Assert.False(buckets.Take("a").IsFirstTooMany);
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(_ => buckets.Take("a").IsFirstTooMany));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(_ => buckets.Take("a").IsFirstTooMany));
    }

    [Fact]
    public void What_is_given_back_is_there_again_and_never_more_than_the_burst()
    {
        var buckets = Of(60, 3);
        buckets.GiveBack("a");
        TakeAll(buckets, "a");
        for (var times = 0; times < 10; times++) buckets.GiveBack("a");
        Assert.Equal(3, TakeAll(buckets, "a"));
    }

    [Fact]
    public void A_clock_that_goes_back_gives_nothing()
    {
        var time = new BackwardTime();
        var buckets = new Buckets<string>(new Rate { Hour = 3600, Burst = 2 }, time);
        Assert.Equal(2, TakeAll(buckets, "a"));
        time.Now -= TimeSpan.FromHours(2);
        Assert.True(buckets.Take("a").IsRefused);
    }

    [Fact]
    public void A_flood_of_keys_grows_no_memory_and_the_rate_holds_for_each()
    {
        var buckets = Of(60, 2);
        var given = Enumerable.Range(0, 100_000).Count(key => !buckets.Take($"{key % 10_000}").IsRefused);
        Assert.Equal(20_000, given);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var key = 0; key < 300_000; key++) buckets.Take($"flood {key}");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
        GC.KeepAlive(buckets);
    }

    private sealed class BackwardTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
