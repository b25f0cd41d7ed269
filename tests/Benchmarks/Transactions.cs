using System.Globalization;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Benchmarks;

/// <summary>Storage transactions of each kind of message through the front door, counted on the wire; and of an hour in which nothing happens.</summary>
internal static class Transactions
{
    private static readonly Address Reporter = new(ChannelKind.Telegram, "700000016");

    public static async Task Measure(Bench bench, bool quick, Report report)
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var system = await bench.NewSystem(clock);
        await system.Carriers.Telegram.Write(Reporter.Value, "/start demo-invite-kukes-00000001");
        var count = new Counted(system);
        var fields = Bench.Text(1);

        // The answer (2); the first text of a process takes its share of the day's money (2).
        report.Count("transactions: the first text of somebody unknown, answered", await count.During(() => Bench.Bring(system.Http, system.Functions.Address, fields)), 4);
        report.Count("transactions: a text of somebody unknown, answered", await count.During(() => Bench.Bring(system.Http, system.Functions.Address, Bench.Text(3))), 2);
        report.Count("transactions: the same text again", await count.During(() => Bench.Bring(system.Http, system.Functions.Address, fields)), 1);
        // That the key was used is noted once a day (2).
        await count.During(() => Me(system));
        // Who could be the same (1); read, announce, commit, mark, delete; a wake-up; lines of the board, the organisation's list and the list of those alike.
        report.Count("transactions: a referral, alert on the phone", await count.During(() => Bench.Refer(system, "transactions-1")), 10);
        // Who could be the same is read before it is known that it comes again.
        report.Count("transactions: the same referral again", await count.During(() => Bench.Refer(system, "transactions-1")), 2);
        var alert = system.Phones.On(Bench.Duty)[^1];
        report.Count("transactions: a wrong code, noted", await count.During(() => system.Carriers.Telegram.Write(Bench.Duty.Value, WrongCode(alert))), 2);
        // The next alert (5), its wake-up, the lines of board and organisation (3), the hint that woke it (1), and the carrier's report "delivered" (2).
        report.Count("transactions: unanswered, the backup alerted by SMS, delivered", await count.During(() => clock.Advance(TimeSpan.FromMinutes(31))), 11);
        // The organisation is told (5); the clock of whoever has it, and the lines of the board, of her own list and of the organisation (4).
        report.Count("transactions: taken by button, the organisation told", await count.During(() => system.Carriers.Telegram.Press(Bench.Duty.Value, alert.Id, alert.Buttons[0][0].Data)), 9);
        // Read, and the hint deleted.
        report.Count("transactions: a wake-up that nobody needs any more", await count.During(() => clock.Advance(TimeSpan.FromMinutes(31))), 2);
        report.Count("transactions: a forged webhook", await count.During(() => Forged(system)), 0);
        await Idle(system, quick, report);
    }

    /// <summary>Queues are polled in real time, for their visibility runs on the service's clock; timers run on the system's clock, which is sped up.</summary>
    private static async Task Idle(SandboxSystem system, bool quick, Report report)
    {
        const double Speed = 20;
        var seconds = quick ? 30.0 : 120.0;
        var (queues, timers) = (0L, 0L);
        await Bench.Wait(15_000);
        system.Clock.Speed = Speed;
        system.Wire.Seen = request => _ = request.Service == "queue" && request.Path.EndsWith("/messages", StringComparison.Ordinal) ? Interlocked.Increment(ref queues) : Interlocked.Increment(ref timers);
        await Bench.Wait(seconds * 1000);
        system.Wire.Seen = null;
        system.Clock.Speed = 1;
        var monthly = (queues + timers / Speed) / seconds * 3600 * 730;
        report.Add("transactions: idle, a month (LocalHost)", string.Create(CultureInfo.InvariantCulture, $"{monthly / 1e6:0.00} million"));
    }

    private static async Task Me(SandboxSystem system)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(system.Functions.Address, "/api/v1/me"));
        request.Headers.Add("x-functions-key", SandboxSystem.FunctionKey);
        request.Headers.Add("X-Api-Key", Bench.NgoKey);
        using var answer = await system.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task Forged(SandboxSystem system)
    {
        using var answer = await system.Carriers.Twilio.Post(SandboxSystem.PublicAddress + "/api/sms", Bench.Text(2), "somebody-elses-token");
        if (answer.StatusCode != System.Net.HttpStatusCode.Forbidden) throw new InvalidOperationException($"A forged webhook was answered {(int)answer.StatusCode}.");
    }

    private static string WrongCode(Bubble alert)
    {
        var code = System.Text.RegularExpressions.Regex.Match(alert.Text, @"(?<![\w-])[0-9A-Z]{4}-[0-9]{4}\b").Value;
        return code[..^1] + (code[^1] == '0' ? '1' : '0');
    }

    /// <summary>Counts what somebody's doing costs, heartbeat left out, until nothing more happens.</summary>
    private sealed class Counted
    {
        private long _count;

        public Counted(SandboxSystem system) => system.Wire.Seen = request =>
        {
            // Who is who is read at most every 15 s, whoever asks.
            if (!request.IsHeartbeat && !request.Path.Contains("directory~staff", StringComparison.Ordinal)) Interlocked.Increment(ref _count);
        };

        public async Task<long> During(Func<Task> what)
        {
            var before = Interlocked.Read(ref _count);
            await what();
            for (var (last, quiet) = (-1L, 0); quiet < 60;)
            {
                await Bench.Wait(50);
                var now = Interlocked.Read(ref _count);
                (last, quiet) = now == last ? (last, quiet + 1) : (now, 0);
            }
            return Interlocked.Read(ref _count) - before;
        }
    }
}
