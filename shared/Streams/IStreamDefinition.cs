using System.Text.Json.Serialization.Metadata;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What the definition of a kind of streams says to code that knows neither its states nor its rules.</summary>
public interface IStreamDefinition
{
    /// <summary>Unique, stored in every key.</summary>
    string Kind { get; }

    /// <summary>Why and how long its streams are kept.</summary>
    RetentionRule Retention { get; }

    /// <summary>Whose data its streams hold.</summary>
    Ownership Ownership { get; }

    /// <summary>The tables in which its streams show lines.</summary>
    IReadOnlyList<string> ViewTables { get; }

    /// <summary>Whether its rules say when a stream is over. True exactly where <see cref="Retention"/> counts days.</summary>
    bool SaysWhenOver { get; }

    /// <summary>How its states are read.</summary>
    JsonTypeInfo StateType { get; }
}
