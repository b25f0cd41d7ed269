using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>What storage said, in a few words.</summary>
internal static class Said
{
    public static async Task<string> By(Task<Response> doing)
    {
        try
        {
            return (await doing).Status.ToString(CultureInfo.InvariantCulture);
        }
        catch (RequestFailedException refused)
        {
            return Words(refused);
        }
    }

    public static async Task<string> By<T>(Task<Response<T>> doing)
    {
        try
        {
            return (await doing).GetRawResponse().Status.ToString(CultureInfo.InvariantCulture);
        }
        catch (RequestFailedException refused)
        {
            return Words(refused);
        }
        catch (InvalidOperationException)
        {
            return "unreadable";
        }
    }

    /// <summary>The row keys, in order, or the refusal.</summary>
    public static async Task<string> Rows(TableClient table, string filter)
    {
        try
        {
            var keys = new List<string>();
            await foreach (var row in table.QueryAsync<TableEntity>(filter)) keys.Add(row.RowKey);
            return string.Join(' ', keys);
        }
        catch (RequestFailedException refused)
        {
            return Words(refused);
        }
    }

    /// <summary>A row's own properties.</summary>
    public static async Task<string> Row(TableClient table, string partitionKey, string rowKey)
    {
        TableEntity row = await table.GetEntityAsync<TableEntity>(partitionKey, rowKey);
        return string.Join(' ', row.Where(one => one.Key is not ("odata.etag" or "PartitionKey" or "RowKey" or "Timestamp")).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={Text(one.Value)}"));
    }

    public static string Text(object? value) => value switch
    {
        byte[] raw => Convert.ToHexString(raw),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Words(RequestFailedException refused) =>
        $"{refused.Status} {refused.ErrorCode}".TrimEnd() + (refused is TableTransactionFailedException { FailedTransactionActionIndex: > 0 and var index } ? $" at {index}" : "");
}
