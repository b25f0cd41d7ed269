using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Privacy.Retention;

/// <summary>Reads the retention settings at the start, when every module has registered its streams: a wrong one ends the start.</summary>
internal sealed class CheckRetention(IConfiguration settings, StreamDefinitions definitions) : IHostedService
{
    /// <exception cref="InvalidOperationException">A setting is wrong: the text says which.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        RetentionSettings.Read(settings, definitions);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
