using System.Globalization;
using ServerlessAssist.Benchmarks.Floors;

namespace ServerlessAssist.Benchmarks;

/// <summary>Messages a second from the front door to the reply, against the same storage requests with nothing around them.</summary>
/// <remarks>
/// An answer goes to a coordinator who texts back the code of an alert and takes it; a referral comes by the API, its alert leaves at once.
/// The floor repeats recorded requests: same rows, same client, same emulator, turn by turn.
/// </remarks>
internal static class Throughput
{
    private const int SideBySide = 8;

    public static async Task Measure(Bench bench, Scale scale, Report report)
    {
        foreach (var isPublished in new[] { false, true })
        {
            await using var subject = await Subject.Start(bench);
            var alerts = new OpenAlerts(subject.System);
            var floor = await MessageFloor.Record(subject.System, alerts);
            if (!isPublished) report.Count("storage requests of a code texted back", floor.AnswerCosts, MessageFloor.AnswerIs);
            if (!isPublished) report.Count("storage requests of a referral with its alert", floor.ReferralCosts, MessageFloor.ReferralIs);
            if (isPublished) await subject.MoveToPublished(bench);
            var host = isPublished ? "published" : "in process";
            var (rounds, times) = (scale.Of(21, 5, 1), scale.Of(100, 40, 8));
            await Compare(report, subject, $"answers a second, {host}", rounds, times, Answers, floor.Answers);
            await Compare(report, subject, $"referrals with an alert a second, {host}", rounds, times / 2, Referrals, floor.Referrals);

            async Task<Func<Task>[]> Answers(int count)
            {
                var texts = await alerts.Texts(subject.System.Http, subject.Address, count);
                var requests = texts.Select(text => Messages.Webhook(subject.Address, text)).ToArray();
                return [.. requests.Select(request => (Func<Task>)(() => Messages.Bring(subject.System.Http, request)))];
            }

            Task<Func<Task>[]> Referrals(int count) => Task.FromResult<Func<Task>[]>(
                [.. Enumerable.Repeat<Func<Task>>(() => Messages.Refer(subject.System.Http, subject.Address, alerts.Next()), count)]);
        }
    }

    /// <summary>Short rounds, ours and the floor's in turn: both meet the same noise. What is sent is made before the time runs.</summary>
    private static async Task Compare(
        Report report, Subject subject, string what, int rounds, int times,
        Func<int, Task<Func<Task>[]>> ours, Func<int, Task<Func<Task>[]>> floor)
    {
        var (whole, bare) = (new List<double>(), new List<double>());
        for (var round = -2; round < rounds; round++)
        {
            var (one, cost) = await Turn(await ours(times));
            var (other, bareCost) = await Turn(await floor(times));
            if (round < 0) continue; // Warming up.
            // The published worker is another process: its requests do not pass here.
            if (!subject.IsPublished) Check(what, cost / times, bareCost / times);
            whole.Add(one);
            bare.Add(other);
        }
        var ratio = Figures.Median(whole.Zip(bare, (one, other) => one / other));
        report.Add($"{what}, {SideBySide} side by side", Figures.Median(whole).ToString("N0", CultureInfo.InvariantCulture));
        report.Add($"{what}: raw storage floor", Figures.Median(bare).ToString("N0", CultureInfo.InvariantCulture));
        var goal = subject.IsPublished ? null : ">= 0.90";
        report.Add($"{what}: ratio to the floor", ratio.ToString("0.00", CultureInfo.InvariantCulture), goal, goal is null || ratio >= 0.9);

        async Task<(double Rate, double Cost)> Turn(Func<Task>[] messages)
        {
            var cost = 0L;
            subject.System.Wire.Seen = request => _ = request.IsHeartbeat ? 0 : Interlocked.Increment(ref cost);
            var rate = await Bench.Rate(messages.Length, SideBySide, at => messages[at]());
            subject.System.Wire.Seen = null;
            return (rate, cost);
        }
    }

    /// <summary>Money for texts (2 requests for up to 64) and the directory (1 in 15 s) come on top of some messages.</summary>
    private static void Check(string what, double cost, double floor)
    {
        if (Math.Abs(cost - floor) > 0.75)
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{what}: {cost:0.00} storage requests a message, its floor {floor:0.00}."));
    }
}
