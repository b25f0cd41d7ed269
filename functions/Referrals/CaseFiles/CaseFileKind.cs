namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>What a file is by its first bytes, where it is not what its sender calls it.</summary>
internal static class CaseFileKind
{
    /// <returns>Why it cannot be read, and what to do; null: nothing speaks against it.</returns>
    public static string? WhyNot(byte[] bytes, string format)
    {
        var isZip = bytes is [(byte)'P', (byte)'K', 3, 4, ..];
        if (isZip && bytes.AsSpan(0, Math.Min(bytes.Length, 200)).IndexOf("opendocument"u8) >= 0)
            return "This is an OpenDocument file (.ods). Save the table as an Excel workbook (.xlsx) or as CSV.";
        if (bytes is [0xd0, 0xcf, 0x11, 0xe0, ..])
            return "This is a workbook with a password, or of an Excel before 2007 (.xls). Save the table as .xlsx without a password.";
        if (format == CaseTable.CsvFormat && isZip) return $"This is no CSV file. Send a workbook as Content-Type: {CaseTable.XlsxType}.";
        if (format == CaseTable.Xlsx && !isZip) return "This is no Excel workbook (.xlsx) that can be read. Save the table as one.";
        return null;
    }
}
