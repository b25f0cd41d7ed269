using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessAssist.Functions.Webhooks;

namespace ServerlessAssist.Tests.Functions.Webhooks;

/// <summary>One call, as it goes over the wire.</summary>
public sealed class WebhookClientTests
{
    private static readonly WebhookDelivery News = new("msg_0123456789ab_1", WebhookEventTypes.Opened, "RA-7F3K-9", "alerted", GivenSubscription.Now, WebhookDeliveryState.Sending, 0, 0, null, null, null);

    [Fact]
    public async Task A_receiver_gets_what_it_can_verify_and_nothing_of_ours_beside()
    {
        using var receiver = new Receiver();
        using var house = House("true");
        using var span = new System.Diagnostics.Activity("trace").Start();
        for (var time = 0; time < 2; time++)
        {
            receiver.Answer = "HTTP/1.1 200 OK\r\nSet-Cookie: id=7\r\nContent-Length: 0\r\n\r\n";
            Assert.Equal(new WebhookResponse(WebhookResult.Taken, "200"), await Send(house, receiver.Address));
        }
        var parts = receiver.Requests[1].Split("\r\n\r\n");
        var headers = parts[0].Split("\r\n")[1..].Select(line => line.Split(": ")).ToDictionary(line => line[0].ToLowerInvariant(), line => line[1]);
        Assert.StartsWith("POST /hooks HTTP/1.1", parts[0], StringComparison.Ordinal);
        Assert.Equal(["content-length", "content-type", "host", "user-agent", "webhook-id", "webhook-signature", "webhook-timestamp"], headers.Keys.Order());
        Assert.Equal(("application/json", "ServerlessAssist-Webhooks/1", News.Id), (headers["content-type"], headers["user-agent"], headers["webhook-id"]));
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        Assert.Equal(WebhookSignature.Of([GivenSubscription.First.Value], News.Id, at, System.Text.Encoding.UTF8.GetBytes(parts[1])), headers["webhook-signature"]);
    }

    [Theory]
    [InlineData("204 No Content\r\n", WebhookResult.Taken, "204", null)]
    [InlineData("410 Gone\r\nContent-Length: 0\r\n", WebhookResult.Gone, "410", null)]
    [InlineData("500 Oops\r\nRetry-After: 60\r\nContent-Length: 0\r\n", WebhookResult.NotTaken, "500", null)]
    [InlineData("429 Slow\r\nRetry-After: 60\r\nContent-Length: 0\r\n", WebhookResult.NotTaken, "429", 60)]
    [InlineData("503 Later\r\nRetry-After: never\r\nContent-Length: 0\r\n", WebhookResult.NotTaken, "503", null)]
    [InlineData("404 Not Found\r\nContent-Length: 0\r\n", WebhookResult.NotTaken, "404", null)]
    public async Task What_it_answers_is_understood(string answer, WebhookResult verdict, string said, int? after)
    {
        using var receiver = new Receiver { Answer = $"HTTP/1.1 {answer}\r\n" };
        using var house = House("true");
        Assert.Equal(new WebhookResponse(verdict, said, after is { } seconds ? TimeSpan.FromSeconds(seconds) : null), await Send(house, receiver.Address));
    }

    [Fact]
    public async Task Nobody_is_followed_elsewhere()
    {
        using var inside = new Receiver();
        using var receiver = new Receiver { Answer = $"HTTP/1.1 307 Elsewhere\r\nLocation: {inside.Address}\r\nContent-Length: 0\r\n\r\n" };
        using var house = House("true");
        Assert.Equal(new WebhookResponse(WebhookResult.NotTaken, "307"), await Send(house, receiver.Address));
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read()
    {
        using var receiver = new Receiver { Answer = "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n", Endless = new string('x', 10_000) };
        using var house = House("true");
        Assert.Equal(new WebhookResponse(WebhookResult.Taken, "200"), await Send(house, receiver.Address));
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_called_whatever_else_it_leads_to()
    {
        using var inside = new Receiver();
        foreach (var found in new[] { new[] { IPAddress.Loopback }, [IPAddress.Parse("1.0.0.1"), IPAddress.Loopback], [IPAddress.Parse("10.0.0.1")], [IPAddress.IPv6Loopback], [IPAddress.Parse("::ffff:127.0.0.1")], [] })
        {
            using var house = House(null, found);
            Assert.Equal(new WebhookResponse(WebhookResult.NotTaken, "not-public"), await Send(house, $"https://cases.example.org:{inside.Port}/hooks"));
        }
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task What_was_looked_at_is_what_is_connected_to_however_the_name_changes()
    {
        using var receiver = new Receiver();
        var asked = 0;
        // The first answer is harmless, all later ones lead inside: a name that is asked twice would be caught.
        using var house = House("true", _ => asked++ == 0 ? [IPAddress.Loopback] : [IPAddress.Parse("169.254.169.254")]);
        Assert.Equal(WebhookResult.Taken, (await Send(house, $"http://cases.example.org:{receiver.Port}/hooks")).Verdict);
        Assert.Equal((1, 1), (asked, receiver.Connections));
    }

    [Fact]
    public async Task Nobody_there_is_said_so()
    {
        int port;
        using (var gone = new Receiver()) port = gone.Port;
        using var house = House("true");
        Assert.Equal(new WebhookResponse(WebhookResult.NotTaken, "unreachable"), await Send(house, $"http://127.0.0.1:{port}/"));
    }

    private static Task<WebhookResponse> Send(ServiceProvider house, string address) =>
        house.GetRequiredService<WebhookClient>().Send(new WebhookTarget(address, [.. WebhookEventTypes.All]), [GivenSubscription.First], News, TestContext.Current.CancellationToken);

    private static ServiceProvider House(string? allowsLoopback, params IPAddress[] found) => House(allowsLoopback, found is [] && allowsLoopback is not null ? null : _ => found);

    /// <summary>As the product wires it, but for the names.</summary>
    private static ServiceProvider House(string? allowsLoopback, Func<string, IPAddress[]>? found)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Webhooks:AllowLoopback"] = allowsLoopback }).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        services.AddWebhooks(settings);
        if (found is not null) services.Replace(ServiceDescriptor.Singleton<Resolve>((host, _) => Task.FromResult(found(host))));
        return services.BuildServiceProvider();
    }
}
