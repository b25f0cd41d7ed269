using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>What is done to erase a person, in this order. Each can be done again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureStep>))]
public enum ErasureStep
{
    /// <summary>Her streams take no command any more.</summary>
    Mark,

    /// <summary>Off the lists, and off the agenda.</summary>
    Hide,

    /// <summary>What was on its way when they were marked ends.</summary>
    Settle,

    /// <summary>No provider holds a place for her.</summary>
    Places,

    /// <summary>The carrier's copy of texts.</summary>
    Carrier,

    /// <summary>What whoever referred her, and whoever wrote about her, had not sent yet.</summary>
    Drafts,

    /// <summary>The keys, and every row.</summary>
    Rows,

    /// <summary>What late writers left.</summary>
    Lists,

    /// <summary>A look at everything: nothing is left.</summary>
    Proof,

    Done,
}

/// <summary>How far somebody is erased. Its key is that of the referral's stream; nothing personal stands here.</summary>
/// <param name="Keys">Of the streams of her referrals: keyed hashes. Empty: nothing is being erased.</param>
/// <param name="Due">When it goes on.</param>
/// <param name="At">How far the present step is.</param>
/// <param name="Counts">What there was, and what was done.</param>
/// <param name="RowsGone">When the keys went: what was copied before can be read as long as a backup's keys are kept.</param>
public sealed record Erasure(
    ImmutableArray<string> Keys, ErasureStep Step, DateTimeOffset Begun, DateTimeOffset Due, int At, ImmutableSortedDictionary<string, long> Counts, DateTimeOffset? RowsGone, DateTimeOffset? Ended)
{
    public static readonly Erasure None = new([], ErasureStep.Mark, default, default, 0, ImmutableSortedDictionary<string, long>.Empty, null, null);

    [JsonIgnore]
    public bool IsRunning => !Keys.IsEmpty && Step != ErasureStep.Done;

    public override string ToString() => $"{Step}";
}

public abstract record ErasureCommand
{
    /// <param name="Found">What there is to erase, by kind.</param>
    public sealed record Begin(ImmutableArray<string> Keys, ImmutableSortedDictionary<string, long> Found) : ErasureCommand;

    /// <summary>A step is done.</summary>
    /// <param name="Keys">Whose streams are meant from here on.</param>
    public sealed record Went(ErasureStep Step, ImmutableArray<string> Keys, params ImmutableArray<(string What, long Count)> Counts) : ErasureCommand;

    /// <summary>The first step found that nothing may be erased now: nothing was done.</summary>
    public sealed record CallOff : ErasureCommand;

    /// <summary>A step is not done yet.</summary>
    /// <param name="To">Where it goes on.</param>
    public sealed record Wait(ErasureStep Step, ErasureStep To, TimeSpan After, int At, params ImmutableArray<(string What, long Count)> Counts) : ErasureCommand;
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(StepCompleted), "step-completed")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Completed), "completed")]
public abstract record ErasureEvent
{
    public sealed record Started(ImmutableArray<string> Keys, ImmutableSortedDictionary<string, long> Found, DateTimeOffset At) : ErasureEvent;

    /// <summary>Her referral was opened again in that very moment.</summary>
    public sealed record Cancelled(DateTimeOffset At) : ErasureEvent;

    public sealed record StepCompleted(ErasureStep Step, ImmutableArray<string> Keys, ErasureStep Next, DateTimeOffset Due, ImmutableSortedDictionary<string, long> Counts, DateTimeOffset At) : ErasureEvent;

    public sealed record Waiting(ErasureStep To, DateTimeOffset Due, int At, ImmutableSortedDictionary<string, long> Counts) : ErasureEvent;

    public sealed record Completed(DateTimeOffset At) : ErasureEvent;
}

[JsonSerializable(typeof(Erasure))]
[JsonSerializable(typeof(ErasureEvent))]
internal sealed partial class ErasureJson : JsonSerializerContext;
