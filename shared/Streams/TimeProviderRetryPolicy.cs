using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessAssist.Shared.Streams;

/// <summary>The SDK's own repeats of what may be repeated, waiting by the house's clock and chance: the SDK would take the machine's.</summary>
internal sealed class TimeProviderRetryPolicy(int most, TimeProvider time, Random random) : RetryPolicy(most, NoDelay.Only)
{
    private const int FirstPause = 200;
    private const int LongestPause = 2_000;

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception)
    {
        if (!await base.ShouldRetryAsync(message, exception).ConfigureAwait(false)) return false;
        var pause = Math.Min(FirstPause << message.ProcessingContext.RetryNumber, LongestPause) * (0.8 + 0.4 * random.NextDouble());
        await Task.Delay(TimeSpan.FromMilliseconds(pause), time, CancellationToken.None).ConfigureAwait(false);
        return !message.CancellationToken.IsCancellationRequested;
    }

    private sealed class NoDelay : DelayStrategy
    {
        public static readonly NoDelay Only = new();

        protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber) => TimeSpan.Zero;
    }
}
