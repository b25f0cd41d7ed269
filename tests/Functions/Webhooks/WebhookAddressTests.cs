using System.Net;
using Microsoft.Extensions.Configuration;
using ServerlessAssist.Functions.Webhooks;

namespace ServerlessAssist.Tests.Functions.Webhooks;

/// <summary>An organisation cannot point us at our own inside.</summary>
public sealed class WebhookAddressTests
{
    private static readonly WebhookSettings House = new(false), Developer = new(true);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("168.63.129.16")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("::a00:1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("4000::1")]
    [InlineData("100::1")]
    public void What_is_not_the_internet_is_not_called(string address) => Assert.False(PublicNetwork.Holds(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.0.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:1.0.0.1")]
    [InlineData("2a00::1")]
    [InlineData("2600::1")]
    public void What_is_is(string address) => Assert.True(PublicNetwork.Holds(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://cases.example.org/hooks")]
    [InlineData("https://cases.example.org:443/hooks?house=7")]
    [InlineData("https://xn--bcher-kva.example/")]
    [InlineData("https://1.0.0.1/hooks")]
    public void An_address_on_the_internet_is_taken(string address) => Assert.Null(WebhookAddress.Fault(address, House));

    [Theory]
    [InlineData("http://cases.example.org/hooks", "https://")]
    [InlineData("ftp://cases.example.org/", "https://")]
    [InlineData("file:///etc/passwd", "https://")]
    [InlineData("cases.example.org", "must be an address")]
    [InlineData("/hooks", "http")]
    [InlineData("https://cases.example.org/a b", "must be an address")]
    [InlineData("https://c\u0430ses.example.org/", "must be an address")]
    [InlineData("https://cases.example.org:8443/", "port 443")]
    [InlineData("https://cases.example.org:22/", "port 443")]
    [InlineData("https://user@cases.example.org/", "no user")]
    [InlineData("https://user:word@cases.example.org/", "no user")]
    [InlineData("https://cases.example.org@10.0.0.1/", "no user")]
    [InlineData("https://cases.example.org/#x", "no fragment")]
    [InlineData("https://localhost/", "on the internet")]
    [InlineData("https://localhost./", "on the internet")]
    [InlineData("https://intranet/", "on the internet")]
    [InlineData("https://127.0.0.1/", "on the internet")]
    [InlineData("https://2130706433/", "on the internet")]
    [InlineData("https://0x7f.1/", "on the internet")]
    [InlineData("https://0177.0.0.1/", "on the internet")]
    [InlineData("https://127.1/", "on the internet")]
    [InlineData("https://10.0.0.1/", "on the internet")]
    [InlineData("https://169.254.169.254/metadata/identity", "on the internet")]
    [InlineData("https://168.63.129.16/", "on the internet")]
    [InlineData("https://[::1]/", "on the internet")]
    [InlineData("https://[::ffff:169.254.169.254]/", "on the internet")]
    [InlineData("https://[fd00:ec2::254]/", "on the internet")]
    [InlineData("https://[fe80::1%25eth0]/", "on the internet")]
    public void Any_other_is_refused_and_it_is_said_why(string address, string why) => Assert.Contains(why, WebhookAddress.Fault(address, House), StringComparison.Ordinal);

    [Fact]
    public void On_a_developers_machine_the_machine_itself_is_taken_and_nothing_else_more()
    {
        Assert.All(["http://localhost:9000/hooks", "http://127.0.0.1:9000/", "http://[::1]:9000/"], address => Assert.Null(WebhookAddress.Fault(address, Developer)));
        Assert.All(["http://cases.example.org/", "https://10.0.0.1/", "https://169.254.169.254/", "ftp://localhost/", "http://x@localhost/"], address => Assert.NotNull(WebhookAddress.Fault(address, Developer)));
    }

    [Fact]
    public void That_is_refused_on_azure_and_ends_the_start_where_it_is_nonsense()
    {
        Assert.Equal(House, WebhookSettings.Read(With()));
        Assert.Equal(House, WebhookSettings.Read(With(("Webhooks:AllowLoopback", "false"), ("WEBSITE_SITE_NAME", "assist"))));
        Assert.Equal(Developer, WebhookSettings.Read(With(("Webhooks:AllowLoopback", "true"))));
        Assert.Contains("Webhooks__AllowLoopback", Assert.Throws<InvalidOperationException>(() => WebhookSettings.Read(With(("Webhooks:AllowLoopback", "yes")))).Message, StringComparison.Ordinal);
        foreach (var name in new[] { "WEBSITE_SITE_NAME", "WEBSITE_INSTANCE_ID", "CONTAINER_NAME" })
            Assert.Contains("Azure", Assert.Throws<InvalidOperationException>(() => WebhookSettings.Read(With(("Webhooks:AllowLoopback", "true"), (name, "x")))).Message, StringComparison.Ordinal);
    }

    private static IConfiguration With(params (string Name, string? Value)[] settings) => new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => one.Value)).Build();
}
