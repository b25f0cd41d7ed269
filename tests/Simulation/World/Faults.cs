namespace ServerlessAssist.Simulation.World;

/// <summary>Decides at each moment whether something goes wrong, and what.</summary>
public abstract class Faults
{
    private static readonly Dictionary<Where, Fault[]> Possible = new()
    {
        [Where.Read] = [Fault.RequestLost, Fault.AnswerLost, Fault.AppliedLate, Fault.Busy, Fault.TooMany, Fault.Slow, Fault.DiesBefore, Fault.DiesAfter, Fault.TablesDown, Fault.Drain],
        [Where.Write] = [Fault.RequestLost, Fault.AnswerLost, Fault.AppliedLate, Fault.Busy, Fault.TooMany, Fault.Slow, Fault.StandsStill, Fault.DiesBefore, Fault.DiesAfter, Fault.TablesDown, Fault.Drain],
        [Where.Batch] = [Fault.RequestLost, Fault.AnswerLost, Fault.AppliedLate, Fault.Busy, Fault.TooMany, Fault.BusyInsideBatch, Fault.BusyInsideBatch, Fault.Slow, Fault.StandsStill, Fault.StandsStill, Fault.DiesBefore, Fault.DiesAfter, Fault.TablesDown, Fault.Drain],
        [Where.Queue] = [Fault.RequestLost, Fault.AnswerLost, Fault.AppliedLate, Fault.Busy, Fault.TooMany, Fault.Slow, Fault.DiesBefore, Fault.DiesAfter, Fault.QueuesDown, Fault.Drain],
        [Where.Carrier] = [Fault.CarrierDown, Fault.CarrierTooMany, Fault.CarrierSlow, Fault.CarrierUnreachable, Fault.DiesBeforeCarrier, Fault.DiesAfterCarrier],
        [Where.Report] = [Fault.ReportLost, Fault.ReportTwice, Fault.ReportsReordered],
        [Where.Webhook] = [Fault.WebhookLost, Fault.WebhookTwice, Fault.WebhookAnswerLost],
        [Where.QueueGiven] = [Fault.QueueTwice, Fault.QueueLate],
        [Where.QueueDone] = [Fault.QueueDeleteLost],
        [Where.Timer] = [Fault.TwoSweepers],
        [Where.Page] = [Fault.ShortPage],
    };

    public static IReadOnlyList<Fault> At(Where where) => Possible[where];

    /// <param name="index">Which moment of this run it is, from 0.</param>
    public abstract Fault Next(int index, Where where);
}

/// <summary>Nothing goes wrong.</summary>
public sealed class NoFault : Faults
{
    /// <summary>What could have gone wrong, in order.</summary>
    public List<Where> Moments { get; } = [];

    public override Fault Next(int index, Where where)
    {
        Moments.Add(where);
        return Fault.None;
    }
}

/// <summary>One thing goes wrong, at one moment.</summary>
public sealed class OneFault(int at, Fault what) : Faults
{
    public override Fault Next(int index, Where where) => index == at ? what : Fault.None;
}

/// <summary>Several things go wrong, as the seed has it: how often differs from schedule to schedule, and some have only a few kinds.</summary>
public sealed class DrawnFaults : Faults
{
    private readonly Random _random;
    private readonly double _often;
    private readonly HashSet<Fault> _kinds;

    public DrawnFaults(Random random)
    {
        _random = random;
        _often = new[] { 0.01, 0.03, 0.05, 0.08 }[random.Next(4)];
        var all = Enum.GetValues<Fault>();
        var few = random.Next(3) == 0;
        _kinds = [.. all.Where(_ => !few || random.Next(4) == 0)];
    }

    public override Fault Next(int index, Where where)
    {
        var kinds = At(where);
        if (_random.NextDouble() >= _often * Weight(where)) return Fault.None;
        var kind = kinds[_random.Next(kinds.Count)];
        return _kinds.Contains(kind) ? kind : Fault.None;
    }

    /// <summary>What seldom comes up strikes oftener; what makes copies of copies, while storage is silent for long, seldomer: in truth it is far seldomer still.</summary>
    private static double Weight(Where where) => where switch
    {
        Where.Webhook or Where.Timer or Where.Page or Where.Report => 3,
        Where.QueueDone or Where.QueueGiven => 0.3,
        Where.Write => 2,
        _ => 1,
    };
}
