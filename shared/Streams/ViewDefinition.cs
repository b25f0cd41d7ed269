namespace ServerlessAssist.Shared.Streams;

/// <summary>A table that lists or boards read, and the lines that a state shows in it.</summary>
/// <param name="Table">Named once, where it is read; several kinds of streams may show lines in one table.</param>
public sealed record ViewDefinition<TState>(string Table, Func<TState, IEnumerable<ViewLine>> Lines)
{
    /// <summary>The lines, each with its table.</summary>
    public IEnumerable<ViewRow> Rows(TState state) => Lines(state).Select(line => new ViewRow(Table, line.Partition, line.Shown));
}

/// <summary>One line of a list, as the definition of its table gives it.</summary>
/// <param name="Partition">How the list is read: a region, a coordinator. Never a name or number.</param>
/// <param name="Shown">What is shown (JSON), sealed in storage.</param>
public readonly record struct ViewLine(string Partition, string Shown);
