using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation;

/// <summary>What came of one run.</summary>
public sealed record Result(string Story, WorldOptions Options, IReadOnlyList<Violation> Violations, int[] Struck, long Steps, IReadOnlyList<string> Told, World.World World);

/// <summary>Plays one story in one world to its end, and looks at the invariants.</summary>
public static class Run
{
    /// <summary>Longer than all levels of a ladder take, one after the other.</summary>
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromHours(24);

    /// <summary>How long after its time a level can still be passed: a sweep a minute, by a clock that is two minutes slow.</summary>
    private static readonly TimeSpan UntilItIsNoticed = TimeSpan.FromMinutes(4);

    private const int MinutesOnTheWay = 2;

    /// <remarks>The calling thread gets the world's synchronization context: <see cref="OnOwnThread{T}"/>.</remarks>
    public static Result Play(Story story, WorldOptions options, Action<World.World>? also = null)
    {
        var world = new World.World(options with { Processes = Math.Max(options.Processes, story.Processes), Limits = options.Limits ?? story.Limits, Change = options.Change ?? story.Change });
        var programme = new Programme(world);
        Drive(world, story.Prepare(programme), TimeSpan.FromMinutes(10));
        programme.Operate();
        world.IsTroubled = true;
        also?.Invoke(world);
        var playing = story.Play(programme);
        var over = world.Time.Now + story.Troubles;
        world.Time.At(over, world.EndTroubles);
        while (world.Time.Steps < story.MostSteps && world.Time.Step(over + story.Settles)) { }
        GiveEachLevelItsTime(world, story);
        GiveRoutineTextsTheirDay(world, story);
        // A clock may strike in the very last moment.
        LetArrive(world);
        if (world.Time.Steps >= story.MostSteps) world.Facts.Broke("Nothing goes round in circles.", $"The story takes more than {story.MostSteps} steps.");
        if (!playing.IsCompletedSuccessfully) world.Facts.Broke("Every story comes to its end.", playing.Exception?.ToString() ?? "Somebody still waits.");
        Drive(world, Close(world), TimeSpan.FromHours(1));
        // And somebody may write in the second that the audit takes.
        LetArrive(world);
        foreach (var invariant in Invariants.All)
            foreach (var broken in invariant.AtEnd(world)) world.Facts.Broke(invariant.Sentence, broken);
        foreach (var broken in story.Promises(programme)) world.Facts.Broke($"The story: {story.Name}.", broken);
        return new Result(story.Name, options, world.Facts.Violations, world.Struck, world.Time.Steps, world.Told, world);
    }

    /// <summary>
    /// Whoever takes a referral and gives no sign loses it 16 hours later or more, which can be minutes before the story ends: then the next level has just been
    /// alerted. The story goes on until no level below the top has time left, so that every referral is looked at when its ladder has come to an end.
    /// A clock that ran out minutes ago and did nothing is not waited for: it is broken.
    /// </summary>
    private static void GiveEachLevelItsTime(World.World world, Story story)
    {
        if (!IsWaitingForALevel(world)) return;
        var (next, last, quiet) = (world.Time.Now, world.Time.Now + AfterTheEnd, 0);
        // Whoever was alerted or told last has it on the phone some seconds later.
        while (quiet < MinutesOnTheWay && next < last && world.Time.Steps < story.MostSteps)
        {
            next += TimeSpan.FromMinutes(1);
            while (world.Time.Step(next)) { }
            quiet = IsWaitingForALevel(world) ? 0 : quiet + 1;
        }
    }

    /// <summary>
    /// Where the day's money for texts is used up, routine ones wait until 06:00 UTC, also those of the minutes before the story ends.
    /// The story goes on until five minutes past that, so that whatever still waits then is broken.
    /// </summary>
    private static void GiveRoutineTextsTheirDay(World.World world, Story story)
    {
        if (world.Limits is null || !IsRoutineWaiting(world)) return;
        var (next, last) = (world.Time.Now, world.Time.Now + SmsBudgetRules.UntilNextDay(world.Time.Now) + TimeSpan.FromMinutes(5));
        while (next < last && world.Time.Steps < story.MostSteps && IsRoutineWaiting(world))
        {
            next += TimeSpan.FromMinutes(1);
            while (world.Time.Step(next)) { }
        }
    }

    private static bool IsRoutineWaiting(World.World world) => world.Account.Queues.Messages(Announcements.Routine).Any();

