using System.Net;
using System.Text.Json;
using Azure.Storage.Queues;
using ServerlessAssist.Published.Protocol;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Scenarios;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>What starts a function reaches it through the vendors' worker: requests, route values, queue messages, timers.</summary>
[Collection(PublishedCollection.Name)]
public sealed class PublishedTriggerTests(PublishedSystem system)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly (string, string) Ngo = ("X-Api-Key", Story.NgoKey);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "health/live", null, 200)]
    [InlineData("GET", "health/ready", null, 200)]
    [InlineData("POST", "health/live", null, 404)]
    [InlineData("GET", "operations/keys", null, 401)]
    [InlineData("GET", "operations/keys", SandboxSystem.FunctionKey, 401)]
    [InlineData("GET", "operations/keys", SandboxSystem.MasterKey, 200)]
    [InlineData("GET", "v1/referrals", "wrong", 401)]
    [InlineData("GET", "nowhere", SandboxSystem.MasterKey, 404)]
    public async Task A_request_reaches_its_function_with_the_right_key_and_method(string method, string route, string? key, int status)
    {
        using var answer = await system.Call(new HttpMethod(method), route, key);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_route_value_reaches_the_parameter_of_its_name()
    {
        var reference = await system.Refer("routine");
        using var answer = await system.Call(HttpMethod.Get, $"v1/referrals/{reference}", SandboxSystem.FunctionKey, null, Ngo);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(reference, json.RootElement.GetProperty("reference").GetString());
        using var other = await system.Call(HttpMethod.Get, "v1/referrals/RA-0000-0", SandboxSystem.FunctionKey, null, Ngo);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_large_answer_arrives_whole_and_is_not_sent_to_the_host_a_second_time()
    {
        using var answer = await system.Call(HttpMethod.Get, "v1/openapi.json", SandboxSystem.FunctionKey);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.True(json.RootElement.GetProperty("paths").EnumerateObject().Count() > 20);
        Assert.All(system.Host.Responses, one => Assert.True(one.Response.ReturnValue is null && one.Response.OutputData.Count == 0));
    }

    [Fact]
    public async Task A_queue_message_that_cannot_be_read_is_given_to_its_function_and_stays_in_the_queue()
    {
        var queue = new QueueClient(system.Storage, "inbound", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.SendMessageAsync("no message of ours", Stop);
        Assert.False((await system.Host.Ran("HandleDeferred")).Succeeded);
        Assert.Equal(1, (await queue.GetPropertiesAsync(Stop)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Timer_functions_run_on_an_empty_agenda()
    {
        foreach (var name in new[] { "SweepAgenda", "AuditNightly", "WatchPoison" })
        {
            var response = await system.Host.Fire(name, isPastDue: true).WaitAsync(Limit, Stop);
            Assert.True(response.Result.Status == StatusResult.Types.Status.Success, $"{name}: {response}");
        }
    }
}
