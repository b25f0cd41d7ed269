using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ServerlessAssist.Tests.Functions.Webhooks;

/// <summary>A receiver on this machine that notes every byte and answers what it is told to.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _requests = [];
    private int _connections;

    public Receiver()
    {
        _listener.Start();
        _ = Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => $"http://127.0.0.1:{Port}/hooks";

    public int Connections => _connections;

    public IReadOnlyList<string> Requests => _requests;

    /// <summary>The whole answer, as it goes over the wire.</summary>
    public string Answer { get; set; } = "HTTP/1.1 204 No Content\r\n\r\n";

    /// <summary>After the answer more and more comes, and it never ends.</summary>
    public string? Endless { get; set; }

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
                _ = Serve(client);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        var (stream, buffer, text) = (client.GetStream(), new byte[16 * 1024], "");
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                text += Encoding.UTF8.GetString(buffer, 0, count);
                if (!text.EndsWith('}')) continue;
                lock (_requests) _requests.Add(text);
                text = "";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer));
                while (Endless is not null) await stream.WriteAsync(Encoding.ASCII.GetBytes(Endless));
            }
        }
        catch (IOException)
        {
            // They have hung up.
        }
    }

    public void Dispose() => _listener.Dispose();
}
