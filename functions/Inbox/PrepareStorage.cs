using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Bots;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>With a connection string (a developer's machine, a test) tables and queues are made at start; in Azure the deployment has made them.</summary>
/// <remarks>A storage that does not answer ends no process: whoever writes is told to try again, and making is tried again every ten seconds.</remarks>
internal sealed partial class PrepareStorage(
    StorageClients storage, IConfiguration settings, IEnumerable<IChannel> channels, TimeProvider time, ILogger<PrepareStorage> log)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly string[] Tables = ["streams", Agenda.Table, .. Views.Tables];
    private static readonly string[] Queues = [.. PoisonQueues.Queues, .. PoisonQueues.Queues.Select(queue => $"{queue}-poison")];

    private readonly CancellationTokenSource _ending = new();

    /// <summary>Completes once everything is there, or the process ends.</summary>
    internal Task Made { get; private set; } = Task.CompletedTask;

    /// <exception cref="InvalidOperationException">No channel is set.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!channels.Any())
            throw new InvalidOperationException(
                "No channel is set: nobody could be alerted. "
                + "Give Sms__AccountSid and its companions, or Telegram__Token and its companions.");
        if (settings["AzureWebJobsStorage"] is not { Length: > 0 } || await IsMade(cancellationToken)) return;
        Made = Again();
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _ending.Cancel();
        return Made;
    }

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
            await storage.Prepare(Tables, Queues, stop);
            return true;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException && (_ending.IsCancellationRequested || !stop.IsCancellationRequested))
        {
            if (!_ending.IsCancellationRequested) NotMade(log, failed.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Error, "Tables and queues could not be made: {Exception}. Tried again in ten seconds; look whether storage answers.")]
    private static partial void NotMade(ILogger log, string exception);
}
