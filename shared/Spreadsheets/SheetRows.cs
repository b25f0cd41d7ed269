namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>Collects what stands in a sheet. Cells that are only formatted cost nothing.</summary>
internal sealed class SheetRows(SheetLimits limits)
{
    private readonly SortedDictionary<int, List<SheetCell>> _rows = [];
    private int _cells;

    public int Count => _rows.Count;

    /// <param name="row">From 1.</param>
    /// <param name="column">From 0.</param>
    /// <exception cref="SheetException">More than is read.</exception>
    public void Add(int row, int column, SheetCell cell)
    {
        if (!cell.IsFilled) return;
        if (column >= limits.Columns) throw SheetException.Columns(limits);
        if (++_cells > limits.Cells) throw SheetException.Cells(limits);
        if (!_rows.TryGetValue(row, out var cells))
        {
            if (_rows.Count == limits.Rows) throw SheetException.Rows(limits);
            _rows[row] = cells = [];
        }
        while (cells.Count <= column) cells.Add(SheetCell.Empty);
        // Which of two cells under one name was meant nobody can tell.
        if (cells[column].IsFilled)
            throw new SheetException($"Cell {SheetText.NameOf(row, column)} stands there twice. Save the table again.");
        cells[column] = cell;
    }

    public IReadOnlyList<SheetRow> All() => [.. _rows.Select(row => new SheetRow(row.Key, row.Value))];
}
