using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>What hangs on a ride outside of its own stream: texts at the carrier, and what was answered to those who asked for it.</summary>
public sealed class RideErasure(
    StreamHandler<Ride, RideEvent, RideCommand> rides, PromptHandler<RideQuestion, RideQuestion, RideQuestionCommand> questions, BlindIndex index) : IPersonErasure
{
    public Task<bool> ReleaseElsewhere(string key, CancellationToken stop) => Task.FromResult(true);

    public async Task<TextsAbout> TextsAbout(string key, CancellationToken stop)
    {
        var days = (await History(key, stop)).Select(commit => DateOnly.FromDateTime(commit.At.UtcDateTime));
        // What was held back for the night was sent on the day after.
        return new TextsAbout([.. days.SelectMany(day => new[] { day, day.AddDays(1) }).Distinct()], []);
    }

    public async Task<int> ForgetUnsent(string key, CancellationToken stop)
    {
        var asked = (await History(key, stop)).Where(commit => commit.Events.Any(happened => happened is RideEvent.Asked));
        var left = 0;
        foreach (var by in asked.Select(commit => new PersonId(commit.By)).Distinct())
            if (!await questions.Forget(PromptRules.IdOf(index, by), _ => false, stop)) left++;
        return left;
    }

    private Task<IReadOnlyList<Happened<RideEvent>>> History(string key, CancellationToken stop) =>
        rides.HistoryOfMarked(new StreamId(RideRules.Kind, key), stop);
}
