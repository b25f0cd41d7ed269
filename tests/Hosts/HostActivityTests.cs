using Microsoft.Extensions.Configuration;
using ServerlessAssist.LocalHost;

namespace ServerlessAssist.Tests.Hosts;

public sealed class HostActivityTests
{
    [Fact]
    public void What_comes_while_it_is_awake_wakes_nobody()
    {
        var activity = AwakeFor("01:00:00");
        var woken = activity.Woken;
        activity.Note();
        Assert.True(activity.IsAwake);
        Assert.False(woken.IsCompleted);
    }

    [Fact]
    public void What_comes_after_it_has_gone_to_sleep_wakes_those_who_wait()
    {
        var activity = AwakeFor("00:00:00");
        var woken = activity.Woken;
        Assert.False(activity.IsAwake);
        activity.Note();
        Assert.True(woken.IsCompleted);
        Assert.False(activity.Woken.IsCompleted);
    }

    private static HostActivity AwakeFor(string span) => new(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["LocalHost:AwakeFor"] = span }).Build());
}
