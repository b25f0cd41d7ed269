using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Duty;

/// <summary>Every hour: administrators are told, seven days ahead and one day ahead, of a time in which nobody is on duty. Without news it costs one read.</summary>
public sealed class WatchRota(StaffDirectory directory, TimeProvider time)
{
    [Function(nameof(WatchRota))]
    public async Task Run([TimerTrigger("0 20 * * * *")] TimerInfo timer, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (!SwapRules.HasNews(await directory.Cached(stop), now)) return;
        await directory.Handle(new StaffCommand.LookForGaps(), FormattableString.Invariant($"rota|{now:yyyyMMddHHmm}"), Actors.System, stop);
    }
}
