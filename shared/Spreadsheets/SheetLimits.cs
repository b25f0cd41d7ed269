namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>
/// How much of a table is read. Rows, columns and cells count where something stands in them: what is only formatted is passed over. Bytes
/// bound the work whatever stands there.
/// </summary>
/// <param name="Columns">The last one that is filled.</param>
/// <param name="Cells">Of all sheets that are read.</param>
/// <param name="Letters">Of one part, and of all of them unpacked.</param>
public sealed record SheetLimits(int Rows, int Columns, int Cells, int Letters);
