using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Shared.Streams;

/// <summary>The clients of tables and queues. Reads may be repeated by the SDK; a transaction never, for its hidden repeat turns one's own success into a conflict.</summary>
public sealed class StorageClients
{
    /// <summary>How long one request may take. Azure may still apply a transaction for 30 s after its answer was lost.</summary>
    public static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(10);

    private readonly TableServiceClient _reads;
    private readonly TableServiceClient _commits;
    private readonly QueueServiceClient _queues;
    private readonly QueueServiceClient _rawQueues;
    private readonly ConcurrentDictionary<string, TableClient> _readsOf = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TableClient> _commitsTo = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, QueueClient> _queueOf = new(StringComparer.Ordinal);

    /// <param name="time">By which repeats wait.</param>
    /// <param name="random">How long, within bounds.</param>
    /// <param name="transport">Where every request goes through: a test counts there, a simulation answers there.</param>
    /// <exception cref="InvalidOperationException">No storage is named in the settings.</exception>
    public StorageClients(IConfiguration settings, TimeProvider time, Random random, HttpPipelineTransport? transport = null)
    {
        var connection = settings["AzureWebJobsStorage"];
        var account = settings["AzureWebJobsStorage:accountName"];
        if (connection is { Length: > 0 })
        {
            try
            {
                _reads = new TableServiceClient(connection, Tables(3));
                _commits = new TableServiceClient(connection, Tables(0));
                _queues = new QueueServiceClient(connection, Queues(QueueMessageEncoding.Base64));
                _rawQueues = new QueueServiceClient(connection, Queues(QueueMessageEncoding.None));
            }
            catch (Exception unread) when (unread is FormatException or ArgumentException or InvalidOperationException)
            {
                // The SDK's own words repeat parts of the setting, and may so repeat a key.
                throw new InvalidOperationException(
                    "AzureWebJobsStorage is no connection string: copy it whole from the storage account's access keys, "
                    + "or use AzureWebJobsStorage__accountName.");
            }
        }
        else if (account is { Length: > 0 })
        {
            var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings["AzureWebJobsStorage:clientId"] });
            _reads = new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), identity, Tables(3));
            _commits = new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), identity, Tables(0));
            var queues = new Uri($"https://{account}.queue.core.windows.net");
            _queues = new QueueServiceClient(queues, identity, Queues(QueueMessageEncoding.Base64));
            _rawQueues = new QueueServiceClient(queues, identity, Queues(QueueMessageEncoding.None));
        }
        else
            throw new InvalidOperationException("No storage is set: give AzureWebJobsStorage a connection string (Azurite: UseDevelopmentStorage=true) or AzureWebJobsStorage__accountName an account that the managed identity may use.");

        TableClientOptions Tables(int retries) => Common(new TableClientOptions(), "table", retries);
        QueueClientOptions Queues(QueueMessageEncoding encoding) =>
            Common(new QueueClientOptions { MessageEncoding = encoding }, "queue", 3);
        T Common<T>(T options, string service, int retries) where T : Azure.Core.ClientOptions
        {
            options.RetryPolicy = new TimeProviderRetryPolicy(retries, time, random);
            options.Retry.NetworkTimeout = NetworkTimeout;
            // The SDK's own spans hold addresses, and with them keys of rows.
            (options.Diagnostics.IsLoggingEnabled, options.Diagnostics.IsDistributedTracingEnabled) = (false, false);
            options.AddPolicy(new CountTransactions(service), Azure.Core.HttpPipelinePosition.PerRetry);
            if (transport is not null) options.Transport = transport;
            return options;
        }
    }

    /// <remarks>The SDK makes a new client each time that it is asked for one; ours are asked for with every line of a list.</remarks>
    internal TableClient Table(string name) => _readsOf.GetOrAdd(name, static (name, service) => service.GetTableClient(name), _reads);

    /// <summary>Of a table that is not the house's own for good: kept by nobody, for there may be ever more of them.</summary>
    internal TableClient Passing(string name) => _reads.GetTableClient(name);

    internal TableClient Commits(string name) => _commitsTo.GetOrAdd(name, static (name, service) => service.GetTableClient(name), _commits);

    /// <summary>The tables whose names begin so: one storage transaction.</summary>
    internal async IAsyncEnumerable<string> TableNames(string prefix, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var table in _reads.QueryAsync(TableClient.CreateQueryFilter($"TableName ge {prefix} and TableName lt {prefix + "~"}"), cancellationToken: stop)) yield return table.Name;
    }

    public QueueClient Queue(string name) => _queueOf.GetOrAdd(name, static (name, service) => service.GetQueueClient(name), _queues);

    /// <summary>
    /// A queue whose messages are read without decoding. One message that is no Base64 makes every read by <see cref="Queue"/> fail.
    /// </summary>
    public QueueClient RawQueue(string name) => _rawQueues.GetQueueClient(name);

    /// <summary>Makes the tables and queues that are not there yet; a deployment has made them already.</summary>
    public async Task Prepare(IEnumerable<string> tables, IEnumerable<string> queues, CancellationToken stop)
    {
        foreach (var table in tables) await Table(table).CreateIfNotExistsAsync(stop);
        foreach (var queue in queues) await Queue(queue).CreateIfNotExistsAsync(cancellationToken: stop);
    }
}
