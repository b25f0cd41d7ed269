using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using ServerlessAssist.Functions.Operations.Host;
using ServerlessAssist.Functions.Operations.Upkeep;
using ServerlessAssist.LocalHost;

namespace ServerlessAssist.Tests.Functions.Operations.Host;

public sealed class HostBoundaryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_what_failed_the_hosts_logs_get_the_types_name_and_nothing_else()
    {
        var failed = await Assert.ThrowsAsync<FunctionFailedException>(() => Run(
            _ => throw new InvalidOperationException("marker", new FormatException("marker")) { Data = { ["marker"] = "marker" } }, Stop));
        Assert.Equal("InvalidOperationException", failed.Message);
        Assert.Null(failed.InnerException);
        Assert.DoesNotContain("marker", failed.ToString(), StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(failed.Cause);
    }

    [Fact]
    public async Task A_function_that_the_host_ended_is_told_as_ended()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var ended = await Assert.ThrowsAsync<OperationCanceledException>(() => Run(_ => throw new TaskCanceledException("marker", new TimeoutException("marker")), stop.Token));
        Assert.DoesNotContain("marker", ended.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_of_its_own_is_a_failure() =>
        Assert.Equal("TaskCanceledException", (await Assert.ThrowsAsync<FunctionFailedException>(() => Run(_ => throw new TaskCanceledException(), Stop))).Message);

    [Fact]
    public async Task What_succeeds_passes()
    {
        var ran = false;
        await Run(_ =>
        {
            ran = true;
            return Task.CompletedTask;
        }, Stop);
        Assert.True(ran);
    }

    private static Task Run(Func<FunctionContext, Task> function, CancellationToken stop)
    {
        var sweep = new FunctionCatalogue(typeof(SweepAgenda).Assembly).All.Single(one => one.Name == nameof(SweepAgenda));
        return new HostBoundary(NullLogger<HostBoundary>.Instance).Invoke(new Invocation(sweep, new TimerInfo(), 1, null!, stop), context => function(context));
    }
}
