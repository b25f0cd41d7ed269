using ServerlessAssist.LocalHost;

namespace ServerlessAssist.Tests.Hosts;

public sealed class HostJsonTests
{
    [Fact]
    public void Each_setting_is_honoured()
    {
        var host = HostJson.Parse("""
            { "version": "2.0", "extensions": { "http": { "routePrefix": "house/api" }, "queues": { "batchSize": 7, "newBatchThreshold": 3, "maxPollingInterval": "00:00:09", "visibilityTimeout": "00:00:30",
              "maxDequeueCount": 4, "messageEncoding": "base64" } }, "logging": { "logLevel": { "default": "Warning" } } }
            """);
        Assert.Equal(("house/api", 7, 3, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(30), 4), (host.RoutePrefix, host.BatchSize, host.NewBatchThreshold, host.MaxPollingInterval, host.VisibilityTimeout, host.MaxDequeueCount));
        Assert.Single(host.LogLevels);
    }

    [Theory]
    [InlineData("""{ "version": "2.0", "functionTimeout": "00:10:00" }""", "functionTimeout")]
    [InlineData("""{ "extensions": { "queues": { "batchSise": 1 } } }""", "extensions.queues.batchSise")]
    [InlineData("""{ "extensions": { "queues": { "messageEncoding": "none" } } }""", "extensions.queues.messageEncoding")]
    [InlineData("""{ "extensions": { "queues": { "batchSize": 64 } } }""", "extensions.queues.batchSize")]
    [InlineData("""{ "extensions": { "queues": { "visibilityTimeout": "soon" } } }""", "extensions.queues.visibilityTimeout")]
    [InlineData("""{ "logging": { "logLevel": { "default": "Loud" } } }""", "logging.logLevel.default")]
    public void What_it_does_not_know_is_refused_by_its_path(string json, string path) =>
        Assert.Contains($"'{path}'", Assert.Throws<InvalidOperationException>(() => HostJson.Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"version":2.0}""", "version")]
    [InlineData("""{"version":"2.0","extensions":{"queues":{"batchSize":"16"}}}""", "batchSize")]
    [InlineData("""{"version":"2.0","extensions":{"http":{"routePrefix":5}}}""", "routePrefix")]
    [InlineData("""{"version":"2.0","extensions":{"http":{"routePrefix":null}}}""", "routePrefix")]
    [InlineData("""{"version":"2.0","extensions":{"queues":{"visibilityTimeout":30}}}""", "visibilityTimeout")]
    [InlineData("""{"version":"2.0","extensions":{"queues":{"messageEncoding":5}}}""", "messageEncoding")]
    [InlineData("""{"version":"2.0","extensions":{"queues":{"batchSize":1.5}}}""", "batchSize")]
    [InlineData("""{"version":"2.0","logging":{"logLevel":{"default":3}}}""", "logLevel")]
    [InlineData("""{"version":"2.0","logging":{"logLevel":{"default":"99"}}}""", "logLevel")]
    [InlineData("""{"version":"2.0",""", "host.json")]
    [InlineData("""[]""", "host.json")]
    [InlineData("", "host.json")]
    [InlineData("""{"version":"2.0","extensions":{"queues":{"batchSize":16,"newBatchThreshold":1001}}}""", "newBatchThreshold")]
    public void A_setting_of_host_json_that_cannot_be_honoured_is_named(string json, string name)
    {
        var failed = Record.Exception(() => HostJson.Parse(json));
        Assert.NotNull(failed);
        Assert.IsType<InvalidOperationException>(failed);
        Assert.Contains(name, failed.Message, StringComparison.Ordinal);
    }
}
