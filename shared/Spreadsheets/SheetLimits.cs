namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>How much of a table is read; what is larger is refused before it is unfolded.</summary>
/// <param name="Columns">Of a row.</param>
/// <param name="Cells">In all, empty ones too; also how many texts may be kept beside the sheet.</param>
/// <param name="Letters">Of one part, and of all of them unpacked.</param>
public sealed record SheetLimits(int Rows, int Columns, int Cells, int Letters);
