using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks.Floors;

/// <summary>The floors of the two messages: a code texted back, and a referral with its alert.</summary>
internal sealed class MessageFloor
{
    /// <summary>The people as they are now; read, wake-up, announce, commit, three lists, mark, delete.</summary>
    public const int AnswerIs = 10;

    /// <summary>Who could be the same; read, wake-up, announce, commit, three lists, mark, delete.</summary>
    public const int ReferralIs = 10;

    private const int SideBySide = 8;
    private const int MostTries = 20;
    private readonly StorageFloor _floor;
    private readonly FloorNames _names;
    private readonly Pair _recorded;

    private MessageFloor(StorageFloor floor, FloorNames names, Pair recorded) => (_floor, _names, _recorded) = (floor, names, recorded);

    public int AnswerCosts => _recorded.Answer.Requests.Count;

    public int ReferralCosts => _recorded.Referral.Requests.Count;

    /// <summary>Records a referral and the code that takes it until two agree: what happens now and then is in neither.</summary>
    /// <exception cref="InvalidOperationException">None agreed, or the repetition is not what was recorded.</exception>
    public static async Task<MessageFloor> Record(SandboxSystem system, OpenAlerts alerts)
    {
        // The key's use is noted once a day, and a process's first text takes its share of the day's money.
        await Pair.Record(system, alerts);
        for (var seen = new List<Pair>(); seen.Count < MostTries;)
        {
            var next = await Pair.Record(system, alerts);
            if (seen.Find(next.IsLike) is not { } like)
            {
                seen.Add(next);
                continue;
            }
            var (names, floor) = (new FloorNames(next.Both, like.Both), new StorageFloor(system));
            await floor.Prepare(names, [.. next.Both]);
            var message = new MessageFloor(floor, names, next);
            await message.Prove(system);
            return message;
        }
        throw new InvalidOperationException("A message costs something else each time.");
    }

    /// <summary>Referrals, to be repeated side by side.</summary>
    public Task<Func<Task>[]> Referrals(int count) =>
        Task.FromResult<Func<Task>[]>([.. Enumerable.Range(0, count).Select(_ => _floor.Message(_recorded.Referral, _names.Fresh()))]);

    /// <summary>Answers, to be repeated side by side; the referrals that they are about are there already.</summary>
    public async Task<Func<Task>[]> Answers(int count)
    {
        var names = Enumerable.Range(0, count).Select(_ => _names.Fresh()).ToArray();
        var referrals = names.Select(fresh => _floor.Message(_recorded.Referral, fresh)).ToArray();
        await Bench.Rate(count, SideBySide, at => referrals[at]());
        return [.. names.Select(fresh => _floor.Message(_recorded.Answer, fresh))];
    }

    /// <summary>Repeats each once and looks whether the wire has seen the same.</summary>
    private async Task Prove(SandboxSystem system)
    {
        var fresh = _names.Fresh();
        foreach (var recording in _recorded.Both)
        {
            var repeated = await WireRecording.Of(system.Wire, _floor.Message(recording, fresh));
            if (!repeated.Kinds.SequenceEqual(recording.Kinds))
                throw new InvalidOperationException($"A message sends {recording}; its floor {repeated}.");
        }
    }

    /// <summary>A referral, and the code that takes it.</summary>
    private sealed record Pair(WireRecording Referral, WireRecording Answer)
    {
        public IEnumerable<WireRecording> Both => [Referral, Answer];

        public bool IsLike(Pair other) =>
            Referral.Kinds.SequenceEqual(other.Referral.Kinds) && Answer.Kinds.SequenceEqual(other.Answer.Kinds);

        public static async Task<Pair> Record(SandboxSystem system, OpenAlerts alerts)
        {
            Dictionary<string, string>[] texts = [];
            var (http, functions) = (system.Http, system.Functions.Address);
            var referral = await WireRecording.Of(system.Wire, async () => texts = await alerts.Texts(http, functions, 1));
            return new Pair(referral, await WireRecording.Of(system.Wire, () => Messages.Bring(http, functions, texts[0])));
        }
    }
}
