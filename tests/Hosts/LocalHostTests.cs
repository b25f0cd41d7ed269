using System.Collections.Concurrent;
using System.Net;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Sandbox;
using ServerlessAssist.LocalHost;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>What probes do and note.</summary>
public sealed class Probe
{
    public ConcurrentQueue<string> Notes { get; } = new();

    public Func<string, Task> OnMessage { get; set; } = _ => Task.CompletedTask;
}

/// <summary>Functions of this assembly's own, for the host to find.</summary>
public sealed class ProbeFunctions(Probe probe)
{
    [Function("ProbeGet")]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "probe/{name}")] HttpRequest request, string name) => Results.Text($"{request.Method} {name}");

    [Function("ProbeAdmin")]
    public static IResult Admin([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "probe-admin")] HttpRequest request) => Results.Ok();

    [Function("ProbeOpen")]
    public static async Task<IResult> Open([HttpTrigger(AuthorizationLevel.Anonymous, Route = "probe-open")] HttpRequest request, CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, stop);
        return request.Query.ContainsKey("fail") ? throw new InvalidOperationException("marker text") : Results.Text("open");
    }

    [Function("ProbeQueue")]
    public async Task Queue([QueueTrigger("probe")] string body, CancellationToken stop)
    {
        probe.Notes.Enqueue(body);
        if (body == "wait for the end")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            probe.Notes.Enqueue("told to end");
        }
        await probe.OnMessage(body);
    }

    [Function("ProbeTimer")]
    public void Timer([TimerTrigger("0 * * * * *")] TimerInfo timer) => probe.Notes.Enqueue($"timer {timer.IsPastDue}");
}

