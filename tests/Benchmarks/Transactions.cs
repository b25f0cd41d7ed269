using System.Net;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;

namespace ServerlessAssist.Benchmarks;

/// <summary>Storage transactions of each kind of message through the front door, counted on the wire.</summary>
internal static class Transactions
{
    /// <summary>A carrier takes a second for each step of a text, and an announcement is hidden for one.</summary>
    private const int Travel = 3_000;

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        using var clock = new MovableClock(Bench.Morning);
        await using (var system = await bench.NewSystem(clock)) await Alone(system, report);
        await using (var system = await bench.NewSystem(clock, await Latency.People())) await ByTheQueue(system, report);
        await Idle.Measure(bench, scale, report);
    }

    private static async Task Alone(SandboxSystem system, Report report)
    {
        var count = new StorageCounter(system);
        var fields = Messages.StrangersText(1);
        Task Text(Dictionary<string, string> text) => Messages.Bring(system.Http, system.Functions.Address, text);
        async Task Row(string what, int floor, Func<Task> message, int quiet = 500) =>
            report.Count($"transactions: {what}", await count.During(message, quiet), floor);

        // The answer (2); the first text of a process takes its share of the day's money (2).
        await Row("the first text of somebody unknown, answered", 4, () => Text(fields));
        await Row("a text of somebody unknown, answered", 2, () => Text(Messages.StrangersText(3)));
        await Row("the same text again", 1, () => Text(fields));
        // That the key was used is noted once a day (2).
        await count.During(() => Me(system));
        // Who could be the same (1); read, announce, commit, mark, delete; a wake-up; lines of the board, the organisation and those alike.
        await Row("a referral, alert on the phone", 10, () => Messages.Refer(system, 1));
        // Who could be the same is read before it is known that it comes again.
        await Row("the same referral again", 2, () => Messages.Refer(system, 1));
        var alert = system.Phones.On(Bench.Duty)[^1];
        await Row("a wrong code, noted", 2, () => system.Carriers.Telegram.Write(Bench.Duty.Value, WrongCode(alert)));
        // The next alert (5), its wake-up, the lines of board and organisation (3), the hint that woke it (1), the report "delivered" (2).
        await Row("unanswered, the backup alerted by SMS, delivered", 11, () => system.Clock.Advance(TimeSpan.FromMinutes(31)), Travel);
        // The organisation is told (5); a wake-up, and the lines of the board, of that person's list and of the organisation (4).
        var press = alert.Buttons[0][0].Data;
        await Row("taken by button, the organisation told", 9, () => system.Carriers.Telegram.Press(Bench.Duty.Value, alert.Id, press));
        // Read, and the hint deleted.
        await Row("a wake-up that nobody needs any more", 2, () => system.Clock.Advance(TimeSpan.FromMinutes(31)), 1_000);
        await Row("a forged webhook", 0, () => Forged(system));
    }

    private static async Task ByTheQueue(SandboxSystem system, Report report)
    {
        var count = new StorageCounter(system);
        await count.During(() => Me(system));
        // As a referral to one person without mark and delete (8); the queue guards itself by a copy (2), reads state and messages (1),
        // marks (1), and the host deletes the message (1). Another process would write the three lists again.
        var cost = await count.During(() => Messages.Refer(system, 1), Travel);
        report.Count("transactions: a referral, 12 people alerted by the queue", cost, 13);
    }

    private static async Task Me(SandboxSystem system)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(system.Functions.Address, "/api/v1/me"));
        request.Headers.Add("x-functions-key", SandboxSystem.FunctionKey);
        request.Headers.Add("X-Api-Key", Messages.NgoKey);
        using var answer = await system.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task Forged(SandboxSystem system)
    {
        const string Url = $"{SandboxSystem.PublicAddress}/api/sms";
        using var answer = await system.Carriers.Twilio.Post(Url, Messages.StrangersText(2), "somebody-elses-token");
        if (answer.StatusCode != HttpStatusCode.Forbidden)
            throw new InvalidOperationException($"A forged webhook was answered {(int)answer.StatusCode}.");
    }

    private static string WrongCode(Bubble alert)
    {
        var code = OpenAlerts.CodeIn(alert.Text) ?? throw new InvalidOperationException("No alert stands on the phone.");
        return code[..^1] + (code[^1] == '0' ? '1' : '0');
    }
}