    private static bool IsWaitingForALevel(World.World world) => world.Facts.Each<Referral>().Any(one =>
        one.State is { Exists: true, IsClosed: false, TakenBy: null, EscalatesAt: { } due, Ladder: { } ladder } waiting
        && (waiting.Level < ladder.Top || !waiting.Unreached) && world.Time.Now < due + UntilItIsNoticed);

    /// <summary>What is just on its way arrives.</summary>
    private static void LetArrive(World.World world)
    {
        for (var minute = 0; minute < 5 && IsOnItsWay(world); minute++)
        {
            var more = world.Time.Now + TimeSpan.FromMinutes(1);
            while (world.Time.Step(more)) { }
        }
    }

    private static bool IsOnItsWay(World.World world) =>
        World.World.QueueNames.Any(queue => world.Account.Queues.Messages(queue).Any()) || world.Facts.Outboxes().Any(one => one.Body.Leaving is Leaving.Waiting or Leaving.Attempting);

    public static T OnOwnThread<T>(Func<T> what)
    {
        var (result, failed) = (default(T), default(Exception));
        var thread = new Thread(() =>
        {
            try
            {
                result = what();
            }
            catch (Exception whatever)
            {
                failed = whatever;
            }
        }, 16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        if (failed is not null) throw new InvalidOperationException("The simulation itself failed.", failed);
        return result!;
    }

    private static void Drive(World.World world, Task what, TimeSpan limit)
    {
        var until = world.Time.Now + limit;
        while (!what.IsCompleted && world.Time.Step(until)) { }
        if (!what.IsCompletedSuccessfully) world.Facts.Broke("Every story comes to its end.", what.Exception?.ToString() ?? "Something never ended.");
    }

    /// <summary>The nightly audit, every chain, every history: by a process that nothing happens to.</summary>
    private static async Task Close(World.World world)
    {
        var process = world.Serving()!;
        foreach (var streams in process.Services.GetServices<IStreamHandler>())
        {
            world.Facts.MissingHints += await streams.Audit(CancellationToken.None);
            foreach (var stream in world.Facts.History.Keys.Where(one => one.Kind == streams.Kind).ToList())
                if ((await streams.Verify(stream, CancellationToken.None)).Fault is { } fault) world.Facts.Faulty.Add($"A {stream.Kind}: {fault}.");
        }
        world.Facts.MissingHints += world.Log.Lines.Count(line => line.Contains("hints were missing", StringComparison.Ordinal));
        await CompareBoards(world, process.Services.GetRequiredService<Views>());
        var referrals = process.Services.GetRequiredService<StreamHandler<Referral, ReferralEvent, ReferralCommand>>();
        foreach (var stream in world.Facts.Each<Referral>().Select(one => one.Stream).ToList())
        {
            var (events, state) = await HistoryAndState(world, referrals, stream);
            world.Facts.Events[stream] = events;
            var replayed = events.Aggregate(Referral.None, ReferralEvolution.Evolve);
            if (Written(replayed) != Written(state)) world.Facts.Faulty.Add($"{state.Reference}: its events do not lead to its state.");
        }
    }

    /// <summary>Both of one version: life goes on while they are read, and a report may come in between.</summary>
    private static async Task<(List<ReferralEvent> Events, Referral State)> HistoryAndState(
        World.World world, StreamHandler<Referral, ReferralEvent, ReferralCommand> referrals, StreamId stream)
    {
        while (true)
        {
            var before = world.Facts.History[stream][^1];
            var commits = (await referrals.History(stream, CancellationToken.None))!;
            if (world.Facts.History[stream][^1] != before) continue;
            return ([.. commits.SelectMany(commit => commit.Events)], (Referral)before.State);
        }
    }

    private static async Task CompareBoards(World.World world, Views views)
    {
        var stands = world.Facts.Each<Referral>().SelectMany(one => ReferralEvolution.Lists(one.State)).Where(line => line.View == ReferralEvolution.BoardView).ToLookup(line => line.Partition, line => line.Shown!);
        foreach (var region in world.Facts.Each<Referral>().Select(one => one.State.Facts?.Region).OfType<string>().Distinct().ToList())
        {
            var shown = await views.Read(ReferralEvolution.BoardView, region, CancellationToken.None);
            if (!shown.Order(StringComparer.Ordinal).SequenceEqual(stands[region].Order(StringComparer.Ordinal)))
                world.Facts.Broke("After a night the boards show what stands, and nothing else.", $"Of {region} the board shows {shown.Count} lines.");
        }
    }

    private static string Written(Referral referral) => System.Text.Json.JsonSerializer.Serialize(referral with { Escalation = referral.Escalation with { Guesses = referral.Escalation.Guesses.Clear() } }, ReferralRules.Book.StateJson);
}
