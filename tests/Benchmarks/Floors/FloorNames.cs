using System.Security.Cryptography;
using Azure.Data.Tables;

namespace ServerlessAssist.Benchmarks.Floors;

/// <summary>Which parts of keys belong to one message alone: they get new names each time its requests are repeated.</summary>
internal sealed class FloorNames
{
    private const int Shortest = 8;
    private readonly HashSet<string> _own;

    /// <param name="others">Recordings of another message of the same sort: what stands in both belongs to neither.</param>
    public FloorNames(IEnumerable<WireRecording> recordings, IEnumerable<WireRecording> others) =>
        _own = [.. recordings.SelectMany(Parts).Except(others.SelectMany(Parts))];

    /// <summary>Whether a key holds such a part.</summary>
    public bool IsOwn(string key) => PartsOf(key).Any(_own.Contains);

    /// <summary>New names, the same wherever the old ones stood.</summary>
    public Func<string, string> Fresh()
    {
        var names = _own.ToDictionary(part => part, part => RandomNumberGenerator.GetHexString(part.Length, lowercase: true));
        return key => string.Join('~', key.Split('~').Select(part => names.GetValueOrDefault(part, part)));
    }

    private static IEnumerable<string> Parts(WireRecording recording) =>
        recording.Requests.SelectMany(Keys).SelectMany(PartsOf).Distinct();

    private static IEnumerable<string> PartsOf(string key) =>
        key.Split('~').Where(part => part.Length >= Shortest && !part.All(char.IsAsciiDigit));

    private static IEnumerable<string> Keys(Recorded request) =>
        request.IsBatch ? BatchBody.Read(request.Body).SelectMany(change => change.Row is { } row ? Keys(row) : [])
        : request.Request.Service != "table" ? []
        : request.Request.Method == "POST" ? Keys(BatchBody.Row(request.Body))
        : TablePath.Read(request.Request.Path) is { } path ? [path.Partition, path.Row]
        : TablePath.Filtered(request.Request) is { } partition ? [partition] : [];

    private static string[] Keys(TableEntity row) => [row.PartitionKey, row.RowKey];
}
