namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>A table that cannot be read; the message says why and what to do, and repeats nothing of it but a cell's name.</summary>
public sealed class SheetException(string says) : Exception(says)
{
    internal static SheetException Rows(SheetLimits limits) =>
        new(FormattableString.Invariant($"The sheet has more than {limits.Rows} rows."));

    internal static SheetException Columns(SheetLimits limits) =>
        new(FormattableString.Invariant($"The sheet has more than {limits.Columns} columns."));

    internal static SheetException Cells(SheetLimits limits) =>
        new(FormattableString.Invariant($"The sheet has more than {limits.Cells} cells."));
}
