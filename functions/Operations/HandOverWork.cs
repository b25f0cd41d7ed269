using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations;

/// <summary>Every minute: the open work of staff who have left, or are away, goes to those who are there. Without news it costs one read.</summary>
public sealed class HandOverWork(StaffDirectory directory, IEnumerable<IReassignable> work)
{
    [Function(nameof(HandOverWork))]
    public async Task Run([TimerTrigger("50 * * * * *")] TimerInfo timer, CancellationToken stop)
    {
        var people = await directory.Cached(stop);
        foreach (var leaving in people.ToHandOver)
        {
            var isDone = true;
            foreach (var one in work) isDone &= await one.Reassign(leaving, people, stop);
            if (isDone) await directory.Handle(new StaffCommand.HandedOver(leaving.Person), leaving.MessageIdFor("all"), Actors.System, stop);
        }
    }
}
