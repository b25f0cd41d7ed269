using System.Globalization;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox.Receiving;

/// <summary>Bounds how long a message waits when the process that handles it dies: Azure's host shows it only after 10 minutes.</summary>
/// <remarks>
/// Before the work a copy is put into the same queue, hidden for a minute and kept hidden while the work goes on; then it is deleted.
/// A copy that shows itself is handled like the message: what is done already is recognised. Costs two storage transactions.
/// A message has one copy, made at its first delivery, and copies of copies end after <see cref="MostCopies"/>: a message that kills its
/// process each time is at most five messages. What was put back because storage was silent has one, too: storage may answer by now.
/// </remarks>
public sealed class LeaseGuard(StorageClients storage, TimeProvider time)
{
    public const int MostCopies = 4;

    private const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <param name="copies">How many copies in a row stand before this message.</param>
    /// <param name="copy">Makes the body of the copy.</param>
    public async Task Run(string queue, FunctionContext context, int copies, Func<string> copy, Func<Task> work)
    {
        var stop = context.CancellationToken;
        var isGuarded = copies < MostCopies && DeliveriesOf(context) <= 1;
        if (!isGuarded || await Send(storage.Queue(queue), copy(), stop) is not { } guard)
        {
            await work();
            return;
        }
        using var done = new CancellationTokenSource();
        var renewing = guard.KeepHidden(time, done.Token);
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host ends: whether it still puts the message back is not known, so the copy stays.
            await End();
            throw;
        }
        catch
        {
            await End();
            await guard.Delete();
            throw;
        }
        await End();
        await guard.Delete();

        Task End()
        {
            done.Cancel();
            return renewing;
        }
    }

    /// <summary>How often the host has delivered the message, from 1; 1 where it does not say.</summary>
    private static long DeliveriesOf(FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("DequeueCount", out var count)
        && long.TryParse(Convert.ToString(count, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;

    private static async Task<Guard?> Send(QueueClient queue, string copy, CancellationToken stop)
    {
        try
        {
            return new Guard(queue, (await queue.SendMessageAsync(copy, Hidden, Forever, stop)).Value);
        }
        catch (Exception down) when (down is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            return null; // Whatever storage says, the work is more urgent than its guard.
        }
    }

    private sealed class Guard(QueueClient queue, SendReceipt sent)
    {
        private string _receipt = sent.PopReceipt;

        public async Task KeepHidden(TimeProvider time, CancellationToken done)
        {
            while (true)
            {
                await Task.Delay(Hidden / 2, time, done).ConfigureAwait(Quietly);
                if (done.IsCancellationRequested) return;
                try
                {
                    var update = await queue.UpdateMessageAsync(
                        sent.MessageId, _receipt, visibilityTimeout: Hidden, cancellationToken: CancellationToken.None);
                    _receipt = update.Value.PopReceipt;
                }
                catch (Exception down) when (down is not OutOfMemoryException)
                {
                    // It may show itself while the work goes on: a second run finds what the first has marked.
                }
            }
        }

        public async Task Delete()
        {
            try
            {
                await queue.DeleteMessageAsync(sent.MessageId, _receipt, CancellationToken.None);
            }
            catch (Exception left) when (left is not OutOfMemoryException)
            {
                // It shows itself, finds nothing to do and is deleted.
            }
        }
    }
}
