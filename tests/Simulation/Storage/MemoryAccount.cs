namespace ServerlessAssist.Simulation.Storage;

/// <summary>A storage account in memory: tables and queues that answer the SDK's own requests. One thread, no clock and no chance of its own.</summary>
/// <param name="now">What time it is.</param>
public sealed class MemoryAccount(Func<DateTimeOffset> now)
{
    internal const string TableHost = "http://sim.table.sim/";
    internal const string QueueHost = "http://sim.queue.sim/";

    /// <summary>The account stands in the host's name, as in Azure: a queue client leaves it out of the path.</summary>
    public const string ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=sim;AccountKey=c2ltdWxhdGlvbg==;TableEndpoint={TableHost};QueueEndpoint={QueueHost};";

    public MemoryTables Tables { get; } = new(now);

    public MemoryQueues Queues { get; } = new(now);

    /// <summary>Does what is asked, at once.</summary>
    /// <exception cref="NotSupportedException">Neither tables nor queues are asked.</exception>
    public WireAnswer Answer(WireCall call) => call.Service switch
    {
        "table" => Tables.Answer(call),
        "queue" => Queues.Answer(call),
        _ => throw new NotSupportedException($"There is no {call.Service} service in here."),
    };
}
