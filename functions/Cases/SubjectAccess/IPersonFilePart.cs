using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace ServerlessAssist.Functions.Cases.SubjectAccess;

/// <summary>What one module keeps about a person, for the file that the person asks for.</summary>
public interface IPersonFilePart
{
    /// <summary>Under which it stands in the file, in camel case, e.g. <c>referrals</c>; no other part has the same.</summary>
    string Name { get; }

    /// <summary>The kinds of the person's streams that it shows.</summary>
    ImmutableArray<string> Kinds { get; }

    /// <summary>What has to be looked at before the file is handed over: sentences, as operators read them.</summary>
    ImmutableArray<string> ReadFirst { get; }

    /// <summary>What is kept of the person and does not stand in the file, and why: sentences.</summary>
    ImmutableArray<string> LeftOut { get; }

    /// <summary>Writes what <see cref="Read"/> returns.</summary>
    IJsonTypeInfoResolver Json { get; }

    /// <param name="keys">Of the person's cases; the streams of these kinds have the same keys.</param>
    /// <param name="authors">How staff are named in the file.</param>
    /// <returns>Null: nothing is kept.</returns>
    Task<object?> Read(IReadOnlyList<string> keys, AuthorLabels authors, CancellationToken stop);
}
