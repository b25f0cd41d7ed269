using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Cases.Erasing;

/// <summary>By what texts about a person are recognised in a carrier's list, beside those whose ids are stored with the person's streams, and those that name one of the person's cases.</summary>
/// <param name="Days">By UTC, on which such texts may have been sent or received.</param>
/// <param name="Spans">Texts from or to a number within a span are about the person, whatever they say.</param>
public sealed record TextsAbout(ImmutableArray<DateOnly> Days, ImmutableArray<NumberSpan> Spans)
{
    public static readonly TextsAbout None = new([], []);

    public override string ToString() => "texts about a person";
}

/// <summary>A time in which somebody referred the person by text messages.</summary>
/// <param name="Number">In international form.</param>
public sealed record NumberSpan(string Number, DateTimeOffset From, DateTimeOffset To)
{
    public override string ToString() => "span";
}
