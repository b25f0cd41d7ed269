using System.Globalization;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>A storage account that cases are tried on, with the real SDK clients. No case meets another's tables and queues.</summary>
/// <param name="transport">Null: over the network.</param>
/// <param name="wait">Lets time pass there.</param>
public sealed class Ground(string connection, HttpPipelineTransport? transport, Func<TimeSpan, Task> wait)
{
    private static int _names;

    public TableServiceClient Tables { get; } = new(connection, Once(new TableClientOptions(), transport));

    public QueueServiceClient Queues { get; } = new(connection, Once(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, transport));

    /// <summary>As <see cref="Queues"/>, with bodies as they are.</summary>
    public QueueServiceClient PlainQueues { get; } = new(connection, Once(new QueueClientOptions(), transport));

    public static string NewName() => string.Create(CultureInfo.InvariantCulture, $"case{Interlocked.Increment(ref _names)}");

    public async Task<TableClient> NewTable(params TableEntity[] rows)
    {
        var table = Tables.GetTableClient(NewName());
        await table.CreateAsync();
        foreach (var row in rows) await table.AddEntityAsync(row);
        return table;
    }

    public async Task<QueueClient> NewQueue(params string[] messages)
    {
        var queue = Queues.GetQueueClient(NewName());
        await queue.CreateAsync();
        foreach (var message in messages) await queue.SendMessageAsync(message);
        return queue;
    }

    public Task Wait(double seconds) => wait(TimeSpan.FromSeconds(seconds));

    private static T Once<T>(T options, HttpPipelineTransport? transport) where T : Azure.Core.ClientOptions
    {
        options.Retry.MaxRetries = 0;
        options.Diagnostics.IsLoggingEnabled = false;
        if (transport is not null) options.Transport = transport;
        return options;
    }
}
