using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Inbox.Receiving;

/// <summary>Copies of one message in the queue: none is handled needlessly, and the last one is never lost.</summary>
public sealed class QueuedInboundCopiesTests
{
    private const string Name = "message|sms:SM1";

    private static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 2], Gen.Bool, (kind, which, process, isLeft) => new Step(kind, which, process, isLeft));

    [Fact]
    public async Task A_copy_that_was_put_back_less_often_than_another_is_needless()
    {
        var (copies, handled) = (new QueuedInboundCopies(), new List<int>());
        foreach (var putBack in new[] { 0, 0, 1, 0, 1, 2 }) await copies.Once(Name, putBack, () => PutBack(handled, putBack));
        Assert.Equal([0, 1, 2], handled);
        await copies.Once("message|sms:SM2", 0, () => PutBack(handled, 0));
        Assert.Equal([0, 1, 2, 0], handled);
    }

    [Fact]
    public async Task Of_what_was_handled_every_copy_is_needless_and_of_what_failed_none()
    {
        var (copies, handled) = (new QueuedInboundCopies(), new List<int>());
        await Assert.ThrowsAsync<IOException>(() => copies.Once(Name, 3, () => throw new IOException()));
        await copies.Once(Name, 0, () => PutBack(handled, 0));
        await copies.Once(Name, 3, () => Task.FromResult(QueuedInboundCopies.Handled));
        await copies.Once(Name, 7, () => PutBack(handled, 7));
        Assert.Equal([0], handled);
    }

    [Fact]
    public async Task Copies_that_come_while_one_is_handled_wait_for_it_and_share_what_it_comes_to()
    {
        var (copies, handled, first) = (new QueuedInboundCopies(), new List<int>(), new TaskCompletionSource<int>());
        var working = copies.Once(Name, 1, () => first.Task);
        var (same, older) = (copies.Once(Name, 1, () => PutBack(handled, 1)), copies.Once(Name, 0, () => PutBack(handled, 0)));
        var newer = copies.Once(Name, 5, () => PutBack(handled, 5));
        Assert.False(same.IsCompleted || older.IsCompleted || newer.IsCompleted);
        first.SetResult(2);
        await Task.WhenAll(working, same, older, newer);
        // What the first put back is older than the newest: that one is not deleted for it.
        Assert.Equal([5], handled);
    }

    [Fact]
    public async Task Where_the_one_that_is_handled_fails_those_that_waited_for_it_are_shown_again()
    {
        var (copies, handled, first) = (new QueuedInboundCopies(), new List<int>(), new TaskCompletionSource<int>());
        var working = copies.Once(Name, 1, () => first.Task);
        var same = copies.Once(Name, 1, () => PutBack(handled, 1));
        first.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => working);
        await Assert.ThrowsAsync<NotSettledException>(() => same);
        await copies.Once(Name, 1, () => PutBack(handled, 1));
        Assert.Equal([1], handled);
    }

    [Fact]
    public void Whatever_is_lost_copied_and_dies_a_message_that_was_not_handled_is_in_the_queue()
    {
        var handled = 0;
        AnyStep.Array[1, 60].Sample(steps =>
        {
            // What waits goes on at once, on this thread.
            SynchronizationContext.SetSynchronizationContext(null);
            var queue = new Queue();
            foreach (var step in steps)
            {
                queue.Do(step);
                Assert.True(queue.IsHandled || queue.Copies.Count > 0, "It is lost.");
            }
            if (queue.IsHandled) Interlocked.Increment(ref handled);
        }, iter: 5_000, threads: 1);
        Assert.True(handled > 500, $"{handled} were handled: this says nothing.");
    }

    [Fact]
    public void While_tables_are_silent_copies_become_one_and_whoever_wrote_is_answered_once() => Stage.Play(async stage =>
    {
        var deferred = stage.Process.Services.GetRequiredService<InboundQueue>();
        stage.World.TakeDown("table", TimeSpan.FromMinutes(12));
        var message = new InboundMessage("sms:SM" + new string('7', 32), Programme.AuthoritySms, "English", null, null, stage.World.Time.Now);
        for (var times = 0; times < 12; times++) await deferred.Put(new QueuedInbound.Message(message), CancellationToken.None);
        await stage.Minutes(8);
        Assert.Single(stage.World.Account.Queues.Messages(InboundQueue.Queue));
        Assert.Equal(0, stage.TextsSent);
        await stage.Minutes(10);
        Assert.Empty(stage.World.Account.Queues.Messages(InboundQueue.Queue));
        Assert.Equal(1, stage.TextsSent);
    });

    private static Task<int> PutBack(List<int> handled, int putBack)
    {
        handled.Add(putBack);
        return Task.FromResult(putBack + 1);
    }

    /// <summary>One message, its copies, and three processes that handle them.</summary>
    private sealed class Queue
    {
        private readonly QueuedInboundCopies[] _processes = [new(), new(), new()];
        private readonly List<Work> _working = [];

        public List<Copy> Copies { get; } = [new(0)];

        public bool IsHandled { get; private set; }

        public void Do(Step step)
        {
            if (step.Kind < 4 && Copies.Count > 0) Begin(Copies[step.Which % Copies.Count], step.Process, step.IsLeft);
            else if (step.Kind == 9) Die(step.Process);
            else if (_working.Where(one => one.IsBegun).ToList() is { Count: > 0 } begun) End(begun[step.Which % begun.Count], step);
            foreach (var over in _working.Where(one => one.Run.IsCompleted).ToList())
            {
                _working.Remove(over);
                if (over.Run.IsCompletedSuccessfully && !over.IsLeft) Copies.Remove(over.Copy);
            }
        }

        /// <param name="isLeft">Its deletion is lost.</param>
        private void Begin(Copy copy, int process, bool isLeft)
        {
            var work = new Work(copy, process, isLeft);
            work.Run = _processes[process].Once(Name, copy.PutBack, () =>
            {
                work.IsBegun = true;
                return work.Result.Task;
            });
            _working.Add(work);
        }

        private void End(Work work, Step step)
        {
            work.IsBegun = false;
            if (step.Kind == 4)
            {
                work.Result.SetException(new IOException());
                return;
            }
            if (step.Kind == 5)
            {
                IsHandled = true;
                work.Result.SetResult(QueuedInboundCopies.Handled);
                return;
            }
            // Put back; where its answer is lost, twice.
            for (var times = step.Kind == 6 ? 2 : 1; times > 0; times--) Copies.Add(new Copy(work.Copy.PutBack + 1));
            work.Result.SetResult(work.Copy.PutBack + 1);
        }

        private void Die(int process)
        {
            foreach (var work in _working.Where(one => one.Process == process && one.IsBegun && one.IsLeft))
                Copies.Add(new Copy(work.Copy.PutBack + 1));
            _working.RemoveAll(one => one.Process == process);
            _processes[process] = new QueuedInboundCopies();
        }
    }

    /// <param name="Kind">0 to 3: a copy is given to a process; 4: it fails; 5: it is handled; 6: put back twice; 7, 8: put back; 9: a process dies.</param>
    private sealed record Step(int Kind, int Which, int Process, bool IsLeft);

    private sealed class Copy(int putBack)
    {
        public int PutBack => putBack;
    }

    private sealed class Work(Copy copy, int process, bool isLeft)
    {
        public Copy Copy => copy;

        public int Process => process;

        public bool IsLeft => isLeft;

        public bool IsBegun { get; set; }

        public TaskCompletionSource<int> Result { get; } = new();

        public Task Run { get; set; } = Task.CompletedTask;
    }
}
