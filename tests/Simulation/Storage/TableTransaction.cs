using System.Globalization;
using System.Text;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>An entity group transaction on the wire: a multipart of HTTP requests in, a multipart of HTTP answers out.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions</remarks>
internal static class TableTransaction
{
    /// <summary>Reads and checks what can be checked without looking at the rows.</summary>
    public static (StorageError? Error, int Index) Read(ReadOnlySpan<byte> body, List<TableOperation> operations)
    {
        if (!TryBoundary(body, out var boundary)) return (TableErrors.InvalidInput, 0);
        var rest = body[(body.IndexOf(boundary) + boundary.Length)..];
        while (!rest.StartsWith("--"u8))
        {
            if (operations.Count == TableLimits.OperationsInTransaction) return (TableErrors.TooManyInTransaction, TableLimits.OperationsInTransaction - 1);
            var end = rest.IndexOf(boundary);
            if (end < 0) return (TableErrors.InvalidInput, operations.Count);
            if (Part(rest[..end], out var operation) is { } wrong) return (wrong, operations.Count);
            if (operations.Count > 0 && (operation.PartitionKey != operations[0].PartitionKey || operation.Table != operations[0].Table)) return (TableErrors.DifferentPartitions, operations.Count);
            foreach (var other in operations)
                if (other.RowKey == operation.RowKey) return (TableErrors.DuplicateRow, operations.Count);
            operations.Add(operation);
            rest = rest[(end + boundary.Length)..];
        }
        return operations.Count == 0 ? (TableErrors.InvalidInput, 0) : (null, 0);
    }

    public static WireAnswer Answer(long number, IReadOnlyList<Row?> rows)
    {
        var text = Start(number);
        foreach (var row in rows)
        {
            Between(text, number);
            text.Append("HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nDataServiceVersion: 1.0;\r\n");
            if (row is not null) text.Append("ETag: ").Append(row.ETag).Append("\r\n");
            text.Append("\r\n\r\n");
        }
        return End(text, number);
    }

    /// <summary>202 outside, the error of the one operation inside.</summary>
    public static WireAnswer Refuse(long number, StorageError error, int index)
    {
        var text = Start(number);
        Between(text, number);
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {error.Status} {error.Reason}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nDataServiceVersion: 3.0;\r\nContent-Type: {TableAnswers.Json}\r\n\r\n");
        text.Append(TableAnswers.Body(error with { Message = string.Create(CultureInfo.InvariantCulture, $"{index}:{error.Message}") })).Append("\r\n");
        return End(text, number);
    }

    private static StorageError? Part(ReadOnlySpan<byte> part, out TableOperation operation)
    {
        operation = null!;
        if (!Skip(ref part, "\r\n\r\n"u8)) return TableErrors.InvalidInput;
        var line = Line(ref part);
        var (first, last) = (line.IndexOf((byte)' '), line.LastIndexOf((byte)' '));
        if (first <= 0 || last <= first) return TableErrors.InvalidInput;
        var method = Encoding.ASCII.GetString(line[..first]);
        string? ifMatch = null;
        while (Line(ref part) is { Length: > 0 } header)
            if (header.StartsWith("If-Match:"u8)) ifMatch = Encoding.ASCII.GetString(header["If-Match:".Length..]).Trim();
        return TableOperation.Read(method, Path(Encoding.UTF8.GetString(line[(first + 1)..last])), ifMatch, part, out operation);
    }

    /// <summary>Behind the host and, emulated, the account.</summary>
    private static string Path(string url)
    {
        var end = url.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? query : url.Length;
        var keys = url.IndexOf('(', StringComparison.Ordinal) is var open and >= 0 && open < end ? open : end;
        return url[(url.LastIndexOf('/', keys - 1) + 1)..end];
    }

    private static bool TryBoundary(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> boundary)
    {
        // Inside of the batch is one change set, with a boundary of its own. JSON holds no raw line ends, so none is met in a body.
        boundary = default;
        const string name = "boundary=";
        var at = body.IndexOf("boundary="u8);
        if (at < 0) return false;
        var rest = body[(at + name.Length)..];
        var value = Line(ref rest).Trim((byte)'"');
        byte[] whole = [(byte)'-', (byte)'-', .. value];
        boundary = whole;
        return body.IndexOf(boundary) >= 0;
    }

    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf("\r\n"u8);
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 2)..];
        return line;
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> mark)
    {
        var at = rest.IndexOf(mark);
        if (at < 0) return false;
        rest = rest[(at + mark.Length)..];
        return true;
    }

    private static StringBuilder Start(long number) => new StringBuilder(1024)
        .Append(CultureInfo.InvariantCulture, $"--batchresponse_{number}\r\nContent-Type: multipart/mixed; boundary=changesetresponse_{number}\r\n\r\n");

    private static void Between(StringBuilder text, long number) =>
        text.Append(CultureInfo.InvariantCulture, $"--changesetresponse_{number}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");

    private static WireAnswer End(StringBuilder text, long number)
    {
        text.Append(CultureInfo.InvariantCulture, $"--changesetresponse_{number}--\r\n--batchresponse_{number}--\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = string.Create(CultureInfo.InvariantCulture, $"multipart/mixed; boundary=batchresponse_{number}"), ["x-ms-version"] = TableAnswers.Version };
        return new WireAnswer(202, "Accepted", headers, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
