using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessAssist.Shared.Telemetry;

/// <summary>Counts each request to storage where it leaves, and each repeat: what this house costs.</summary>
internal sealed class CountTransactions(string service) : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var status = "none";
        try
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
            if (message.HasResponse) status = message.Response.Status.ToString(CultureInfo.InvariantCulture);
        }
        finally
        {
            Metrics.Transactions.Add(1, new("service", service), new("status", status));
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("This house awaits.");
}
