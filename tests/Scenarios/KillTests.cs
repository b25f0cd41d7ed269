using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>The functions as a process of their own, killed again and again while people use them.</summary>
public sealed class KillTests(AzuriteFixture azurite)
{
    private const int Kills = 6;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_random_moments_under_load_every_accepted_message_has_its_effect_once()
    {
        var storage = await azurite.NewStorage();
        var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        var phones = new Phones();
        await using var carriers = await CarrierHost.Start(clock, phones, SandboxSystem.Account, SandboxSystem.BotToken, Stop);
        var port = Azurite.FreePorts(1)[0];
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        carriers.Reach(address);
        var settings = SandboxSystem.Settings(storage, TestKeys.Settings, carriers.Address);
        settings["LocalHost:Url"] = address.ToString();
        foreach (var (name, value) in SandboxSystem.Unhurried) settings[name] = value;
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };

        var process = FunctionsProcess.Start(settings);
        try
        {
            await FunctionsProcess.Ready(http, Stop);
            await Operate(http, HttpMethod.Put, "operations/people", new StringContent(await File.ReadAllTextAsync(Path.Combine(SandboxFolder.Path, "demo", "people.json"), Stop), System.Text.Encoding.UTF8, "application/json"));
            await Operate(http, HttpMethod.Post, "operations/webhooks", null);
            foreach (var chat in new[] { "700000011", "700000013" }) carriers.Telegram.Chats[chat] = 0;

            using var killing = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var killed = 0;
            var killer = Task.Run(async () =>
            {
                while (!killing.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(400, 1800)), TimeProvider.System, killing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    if (killing.IsCancellationRequested) return;
                    await process.Kill();
                    process.Dispose();
                    killed++;
                    process = FunctionsProcess.Start(settings);
                    await FunctionsProcess.Ready(http, Stop);
                }
            }, Stop);

            // NGOs send referrals, each again until it is told that it was taken in, while the coordinator takes what her phone shows.
            var references = new ConcurrentDictionary<string, string>();
            var duty = new Address(ChannelKind.Telegram, "700000011");
            var pressed = new HashSet<string>();
            async Task TakeAll(Func<bool> goOn)
            {
                do
                {
                    foreach (var alert in phones.On(duty).Where(bubble => bubble.Buttons.Count > 0 && pressed.Add(bubble.Id)))
                        await carriers.Telegram.Press(duty.Value, alert.Id, alert.Buttons[0][0].Data).WaitAsync(Limit, Stop);
                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
                }
                while (goOn());
            }
            var taking = TakeAll(() => !killing.IsCancellationRequested);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(async ngo =>
            {
                for (var at = 0; at < 60 && (killed < Kills || at < 10); at++)
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"kill-{ngo}-{at:D6}");
                    references[key] = await Refer(http, key);
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 400)), TimeProvider.System, Stop);
                }
            }));
            await killing.CancelAsync();
            await killer;
            await taking;
            await FunctionsProcess.Ready(http, Stop);
            Assert.True(killed >= Kills, "The process was hardly ever killed.");
            Assert.Equal(references.Count, references.Values.Distinct().Count());

            // Every referral reaches the coordinator and is taken, once.
            var began = TimeProvider.System.GetTimestamp();
            while (references.Values.Any(reference => !phones.On(duty).Any(bubble => bubble.Text.StartsWith($"{reference} is yours", StringComparison.Ordinal))))
            {
                await TakeAll(() => false);
                Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, "An alert or an answer was lost: a referral was accepted and nobody has it.");
            }
            foreach (var reference in references.Values)
            {
                var steps = await Steps(http, reference);
                Assert.Single(steps, "referred");
                Assert.Single(steps, "alerted");
                Assert.Single(steps, "taken");
            }
        }
        finally
        {
            process.Dispose();
            clock.Dispose();
        }
    }

    private static async Task Operate(HttpClient http, HttpMethod method, string route, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/{route}") { Content = body };
        request.Headers.Add("x-functions-key", SandboxSystem.MasterKey);
        request.Headers.Add("X-Operator", "operations");
        using var answer = await http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<string> Refer(HttpClient http, string key)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/referrals") { Content = JsonContent.Create(Story.Referral("routine")) };
                request.Headers.Add("x-functions-key", SandboxSystem.FunctionKey);
                request.Headers.Add("X-Api-Key", Story.NgoKey);
                request.Headers.Add("Idempotency-Key", key);
                using var answer = await http.SendAsync(request, Stop);
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
                    return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("reference").GetString()!;
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            }
            catch (Exception died) when (died is HttpRequestException or IOException)
            {
                // Killed in the middle: the same again.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        }
    }

    private static async Task<string[]> Steps(HttpClient http, string reference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/referrals/{reference}/history");
        request.Headers.Add("x-functions-key", SandboxSystem.FunctionKey);
        request.Headers.Add("X-Api-Key", Story.NgoKey);
        using var answer = await http.SendAsync(request, Stop);
        return [.. JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("history").EnumerateArray().Select(line => line.GetProperty("what").GetString()!)];
    }
}
