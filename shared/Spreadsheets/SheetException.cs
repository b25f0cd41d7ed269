namespace ServerlessAssist.Shared.Spreadsheets;

/// <summary>A table that cannot be read; the message says why and what to do, and repeats nothing that stands in it but a cell's name.</summary>
public sealed class SheetException(string says) : Exception(says);
