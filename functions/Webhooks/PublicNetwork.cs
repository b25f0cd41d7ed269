using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>Finds the addresses behind a name.</summary>
public delegate Task<IPAddress[]> Resolve(string host, CancellationToken stop);

/// <summary>Connects to the internet and to nothing else: not to this machine, not to a network behind it, not to the cloud's own services. The very addresses that were looked at are connected to.</summary>
public sealed class PublicNetwork(WebhookSettings settings, Resolve resolve)
{
    /// <summary>Kept by Microsoft: private, shared, link-local, multicast, reserved, translated, and the cloud's metadata and wire server.</summary>
    private static readonly ImmutableArray<IPNetwork> Closed = [.. IPAddressRanges.recommendedLatest.Select(IPNetwork.Parse)];

    /// <summary>Whatever else there is in IPv6 is not assigned to anybody.</summary>
    private static readonly IPNetwork Assigned = IPNetwork.Parse("2000::/3");

    public static bool Holds(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Closed.Any(network => network.Contains(plain)) && (plain.AddressFamily == AddressFamily.InterNetwork || Assigned.Contains(plain));
    }

    /// <exception cref="NotPublicException">The name leads inside, with one of its addresses at least.</exception>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var found = await resolve(context.DnsEndPoint.Host, stop);
        if (found.Length == 0 || !found.All(MayCall)) throw new NotPublicException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool MayCall(IPAddress address) => Holds(address) || (settings.AllowsLoopback && IPAddress.IsLoopback(address));
}

/// <summary>It would have been a connection to the inside. Names no address.</summary>
public sealed class NotPublicException() : Exception("The name does not lead to a host on the internet.");
