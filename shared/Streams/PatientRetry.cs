using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessAssist.Shared.Streams;

/// <summary>The SDK's own repeats of what may be repeated, waiting by the house's clock: the SDK would wait by the machine's.</summary>
internal sealed class PatientRetry(int most, TimeProvider time) : RetryPolicy(most, NoDelay.Only)
{
    private static readonly DelayStrategy Delays = DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2));

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception)
    {
        if (!await base.ShouldRetryAsync(message, exception)) return false;
        await Task.Delay(Delays.GetNextDelay(message.HasResponse ? message.Response : null, message.ProcessingContext.RetryNumber + 1), time, CancellationToken.None);
        return !message.CancellationToken.IsCancellationRequested;
    }

    private sealed class NoDelay : DelayStrategy
    {
        public static readonly NoDelay Only = new();

        protected override TimeSpan GetNextDelayCore(Response? response, int retryNumber) => TimeSpan.Zero;
    }
}
