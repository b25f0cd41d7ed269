using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Cases.Erasing;

/// <summary>What is known of a person who may be erased: the case that was asked for, and those that were merged into it.</summary>
/// <param name="Reference">Of the case that was asked for; this and the next three are of that case.</param>
/// <param name="MergedInto">The reference of the case that it was merged into; null: it was not.</param>
/// <param name="Elsewhere">The person's case in another country; null: there is none.</param>
/// <param name="Keys">Keys of the streams of all the person's cases, the one that was asked for first.</param>
public sealed record PersonCases(
    string Reference, string Region, bool IsClosed, string? MergedInto, Elsewhere? Elsewhere, ImmutableArray<string> Keys)
{
    public override string ToString() => "person's cases";
}

/// <summary>A person's case in another country. It is erased there, not here.</summary>
/// <param name="Region">Null: the case came from there.</param>
public sealed record Elsewhere(string? Region, string Reference);

/// <summary>What came of marking a case to be erased.</summary>
public enum CaseMark
{
    /// <summary>Its stream takes no command any more, for good.</summary>
    Marked,

    /// <summary>It is not closed, or not any more: nothing was done.</summary>
    Open,

    /// <summary>It is being written right now: to be tried again.</summary>
    Busy,
}
