using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.LocalHost;

/// <summary>The lease that decides which of several instances fires timers. Held as long as the instance runs, as Azure's host does it.</summary>
/// <remarks>An instance with a name of its own (<c>LocalHost:Instance</c>, a GUID) takes its lock over when it starts again after a crash.</remarks>
internal sealed class TimerLock(StorageConnection storage, IConfiguration settings)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly string _instance = settings["LocalHost:Instance"] is { Length: > 0 } named ? named : Guid.NewGuid().ToString();

    /// <summary>Renewed at this interval; an instance without the lock asks for it as often.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(20);

    public BlobContainerClient Container { get; } = storage.Blobs().GetBlobContainerClient("azure-webjobs-hosts");

    private BlobClient Blob => Container.GetBlobClient("locks/assist/timers.Listener");

    /// <summary>Takes the lock, or renews it.</summary>
    /// <returns>False while another instance holds it.</returns>
    public async Task<bool> Take(CancellationToken stop)
    {
        for (var isThere = false; ; isThere = true)
        {
            try
            {
                await Blob.GetBlobLeaseClient(_instance).AcquireAsync(Lease, cancellationToken: stop);
                return true;
            }
            catch (RequestFailedException held) when (held.Status == 409)
            {
                return false;
            }
            catch (RequestFailedException missing) when (missing.Status == 404 && !isThere)
            {
                await Container.CreateIfNotExistsAsync(cancellationToken: stop);
                if (!await Blob.ExistsAsync(stop)) await Blob.UploadAsync(BinaryData.FromString(""), overwrite: false, stop);
            }
        }
    }

    public async Task Release()
    {
        try
        {
            await Blob.GetBlobLeaseClient(_instance).ReleaseAsync();
        }
        catch (Exception gone) when (gone is RequestFailedException or AggregateException or IOException)
        {
            // It ends by itself after 60 s.
        }
    }
}
