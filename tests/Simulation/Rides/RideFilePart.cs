using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>The rides of a person, for the file that the person asks for.</summary>
public sealed class RideFilePart(StreamHandler<Ride, RideEvent, RideCommand> rides) : IPersonFilePart
{
    public string Name => "rides";

    public ImmutableArray<string> Kinds { get; } = [RideRules.Kind];

    public ImmutableArray<string> ReadFirst => [];

    public ImmutableArray<string> LeftOut => [];

    public IJsonTypeInfoResolver Json => RideFileJson.Default;

    public async Task<object?> Read(IReadOnlyList<string> keys, AuthorLabels authors, CancellationToken stop)
    {
        var read = ImmutableArray.CreateBuilder<PersonRide>();
        foreach (var key in keys)
        {
            var history = await rides.History(new StreamId(RideRules.Kind, key), stop) ?? [];
            read.AddRange(
                from commit in history
                from asked in commit.Events.OfType<RideEvent.Asked>()
                select new PersonRide(commit.At, asked.Where, authors.Of(commit.By)));
        }
        return read.Count == 0 ? null : read.ToImmutable();
    }
}

/// <param name="By">Who asked for it, by post and role.</param>
public sealed record PersonRide(DateTimeOffset At, string Where, string By)
{
    public override string ToString() => "ride";
}

[JsonSerializable(typeof(ImmutableArray<PersonRide>))]
internal sealed partial class RideFileJson : JsonSerializerContext;
