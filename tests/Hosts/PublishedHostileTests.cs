using System.Net.Sockets;
using System.Text;
using Azure.Storage.Queues;
using ServerlessAssist.Published;
using ServerlessAssist.Published.Protocol;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>What strangers, garbage and loud settings do to the published worker.</summary>
public sealed class PublishedHostileTests(AzuriteFixture azurite, PublishedFixture published)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_a_setting_asks_of_libraries_no_address_or_key_of_a_request_reaches_the_host()
    {
        var settings = SandboxSystem.Settings(await azurite.NewStorage(), TestKeys.Settings, new Uri("http://127.0.0.1:9"));
        foreach (var name in new[] { "Default", "Microsoft", "Microsoft.AspNetCore", "System.Net.Http", "Azure.Core" })
            settings[$"Logging:LogLevel:{name}"] = "Trace";
        await using var host = await PublishedHost.Start(await published.Folder(), settings, null, Stop);
        using var http = new HttpClient();
        var address = new Uri(host.Address, $"/api/operations/keys?code={SandboxSystem.MasterKey}&number=355690000011");
        using var answer = await http.GetAsync(address, Stop);
        Assert.Equal(200, (int)answer.StatusCode);
        foreach (var text in host.Told())
            foreach (var marker in new[] { "355690000011", "code=", SandboxSystem.MasterKey, "AccountKey" })
                Assert.DoesNotContain(marker, text, StringComparison.Ordinal);
    }

    /// <remarks>After a reset Kestrel itself may write a line that a read was under way.</remarks>
    [Theory]
    [InlineData("cut")]
    [InlineData("reset")]
    public async Task Whoever_leaves_in_the_middle_of_a_body_causes_no_error_of_the_function(string how)
    {
        var settings = SandboxSystem.Settings(await azurite.NewStorage(), TestKeys.Settings, new Uri("http://127.0.0.1:9"));
        await using var host = await PublishedHost.Start(await published.Folder(), settings, null, Stop);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(host.Address.Host, host.Address.Port, Stop);
            const string Head = "POST /api/sms HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 500\r\nX-Twilio-Signature: abc\r\n\r\nhello";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Head), Stop);
            // Nothing tells when the function waits for the rest.
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Stop);
            if (how == "reset") socket.Client.LingerState = new LingerOption(true, 0);
        }
        var ran = await host.Ran("ReceiveSms");
        Assert.True(ran.Succeeded, ran.Response.Result.ToString());
        var errors = host.Logs.Where(log => log.Level >= RpcLog.Types.Level.Error).Select(log => $"{log.Category} {log.Message}");
        Assert.DoesNotContain(errors, line => line.Contains("ReceiveSms", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Garbage_in_a_queue_ends_in_poison_and_no_word_of_it_in_a_log()
    {
        var storage = await azurite.NewStorage();
        var settings = SandboxSystem.Settings(storage, TestKeys.Settings, new Uri("http://127.0.0.1:9"));
        await using var host = await PublishedHost.Start(await published.Folder(), settings, null, Stop);
        var raw = new QueueClient(storage, Announcements.Urgent);
        await raw.SendMessageAsync("not base64! 355690000011", Stop);
        await raw.SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes("355690000011")), Stop);
        await raw.SendMessageAsync(Convert.ToBase64String(new byte[48 * 1024]), Stop);
        await host.Ran("DeliverUrgent");
        var poison = new QueueClient(storage, "delivery-urgent-poison");
        var given = (await poison.PeekMessagesAsync(32, Stop)).Value.Select(one => one.Body.ToString());
        Assert.Contains(given, text => text.StartsWith("not base64", StringComparison.Ordinal));
        foreach (var one in host.Responses.Where(one => one.Function.Name == "DeliverUrgent"))
            Assert.Matches("^[A-Za-z]+Exception$", one.Response.Result.Exception.Message);
        Assert.DoesNotContain(host.Told(), text => text.Contains("355690000011", StringComparison.Ordinal));
        Assert.Equal(StatusResult.Types.Status.Success, (await host.Fire("WatchPoison", isPastDue: false)).Result.Status);
    }
}
