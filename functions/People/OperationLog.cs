using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.People;

/// <summary>What the house is run with is written down: who changed what, when, in a chain of events. A stream a month.</summary>
/// <param name="Entries">How many stand in it.</param>
public sealed record OperationMonth(long Entries);

/// <param name="What">Stable, e.g. <c>poison.put-back</c>.</param>
/// <param name="On">What it was done to: a queue, a list; never a person.</param>
[JsonPolymorphic]
[JsonDerivedType(typeof(Requested), "requested")]
[JsonDerivedType(typeof(Completed), "completed")]
public abstract record OperationEvent(string What, string? On)
{
    /// <summary>Written before anything is changed: what dies in the middle has left a trace.</summary>
    public sealed record Requested(string What, string? On) : OperationEvent(What, On);

    /// <param name="Counts">What it came to.</param>
    public sealed record Completed(string What, string? On, ImmutableSortedDictionary<string, long> Counts) : OperationEvent(What, On);
}

[PureRules]
public static class OperationRules
{
    public const string Kind = "audit";

    public static readonly StreamDefinition<OperationMonth, OperationEvent, OperationEvent> Book = new(
        Kind, new OperationMonth(0), (_, happened, _) => new Decision<OperationEvent>.Commit(happened),
        (month, _) => new OperationMonth(month.Entries + 1), OperationJson.Default.OperationMonth, OperationJson.Default.OperationEvent)
    {
        Retention = RetentionRule.InDays(
            "To show who changed what in the house; a month each.", "Audit", 1825, "its last entry"),
        Ownership = Ownership.System,
        Views = [],
        OverSince = (_, lastEntry) => lastEntry,
    };

    /// <param name="month">As <c>2026-11</c>, by UTC.</param>
    public static StreamId IdOf(string month) => new(Kind, month);
}

[JsonSerializable(typeof(OperationMonth))]
[JsonSerializable(typeof(OperationEvent))]
internal sealed partial class OperationJson : JsonSerializerContext;

/// <summary>Lets operators' changes happen between two events: nothing is changed before it is written down who wants it.</summary>
public sealed partial class OperationLog(StreamHandler<OperationMonth, OperationEvent, OperationEvent> streams, TimeProvider time, Random random, ILogger<OperationLog> log)
{
    /// <summary>The answer to a change, and what it came to.</summary>
    public sealed record Outcome(IResult Answer, params ImmutableArray<(string Name, long Count)> Counts);

    /// <param name="what">Stable, e.g. <c>poison.put-back</c>.</param>
    /// <returns>The answer of <paramref name="change"/>; 503 where it could not be written down, and then nothing was changed.</returns>
    public async Task<IResult> Note(HttpRequest request, OperatorRequest asked, string what, string? on, Func<Task<Outcome>> change, CancellationToken stop)
    {
        if (asked.Mode == Mode.DryRun) return (await change()).Answer;
        if (!await Write(new OperationEvent.Requested(what, on), asked.By, stop)) return Problem.TryAgain(request.HttpContext.Response);
        var outcome = await change();
        await Ended(what, on, asked.By, outcome.Counts);
        return outcome.Answer;
    }

    /// <summary>What has been done. Where storage is silent now it has been done all the same.</summary>
    public async Task Ended(string what, string? on, string by, ImmutableArray<(string Name, long Count)> counts)
    {
        try
        {
            if (await Write(new OperationEvent.Completed(what, on, counts.ToImmutableSortedDictionary(one => one.Name, one => one.Count, StringComparer.Ordinal)), by, CancellationToken.None)) return;
        }
        catch (Exception silent) when (TransientFailure.Is(silent))
        {
            // Said below.
        }
        EndMissing(log, what);
    }

    /// <summary>Everything of a month, in order; empty where nothing was done.</summary>
    public async Task<IReadOnlyList<Happened<OperationEvent>>> Read(string month, CancellationToken stop) => await streams.History(OperationRules.IdOf(month), stop) ?? [];

    private async Task<bool> Write(OperationEvent happened, string by, CancellationToken stop)
    {
        var id = new byte[16];
        random.NextBytes(id);
        var month = time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return await streams.Handle(OperationRules.IdOf(month), happened, $"operation|{Convert.ToHexStringLower(id)}", by, stop) is Outcome<OperationMonth>.Done;
    }

    [LoggerMessage(LogLevel.Warning, "{What} was done; that it has ended could not be written down.")]
    private static partial void EndMissing(ILogger log, string what);
}