public sealed class LocalHostTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("probe/x", "", 401)]
    [InlineData("probe/x", "wrong", 401)]
    [InlineData("probe/x", "function", 200)]
    [InlineData("probe/x", "master", 200)]
    [InlineData("probe/x?code=function", "", 200)]
    [InlineData("probe-admin", "function", 401)]
    [InlineData("probe-admin", "master", 200)]
    [InlineData("probe-open", "", 200)]
    [InlineData("probe-open?fail=1", "", 500)]
    [InlineData("nowhere", "master", 404)]
    public async Task Routes_open_to_their_keys(string route, string key, int status)
    {
        await using var running = await Run(await azurite.NewStorage(), new Probe());
        using var answer = await Get(running.Host, route, key);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("marker", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_gives_its_parts_and_takes_its_methods()
    {
        await using var running = await Run(await azurite.NewStorage(), new Probe());
        using var answer = await Get(running.Host, "probe/marta", "function");
        Assert.Equal("GET marta", await answer.Content.ReadAsStringAsync(Stop));
        using var http = new HttpClient();
        using var other = await http.PostAsync(new Uri(running.Host.Address, "/api/probe/marta"), null, Stop);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_message_that_fails_five_times_is_poison_that_expires_after_a_week()
    {
        var storage = await azurite.NewStorage();
        var probe = new Probe { OnMessage = _ => throw new InvalidOperationException("marker") };
        await using var running = await Run(storage, probe, """{"visibilityTimeout":"00:00:00"}""");
        await Send(storage, "bad");
        var poison = Client(storage, "probe-poison");
        await Until(async () => await poison.ExistsAsync(Stop) && (await poison.PeekMessagesAsync(1, Stop)).Value.Length > 0);
        var message = (await poison.PeekMessagesAsync(1, Stop)).Value.Single();
        Assert.Equal("bad", message.Body.ToString());
        Assert.Equal(7, (message.ExpiresOn - message.InsertedOn)!.Value.TotalDays);
        Assert.Equal(5, probe.Notes.Count(note => note == "bad"));
        Assert.Empty((await Client(storage, "probe").PeekMessagesAsync(1, Stop)).Value);
    }

    [Fact]
    public async Task A_drain_finishes_what_is_held_and_takes_nothing_more()
    {
        var storage = await azurite.NewStorage();
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var finished = false;
        var probe = new Probe { OnMessage = async _ => { begun.TrySetResult(); await goOn.Task; finished = true; } };
        var running = await Run(storage, probe);
        await Send(storage, "held");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        var stopping = running.Host.Stop();
        Assert.True(running.Host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await Send(storage, "later");
        Assert.False(stopping.IsCompleted);
        goOn.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        Assert.True(finished);
        Assert.DoesNotContain("later", probe.Notes);
    }

    [Fact]
    public async Task Of_two_hosts_one_fires_the_timer_and_a_late_firing_says_so()
    {
        var storage = await azurite.NewStorage();
        using var clock = new MovableClock(new DateTimeOffset(2026, 3, 29, 0, 59, 30, TimeSpan.Zero), speed: 0);
        var probe = new Probe();
        await using var one = await Run(storage, probe, clock: clock);
        await using var other = await Run(storage, probe, clock: clock);
        await Until(() => HasPlanned(storage));
        // Over the hour at which summer time begins: minutes go on in UTC.
        for (var minute = 1; minute <= 3; minute++)
        {
            await clock.Advance(TimeSpan.FromMinutes(1));
            await Until(() => probe.Notes.Count >= minute);
        }
        // What is under way is finished by the end of both.
        await one.DisposeAsync();
        await other.DisposeAsync();
        Assert.Equal(3, probe.Notes.Count);
    }

    [Fact]
    public async Task A_time_that_was_missed_while_nothing_ran_is_made_up_for_at_the_start()
    {
        var storage = await azurite.NewStorage();
        using var clock = new MovableClock(new DateTimeOffset(2026, 3, 29, 0, 59, 30, TimeSpan.Zero), speed: 0);
        var (before, after) = (new Probe(), new Probe());
        await using (await Run(storage, before, clock: clock))
        {
            await Until(() => HasPlanned(storage));
            await clock.Advance(TimeSpan.FromMinutes(1));
            await Until(() => !before.Notes.IsEmpty);
        }
        await clock.Advance(TimeSpan.FromHours(3));
        await using var again = await Run(storage, after, clock: clock);
        await Until(() => !after.Notes.IsEmpty);
        Assert.Equal(["timer False"], before.Notes);
        Assert.Equal(["timer True"], after.Notes);
    }

    [Fact]
    public async Task A_function_is_told_that_the_host_ends()
    {
        var storage = await azurite.NewStorage();
        var probe = new Probe { OnMessage = _ => Task.CompletedTask };
        var running = await Run(storage, probe);
        await Send(storage, "wait for the end");
        await Until(() => probe.Notes.Contains("wait for the end"));
        await running.Host.Stop().WaitAsync(TimeSpan.FromSeconds(20), Stop);
        Assert.Contains("told to end", probe.Notes);
    }

    [Fact]
    public async Task An_application_that_a_signal_has_ended_meanwhile_can_still_be_stopped()
    {
        var gone = new TaskCompletionSource();
        var held = await Run(await azurite.NewStorage(), new Probe(), main: async arguments =>
        {
            await Serve(arguments);
            await gone.Task;
        });
        held.Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await Until(() => !IsThere(held.Host));
        var stopping = held.DisposeAsync();
        gone.SetResult();
        await stopping;

        static bool IsThere(RunningHost host)
        {
            try
            {
                return host.Services.GetService<Probe>() is not null;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }

    private static Task Until(Func<bool> isSo) => Until(() => Task.FromResult(isSo()));

    /// <summary>Whether the timers of some instance wait for their next time.</summary>
    private static async Task<bool> HasPlanned(string storage) =>
        await new BlobClient(storage, "azure-webjobs-hosts", "timers/assist/Host.Functions.ProbeTimer/status").ExistsAsync(Stop);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await isSo(); await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "It did not come to that within a minute.");
    }

    private static QueueClient Client(string storage, string queue) => new(storage, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    private static async Task Send(string storage, string body)
    {
        await Client(storage, "probe").CreateIfNotExistsAsync(cancellationToken: Stop);
        await Client(storage, "probe").SendMessageAsync(body, Stop);
    }

    private static async Task<HttpResponseMessage> Get(RunningHost host, string route, string key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, $"/api/{route}"));
        if (key.Length > 0) request.Headers.Add("x-functions-key", key);
        return await http.SendAsync(request, Stop);
    }

    private static async Task<Held> Run(string storage, Probe probe, string? queues = null, MovableClock? clock = null, Func<string[], Task>? main = null)
    {
        var settings = new Dictionary<string, string?> { ["LocalHost:Url"] = "http://127.0.0.1:0", ["AzureWebJobsStorage"] = storage, ["LocalHost:FunctionKey"] = "function", ["LocalHost:MasterKey"] = "master" };
        var host = await LocalHosting.Start(typeof(ProbeFunctions).Assembly, main ?? Serve, settings, services =>
        {
            services.AddSingleton(probe).AddLogging(logging => logging.ClearProviders());
            if (clock is not null) services.AddSingleton<TimeProvider>(clock);
            if (queues is not null) services.AddSingleton(HostJson.Parse("{\"extensions\":{\"queues\":" + queues + "}}"));
        }, Stop);
        return new Held(host);
    }

    private static Task Serve(string[] arguments)
    {
        var builder = FunctionsApplication.CreateBuilder(arguments);
        builder.ConfigureFunctionsWebApplication();
        builder.Build().Run();
        return Task.CompletedTask;
    }

    private sealed class Held(RunningHost host) : IAsyncDisposable
    {
        public RunningHost Host => host;

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
