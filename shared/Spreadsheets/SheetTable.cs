namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>What a cell of a table is.</summary>
public enum SheetCellKind
{
    /// <summary>Text, or TRUE and FALSE; empty where nothing stands.</summary>
    Text,

    /// <summary>A number that the workbook does not show as a day; whole numbers are written without a decimal point.</summary>
    Number,

    /// <summary>A number that the workbook shows as a day, in ISO 8601, with no more than is shown: 2010-06-15, 2010-06 or 2010.</summary>
    Day,

    /// <summary>A formula: its result may be old, or is not there.</summary>
    Formula,

    /// <summary>An error such as #REF!.</summary>
    Error,
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">In NFC, without spaces around it, lines ended by line feeds; empty for formulas and errors.</param>
public readonly record struct SheetCell(string Text, SheetCellKind Kind)
{
    public static readonly SheetCell Empty = new("", SheetCellKind.Text);

    /// <summary>Whether anything stands in it, and be it an error.</summary>
    public bool IsFilled => !string.IsNullOrEmpty(Text) || Kind is SheetCellKind.Formula or SheetCellKind.Error;

    public override string ToString() => $"cell ({Kind})";
}

/// <summary>A row in which something stands.</summary>
/// <param name="Number">As spreadsheets count, from 1.</param>
/// <param name="Cells">From the first column to the last one that is filled.</param>
public sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells)
{
    public override string ToString() => $"row {Number}";
}

/// <summary>From when a table counts its days.</summary>
public enum DaysFrom
{
    /// <summary>A table without a workbook does not say.</summary>
    Unknown,

    /// <summary>Day 1 is 1 January 1900, as Excel does in general.</summary>
    Year1900,

    /// <summary>Day 0 is 1 January 1904, as Excel for the Mac did, and workbooks that come from it still do.</summary>
    Year1904,
}

/// <summary>A table: rows in which something stands, in their order.</summary>
public sealed record SheetTable(DaysFrom DaysFrom, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>Texts by row and column; rows that say nothing are empty.</summary>
    /// <exception cref="SheetException">A formula, an error, or a row too far down.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Texts(SheetLimits limits)
    {
        var texts = new List<IReadOnlyList<string>>();
        foreach (var row in Rows)
        {
            if (row.Number > limits.Rows) throw SheetException.Rows(limits);
            while (texts.Count < row.Number - 1) texts.Add([]);
            texts.Add([.. row.Cells.Select((cell, column) => TextOf(cell, row.Number, column))]);
        }
        return texts;
    }

    private static string TextOf(SheetCell cell, int row, int column) => cell.Kind switch
    {
        SheetCellKind.Formula => throw new SheetException($"Cell {SheetText.NameOf(row, column)} holds a formula. Type text."),
        SheetCellKind.Error => throw new SheetException($"Cell {SheetText.NameOf(row, column)} holds an error. Type text."),
        _ => cell.Text,
    };
}
