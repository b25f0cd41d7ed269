using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.LocalHost;

/// <summary>The storage that triggers live on: <c>AzureWebJobsStorage</c>, or <c>AzureWebJobsStorage__accountName</c> by managed identity.</summary>
internal sealed class StorageConnection(IConfiguration settings, HttpPipelineTransport? transport = null)
{
    public QueueServiceClient Queues()
    {
        var raw = Queues(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        options.MessageDecodingFailed += bad => bad.ReceivedMessage is { } message ? GiveUp(raw, bad.Queue, message) : Task.CompletedTask;
        return Queues(options);
    }

    /// <summary>As Azure's host does it: what is no Base64 goes to poison as it came, and no function sees it.</summary>
    private static async Task GiveUp(QueueServiceClient raw, QueueClient queue, QueueMessage message)
    {
        var poison = raw.GetQueueClient($"{queue.Name}-poison");
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    private QueueServiceClient Queues(QueueClientOptions options) => settings["AzureWebJobsStorage"] is { Length: > 0 } connection
        ? new QueueServiceClient(connection, Through(options))
        : new QueueServiceClient(Account("queue"), new DefaultAzureCredential(), Through(options));

    public BlobServiceClient Blobs()
    {
        var options = Through(new BlobClientOptions());
        return settings["AzureWebJobsStorage"] is { Length: > 0 } connection
            ? new BlobServiceClient(connection, options)
            : new BlobServiceClient(Account("blob"), new DefaultAzureCredential(), options);
    }

    private Uri Account(string service) => settings["AzureWebJobsStorage:accountName"] is { Length: > 0 } account
        ? new Uri($"https://{account}.{service}.core.windows.net")
        : throw new InvalidOperationException("No storage is set: give AzureWebJobsStorage a connection string or AzureWebJobsStorage__accountName an account.");

    private T Through<T>(T options) where T : global::Azure.Core.ClientOptions
    {
        options.Diagnostics.IsLoggingEnabled = false;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        if (transport is not null) options.Transport = transport;
        return options;
    }
}
