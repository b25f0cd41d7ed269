namespace ServerlessAssist.Shared.Streams;

/// <summary>Every kind of streams that a module has registered. Tables, retention and erasure are derived from it.</summary>
public sealed class StreamDefinitions
{
    /// <exception cref="InvalidOperationException">
    /// Two definitions have the same kind, or one counts days of retention and does not say when a stream is over, or the other way round.
    /// </exception>
    public StreamDefinitions(IEnumerable<IStreamDefinition> definitions)
    {
        All = [.. definitions.OrderBy(one => one.Kind, StringComparer.Ordinal)];
        foreach (var same in All.GroupBy(one => one.Kind).Where(one => one.Count() > 1))
            throw new InvalidOperationException($"Two stream definitions have the kind {same.Key}.");
        foreach (var half in All.Where(one => one.Retention.Setting is null == one.SaysWhenOver))
            throw new InvalidOperationException($"The definition of {half.Kind} has to give both days of retention and when a stream is over, or neither.");
        ViewTables = [.. All.SelectMany(one => one.ViewTables).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>In ordinal order of kinds.</summary>
    public IReadOnlyList<IStreamDefinition> All { get; }

    /// <summary>The tables of all views, in ordinal order.</summary>
    public IReadOnlyList<string> ViewTables { get; }

    /// <summary>Every table of the product: streams, agenda and views.</summary>
    public IReadOnlyList<string> Tables => [StreamRows.Table, Agenda.Table, .. ViewTables];

    /// <exception cref="InvalidOperationException">No module has registered this kind.</exception>
    public IStreamDefinition Of(string kind) => All.First(one => one.Kind == kind);
}
