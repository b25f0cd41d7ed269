using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Bots;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>
/// Creates tables and queues at the start where a connection string is given (a developer's machine, a test); in Azure the deployment has.
/// </summary>
/// <remarks>
/// Runs before anything else starts, so that no function finds them missing. A storage that does not answer ends no process and delays
/// the start by 20 s at most; then creation is retried every 10 s, and requests are answered with 503 until it succeeds.
/// </remarks>
internal sealed partial class PrepareStorage(
    StorageClients storage, StreamDefinitions definitions, IConfiguration settings, IEnumerable<IChannel> channels, TimeProvider time,
    ILogger<PrepareStorage> log)
    : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly string[] Queues = [.. PoisonQueues.Queues, .. PoisonQueues.Queues.Select(queue => $"{queue}-poison")];

    private readonly CancellationTokenSource _ending = new();

    /// <summary>Completes once everything is there, or the process ends.</summary>
    internal Task Made { get; private set; } = Task.CompletedTask;

    /// <exception cref="InvalidOperationException">No channel is set.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!channels.Any())
            throw new InvalidOperationException(
                "No channel is set: nobody could be alerted. "
                + "Give Sms__AccountSid and its companions, or Telegram__Token and its companions.");
        if (settings["AzureWebJobsStorage"] is not { Length: > 0 }) return;
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        if (await IsMade(limit.Token)) return;
        cancellationToken.ThrowIfCancellationRequested();
        Made = Again();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _ending.Cancel();
        return Made;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _ending.Dispose();

    private async Task Again()
    {
        do
        {
            await Task.Delay(Pause, time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!_ending.IsCancellationRequested && !await IsMade(_ending.Token));
    }

    private async Task<bool> IsMade(CancellationToken stop)
    {
        try
        {
            await storage.Prepare(definitions.Tables, Queues, stop);
            return true;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            if (!_ending.IsCancellationRequested) NotMade(log, failed.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Error, "Tables and queues could not be made: {Exception}. Tried again in ten seconds; look whether storage answers.")]
    private static partial void NotMade(ILogger log, string exception);
}
